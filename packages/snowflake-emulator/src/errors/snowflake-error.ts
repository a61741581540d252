/** Which part of Snowflake raised the error; becomes `data.type` on the wire. */
export type ErrorType = "COMPILATION" | "EXECUTION" | "ACCESS_CONTROL" | "LOGIN";

/**
 * An error as Snowflake tells it: a numeric code (six digits as text), an SQLSTATE and a message. Every error of the
 * emulator is made by a factory in this file, so that wording and codes live in one place. Marks: D documented,
 * O observed in public logs, A assumed.
 */
export class SnowflakeError extends Error {
  override readonly name = "SnowflakeError";

  constructor(
    readonly code: string,
    readonly sqlState: string,
    readonly type: ErrorType,
    message: string,
    /** True for the errors that say that a part of the statement was carried out. */
    readonly keepsChanges = false,
  ) {
    super(message);
  }
}

/** An error that is found before a statement begins. */
export const compilation = (code: string, sqlState: string, text: string) =>
  new SnowflakeError(code, sqlState, "COMPILATION", `SQL compilation error:\n${text}`);

/** An error of missing privileges. */
export const accessControl = (code: string, text: string) =>
  new SnowflakeError(code, "42501", "ACCESS_CONTROL", `SQL access control error:\n${text}`);
