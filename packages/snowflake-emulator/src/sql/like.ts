/** One step of a LIKE pattern: literal text (in upper case), one character, or any text. */
export type LikeStep = { readonly kind: "text"; readonly text: string } | { readonly kind: "one" | "any" };

/** A SHOW … LIKE pattern, taken apart. SHOW compares without case (D: SHOW commands, LIKE). */
export interface LikePattern {
  readonly steps: readonly LikeStep[];
  readonly expression: RegExp;
}

/** Reads a pattern: `%` is any text, `_` one character, a backslash takes the next character literally. */
export function parseLike(pattern: string): LikePattern {
  const steps: LikeStep[] = [];
  const text = (more: string) => {
    const last = steps.at(-1);
    if (last?.kind === "text") steps.splice(-1, 1, { kind: "text", text: last.text + more.toUpperCase() });
    else steps.push({ kind: "text", text: more.toUpperCase() });
  };
  for (const [one, escaped] of pattern.matchAll(/\\([\s\S])|[\s\S]/gu)) {
    if (escaped !== undefined) text(escaped);
    else if (one === "%") steps.push({ kind: "any" });
    else if (one === "_") steps.push({ kind: "one" });
    else text(one);
  }
  const source = steps.map((step) =>
    step.kind === "text" ? escapeRegExp(step.text) : step.kind === "any" ? "[\\s\\S]*" : "[\\s\\S]",
  );
  return { steps, expression: new RegExp(`^${source.join("")}$`, "u") };
}

/** Does an upper-cased name match? */
export function likeMatches(pattern: LikePattern, upper: string): boolean {
  return pattern.expression.test(upper);
}

/** A SHOW … LIKE pattern as a predicate on names of any case. */
export function likePredicate(pattern: string): (text: string) => boolean {
  const parsed = parseLike(pattern);
  return (text) => likeMatches(parsed, text.toUpperCase());
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
