import type { SnowflakeError } from "../errors";
import type { Token } from "../sql/tokenizer";
import { sessionVariableInProcedure, unsupportedInProcedure } from "./procedure-errors";

/** Statements that change or show the session or the user, and what messages call them. Words in order. */
const REFUSED: readonly (readonly [words: string, type: string])[] = [
  // O: the messages for these four.
  ["ALTER SESSION", "ALTER_SESSION"],
  ["LIST", "LIST_FILES"],
  ["LS", "LIST_FILES"],
  ["SHOW PARAMETERS", "SHOW PARAMETER"],
  // A: the type's name; D: that they are refused.
  ["USE", "USE"],
  ["SET", "SET"],
  ["UNSET", "UNSET"],
  ["SHOW VARIABLES", "SHOW VARIABLE"],
  ["SHOW LOCKS", "SHOW LOCK"],
  ["SHOW TRANSACTIONS", "SHOW TRANSACTION"],
  ["SHOW DELEGATED AUTHORIZATIONS", "SHOW DELEGATED AUTHORIZATION"],
  ["PUT", "PUT_FILES"],
  ["GET", "GET_FILES"],
];

function words(tokens: readonly Token[]): readonly string[] {
  const end = tokens.findIndex((token) => token.kind !== "word");
  return tokens.slice(0, end < 0 ? tokens.length : end).map((token) => token.value);
}

const startsWith = (list: readonly string[], leading: string) =>
  leading.split(" ").every((word, index) => list[index] === word);

/** SHOW PARAMETERS of anything but the session is allowed; without IN it is the session's. */
function showsSession(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex((token) => token.kind === "word" && (token.value === "IN" || token.value === "FOR"));
  return at < 0 || tokens[at + 1]?.value === "SESSION";
}

/** SHOW GRANTS without a clause shows the current user's. */
function showsOwnGrants(tokens: readonly Token[]): boolean {
  return !tokens.some((token) => token.kind === "word" && ["IN", "ON", "TO", "OF"].includes(token.value));
}

/**
 * The error of a statement that an owner's rights procedure can't run; undefined when it can. D: "Additional restrictions
 * on owner's rights stored procedures": queries, DML, DDL, GRANT and REVOKE, SHOW and DESCRIBE may be run, but nothing that
 * shows or changes the caller's session or user. Session variables can't be read either.
 * @param tokens of one statement
 */
export function refusedForOwner(tokens: readonly Token[]): SnowflakeError | undefined {
  const leading = words(tokens);
  const temporary = /^CREATE (?:OR REPLACE )?(?:(?:LOCAL|GLOBAL) )?TEMP(?:ORARY)? (\w+)/.exec(leading.join(" "));
  // O: `temporary TABLE`.
  if (temporary !== null) return unsupportedInProcedure(`temporary ${temporary[1]}`);
  if (startsWith(leading, "SHOW GRANTS") && showsOwnGrants(tokens)) return unsupportedInProcedure("SHOW GRANT");
  const found = REFUSED.find(([one]) => startsWith(leading, one));
  if (found !== undefined && (found[0] !== "SHOW PARAMETERS" || showsSession(tokens))) {
    return unsupportedInProcedure(found[1]);
  }
  if (startsWith(leading, "ALTER USER") && ["SET", "UNSET"].includes(leading[2] ?? "")) {
    return unsupportedInProcedure("ALTER_USER");
  }
  return variableError(tokens);
}

/** `$NAME`; `$1` is a column. */
function variableError(tokens: readonly Token[]): SnowflakeError | undefined {
  const found = tokens.find((token) => token.kind === "variable" && !/^\$?\d+$/.test(token.value));
  return found === undefined ? undefined : sessionVariableInProcedure(found.value.replace(/^\$/, ""));
}
