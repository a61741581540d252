import { internalError, notEmulated, SnowflakeError, statementCanceled, valueFailed } from "../errors";
import { valueErrorOfDuckDb } from "../query/compile/error-mapping";

/** What an error says. Errors of the native module are not always `Error`s of this realm. */
export function messageOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
  return String(error);
}

/** What a compiled query raised itself, or DuckDB said of a value, as Snowflake says it; undefined for anything else. */
export function valueErrorOf(error: unknown): { readonly code: string; readonly message: string } | undefined {
  return valueErrorOfDuckDb(messageOf(error));
}

/**
 * What went wrong in DuckDB as a client of Snowflake is told: the query's own errors, 000604 after an interrupt, a refusal by
 * name where the engine's isolation or memory does not allow what Snowflake's does, else 000603.
 */
export function asDataError(error: unknown): SnowflakeError {
  if (error instanceof SnowflakeError) return error;
  const value = valueErrorOf(error);
  if (value !== undefined) return valueFailed(value.code, value.message);
  const said = messageOf(error).split("\n", 1)[0] ?? "";
  if (said.startsWith("INTERRUPT Error")) return statementCanceled();
  if (said.startsWith("Out of Memory Error")) {
    return notEmulated(`a statement that needs more than the emulator's memory for data (${said})`);
  }
  if (/^TransactionContext Error.*(?:conflict|altered)/i.test(said)) {
    return notEmulated(
      "this interleaving of two sessions, where one changes the definition of a table that the other is writing to; " +
        `run the statement again (${said})`,
    );
  }
  return internalError(said);
}
