/** Quoted texts, parentheses, words; anything else one character at a time. */
const TOKENS = /'(?:[^'\\]|\\.|'')*'|"(?:[^"]|"")*"|\w+|./gs;

/**
 * The query of a `CREATE … VIEW … AS <query>` statement, as SHOW VIEWS and SHOW MATERIALIZED VIEWS have it in `text`.
 * @throws Error when the statement has no AS outside of quotes and parentheses
 */
export function viewQuery(statement: string): string {
  let depth = 0;
  for (const { 0: token, index } of statement.matchAll(TOKENS)) {
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (depth === 0 && token.toUpperCase() === "AS") return statement.slice(index + token.length).trimStart();
  }
  throw new Error(`the view's statement has no AS: ${statement.slice(0, 200)}`);
}
