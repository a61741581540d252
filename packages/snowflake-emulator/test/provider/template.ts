/** A template, taken apart: text, something optional, or exactly one of several. */
type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "optional"; readonly parts: readonly Part[] }
  | { readonly kind: "choice"; readonly choices: readonly (readonly Part[])[] };

const CLOSING = { "[": "]", "{": "}" } as const;

/** Reads parts up to a closing character or a bar. */
function read(
  template: string,
  from: number,
  closing: string,
): { readonly parts: readonly Part[]; readonly at: number } {
  const parts: Part[] = [];
  let at = from;
  let text = "";
  const flush = () => {
    if (text !== "") parts.push({ kind: "text", text });
    text = "";
  };
  while (at < template.length) {
    const one = template[at] ?? "";
    if (one === closing || (one === "|" && closing === "}")) break;
    if (one === "[" || one === "{") {
      flush();
      const choices: (readonly Part[])[] = [];
      do {
        const inside = read(template, at + 1, CLOSING[one]);
        choices.push(inside.parts);
        at = inside.at;
      } while (template[at] === "|");
      const [first = []] = choices;
      parts.push(one === "[" ? { kind: "optional", parts: first } : { kind: "choice", choices });
    } else text += one;
    at += 1;
  }
  flush();
  return { parts, at };
}

/** Renders parts; `decide` says for each optional part whether it is there and for each choice which one. */
function render(parts: readonly Part[], decide: (part: Part) => number): string {
  return parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      if (part.kind === "optional") return decide(part) === 1 ? render(part.parts, decide) : "";
      return render(part.choices[decide(part)] ?? [], decide);
    })
    .join("");
}

/** Every optional part and every choice with more than one way, from the outside inwards, with the parts around it. */
function decisions(parts: readonly Part[], around: ReadonlyMap<Part, number>): readonly ReadonlyMap<Part, number>[] {
  return parts.flatMap((part) => {
    if (part.kind === "text") return [];
    const ways = part.kind === "optional" ? [1] : part.choices.map((_, index) => index);
    return ways.flatMap((way) => {
      const made = new Map([...around, [part, way]]);
      const inside = part.kind === "optional" ? part.parts : (part.choices[way] ?? []);
      return [made, ...decisions(inside, made)];
    });
  });
}

/**
 * The statements that a template stands for: `[x]` is optional, `{a|b}` exactly one. They hold every part alone, and
 * everything together: each way that a part can take is in at least one statement.
 */
export function expand(template: string): readonly string[] {
  const { parts } = read(template, 0, "");
  const least = render(parts, () => 0);
  const most = render(parts, (part) => (part.kind === "optional" ? 1 : 0));
  const each = decisions(parts, new Map()).map((made) => render(parts, (part) => made.get(part) ?? 0));
  return [...new Set([least, ...each, most].map((sql) => sql.replace(/\s+/g, " ").trim()))];
}
