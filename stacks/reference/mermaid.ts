/** A box of a flowchart. */
export interface Box {
  /** Unique in the chart. */
  readonly id: string;
  /** Its text, a line each. */
  readonly lines: readonly string[];
}

/** An arrow of a flowchart. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** What it says. Default: nothing. */
  readonly text?: string;
  /** Whether it is drawn broken: something that isn't a dependency. */
  readonly broken?: boolean;
}

/** Boxes that are drawn together. */
export interface Group {
  readonly title: string;
  readonly boxes: readonly Box[];
}

/** A flowchart as a Mermaid block, which GitHub draws. */
export function flowchart(
  direction: "LR" | "TB",
  groups: readonly Group[],
  boxes: readonly Box[],
  arrows: readonly Arrow[],
): string {
  const drawn = (box: Box) => `${keyOf(box.id)}["${box.lines.map(text).join("<br/>")}"]`;
  const lines = [
    `flowchart ${direction}`,
    ...groups.flatMap((group) => [
      `  subgraph ${keyOf(group.title)}["${text(group.title)}"]`,
      ...group.boxes.map((box) => `    ${drawn(box)}`),
      "  end",
    ]),
    ...boxes.map((box) => `  ${drawn(box)}`),
    ...arrows.map((arrow) => {
      const line = arrow.broken === true ? "-.->" : "-->";
      const said = arrow.text === undefined ? "" : `|"${text(arrow.text)}"|`;
      return `  ${keyOf(arrow.from)} ${line}${said} ${keyOf(arrow.to)}`;
    }),
  ];
  return `\`\`\`mermaid\n${lines.join("\n")}\n\`\`\``;
}

/** An id that Mermaid takes: letters and digits; different texts stay different. */
function keyOf(id: string): string {
  return `n_${id.replace(/[^A-Za-z0-9]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}_`)}`;
}

/** Quotes end a text in Mermaid, and angle brackets are HTML there. */
function text(line: string): string {
  return line.replaceAll('"', "#quot;").replaceAll("<", "#lt;").replaceAll(">", "#gt;");
}
