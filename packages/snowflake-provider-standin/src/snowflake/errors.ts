/** A statement or a login that Snowflake refused. */
export class SnowflakeError extends Error {
  /**
   * @param code Snowflake's error number, six digits as text (`002003`)
   * @param sqlState SQL state, "" when Snowflake gave none
   * @param reason Snowflake's own message
   */
  constructor(
    readonly code: string,
    readonly sqlState: string,
    readonly reason: string,
  ) {
    super(`${code}${sqlState === "" ? "" : ` (${sqlState})`}: ${reason}`);
    this.name = "SnowflakeError";
  }
}

/** The object isn't there, or the role may not see it. The real provider goes by the same text. */
export function isMissing(error: unknown): boolean {
  return error instanceof SnowflakeError && error.reason.includes("does not exist or not authorized");
}

/** What holds the object isn't there either, as SHOW … IN says it. The real provider goes by the same text. */
export function isHolderMissing(error: unknown): boolean {
  return (
    isMissing(error) ||
    (error instanceof SnowflakeError &&
      error.reason.includes("Object does not exist, or operation cannot be performed"))
  );
}

/** Some of the privileges were granted, others not. The real provider goes by the same text. */
export function isPartialGrant(error: unknown): boolean {
  return error instanceof SnowflakeError && error.reason.includes("Grant partially executed");
}
