/** What could not be brought over, as SYSTEM$CATALOG_LINK_STATUS tells it. */
export interface SyncFailure {
  /** Relative to the catalog: `namespace.table`; of a connection: the catalog integration. */
  readonly qualifiedEntityName: string;
  readonly entityDomain: "TABLE" | "NAMESPACE" | "CATALOG";
  readonly operation: "CREATE" | "DROP" | "CATALOG_CONNECTION" | "DISCOVERY";
  readonly errorCode: string;
  readonly errorMessage: string;
}

/** What is known of a database's discoveries. */
export interface LinkStatus {
  /** When the latest discovery began, milliseconds; undefined: none has since the emulator was started. */
  readonly lastAttemptAt: number | undefined;
  /** When the latest one ended that has. */
  readonly lastEndedAt: number | undefined;
  /** Of the latest one that has ended. */
  readonly failures: readonly SyncFailure[];
  /** Why the latest one that has ended failed as a whole; undefined: it did not. */
  readonly failed: { readonly code: string; readonly reason: string } | undefined;
}

/** Before the first discovery. */
export const NO_ATTEMPT: LinkStatus = {
  lastAttemptAt: undefined,
  lastEndedAt: undefined,
  failures: [],
  failed: undefined,
};

/** The answer of SYSTEM$CATALOG_LINK_STATUS. Source: https://docs.snowflake.com/en/sql-reference/functions/system_catalog_link_status */
export function linkStatusJson(
  status: LinkStatus,
  state: { readonly suspended: boolean; readonly underWay: boolean },
): string {
  const { failed, lastAttemptAt, failures } = status;
  const running = failed === undefined ? "RUNNING" : "FAILED";
  return JSON.stringify({
    // D: ALTER DATABASE, SUSPEND DISCOVERY: not before a discovery that is under way has ended.
    executionState: state.suspended && !state.underWay ? "SUSPENDED" : running,
    ...(failed === undefined
      ? {}
      : { failedExecutionStateReason: failed.reason, failedExecutionStateErrorCode: failed.code }),
    ...(lastAttemptAt === undefined ? {} : { lastLinkAttemptStartTime: new Date(lastAttemptAt).toISOString() }),
    failureDetails: failures,
  });
}
