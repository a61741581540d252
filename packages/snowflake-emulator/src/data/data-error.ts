import { internalError, notEmulated, SnowflakeError, statementCanceled, valueFailed } from "../errors";

/** An error about a value, as compiled queries raise it (src/query/functions/native): `twin:<code>:<text>`. */
const VALUE_ERROR = /twin:(\d{6}):([\s\S]*)$/;

/** The error that a compiled query raised itself, if it is one. */
export function valueErrorOf(error: unknown): { readonly code: string; readonly message: string } | undefined {
  const found = error instanceof Error ? VALUE_ERROR.exec(error.message) : null;
  const [, code, message] = found ?? [];
  return code === undefined || message === undefined ? undefined : { code, message };
}

/** Was the statement ended from outside? */
function isInterrupt(error: Error): boolean {
  return error.message.startsWith("INTERRUPT Error");
}

/**
 * What went wrong in DuckDB as a client of Snowflake is told: the query's own errors, 000604 after an interrupt, a refusal by
 * name where the engine's isolation or memory does not allow what Snowflake's does, else 000603.
 */
export function asDataError(error: unknown): SnowflakeError {
  if (error instanceof SnowflakeError) return error;
  if (!(error instanceof Error)) return internalError(String(error));
  const value = valueErrorOf(error);
  if (value !== undefined) return valueFailed(value.code, value.message);
  if (isInterrupt(error)) return statementCanceled();
  if (error.message.startsWith("Out of Memory Error")) {
    return notEmulated(`a statement that needs more than the emulator's memory for data (${firstLine(error.message)})`);
  }
  if (/^TransactionContext Error.*(?:conflict|altered)/is.test(error.message)) {
    return notEmulated(
      `this interleaving of two sessions, where one changes the definition of a table that the other is writing to; run the statement again (${firstLine(error.message)})`,
    );
  }
  return internalError(firstLine(error.message));
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
