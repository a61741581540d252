/** A table in Markdown; pipes and angle brackets in a cell are text, and a line's end is a space. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(" | ")} |`.replace(/ {2,}\|/g, " |");
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** A text as code in Markdown; empty stays empty. */
export function code(text: string): string {
  return text === "" ? "" : text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Texts as a list in a sentence, each as code. */
export function codes(texts: readonly string[]): string {
  return texts.map(code).join(", ");
}

function cellText(text: string): string {
  // Outside of code, an angle bracket would begin HTML.
  const parts = text.split(/(`[^`]*`)/).map((part) => (part.startsWith("`") ? part : part.replaceAll("<", "&lt;")));
  return parts
    .join("")
    .replaceAll("|", "\\|")
    .replace(/\s*\n\s*/g, " ");
}
