import { notForSqlApi } from "../errors";
import { splitStatements } from "./split-statements";
import { stripUsageTracking, type Token, tokenize } from "./tokenizer";

/** D: SQL API, "Limitations". What it never takes; the last three run on files as PUT and GET do (A). */
const NEVER: readonly string[] = ["PUT", "GET"];

/** D: the same; what would end with the request's own session. */
const ONLY_WITH_OTHERS: readonly string[] = [
  "BEGIN",
  "START TRANSACTION",
  "COMMIT",
  "ROLLBACK",
  "USE",
  "ALTER SESSION",
  "SET",
  "UNSET",
  "CREATE TEMPORARY",
  "CREATE TEMP",
  "CREATE VOLATILE",
];

function leadingWords(tokens: readonly Token[]): string {
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind !== "word" || words.length === 5) break;
    words.push(token.value);
  }
  return words.join(" ").replace(/^CREATE OR REPLACE\b/, "CREATE");
}

function startsWith(statement: string, leading: string): boolean {
  return statement === leading || statement.startsWith(`${leading} `);
}

/** Throws 391911 for a statement that the SQL API does not take, or not alone, and syntax errors. */
export function checkForSqlApi(sqlText: string): void {
  const sql = stripUsageTracking(sqlText);
  const parts = splitStatements(sql, tokenize(sql));
  for (const { tokens } of parts) {
    const statement = leadingWords(tokens);
    const never = NEVER.find((leading) => startsWith(statement, leading));
    if (never !== undefined) throw notForSqlApi(never, false);
    const notAlone = ONLY_WITH_OTHERS.find((leading) => startsWith(statement, leading));
    if (notAlone !== undefined && parts.length === 1) throw notForSqlApi(notAlone, true);
  }
}
