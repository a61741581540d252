/**
 * A SHOW … LIKE pattern as a predicate: `%` is any text, `_` one character, a backslash takes the next character
 * literally. SHOW compares without case (D: SHOW commands, LIKE).
 */
export function likePredicate(pattern: string): (text: string) => boolean {
  const source = pattern.replace(/\\([\s\S])|[\s\S]/gu, (one, escaped?: string) => {
    if (escaped !== undefined) return escapeRegExp(escaped);
    if (one === "%") return "[\\s\\S]*";
    return one === "_" ? "[\\s\\S]" : escapeRegExp(one);
  });
  const expression = new RegExp(`^${source}$`, "iu");
  return (text) => expression.test(text);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
