/** Something that the catalog link could not do. */
export interface LinkFailure {
  /** Such as `namespace` or `namespace.table`. */
  readonly entity: string;
  /** TABLE, NAMESPACE … */
  readonly domain: string;
  /** CREATE, DROP, DISCOVERY, CATALOG_CONNECTION … */
  readonly operation: string;
  readonly message: string;
}

/** What SYSTEM$CATALOG_LINK_STATUS says of a catalog-linked database. */
export interface LinkStatus {
  /** RUNNING, FAILED or SUSPENDED. */
  readonly state: string;
  /** Why the state is FAILED. */
  readonly reason: string | undefined;
  /** When the last attempt began, in milliseconds since 1970; undefined: there was none, or it can't be told. */
  readonly lastAttempt: number | undefined;
  readonly failures: readonly LinkFailure[];
}

/**
 * Reads the answer of SYSTEM$CATALOG_LINK_STATUS. Source: docs.snowflake.com, sql-reference/functions/system_catalog_link_status.
 *
 * @throws Error when the answer is not what is documented
 */
export function readLinkStatus(json: string): LinkStatus {
  const answer: unknown = JSON.parse(json);
  const { executionState, failureDetails = [], ...rest } = object(answer);
  if (typeof executionState !== "string" || !Array.isArray(failureDetails)) {
    throw new Error(`the status of the catalog link has no executionState or no list of failures: ${json}`);
  }
  const attempt = Date.parse(text(rest.lastLinkAttemptStartTime));
  const reason = [rest.failedExecutionStateErrorCode, rest.failedExecutionStateReason].map(text).filter(Boolean);
  return {
    state: executionState,
    reason: reason.length === 0 ? undefined : reason.join(": "),
    lastAttempt: Number.isNaN(attempt) ? undefined : attempt,
    failures: failureDetails.map(readFailure),
  };
}

function readFailure(value: unknown): LinkFailure {
  const failure = object(value);
  return {
    entity: text(failure.qualifiedEntityName),
    domain: text(failure.entityDomain),
    operation: text(failure.operation),
    message: [failure.errorCode, failure.errorMessage].map(text).filter(Boolean).join(": "),
  };
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value));
