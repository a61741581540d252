import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { observe } from "./observation";
import { isYes, type Row, text } from "./session";

/** A failover group, as an account shows its own half. */
export interface ShownGroup {
  readonly isPrimary: boolean;
  /** Of the schedule, in a secondary; undefined: it has none, or it is a primary. */
  readonly schedule: "STARTED" | "SUSPENDED" | undefined;
}

/** The refreshes of a secondary group. Times are milliseconds since 1970. */
export interface Refreshes {
  /** The one that goes on; undefined: none does. */
  readonly refreshing: { readonly phase: string; readonly jobId: string } | undefined;
  /** The newest that has ended; undefined: none in the last 14 days. */
  readonly last:
    | {
        readonly outcome: "COMPLETED" | "FAILED" | "CANCELED";
        readonly endedAt: number;
        /** Why it failed, as Snowflake tells it; undefined: it doesn't. */
        readonly error: string | undefined;
      }
    | undefined;
  /** What the secondary holds: the primary as of then; undefined: nothing, or it can't be told. */
  readonly snapshotAt: number | undefined;
}

/** Both accounts' halves of the groups. Source: docs.snowflake.com, sql-reference/sql/show-failover-groups. */
export const SHOW_FAILOVER_GROUPS = "SHOW FAILOVER GROUPS";

/**
 * An account's half of a group.
 *
 * @param rows of {@link SHOW_FAILOVER_GROUPS}, which has those of other accounts too
 * @returns undefined when the account has none of that name, or shows none
 * @throws Error for a state of the schedule that isn't documented
 */
export function findGroup(rows: readonly Row[], account: string, name: string): ShownGroup | undefined {
  const row = rows.find((one) => text(one, "name") === name && text(one, "account_name") === account);
  if (row === undefined) return undefined;
  const isPrimary = isYes(row, "is_primary");
  const state = text(row, "secondary_state").toUpperCase();
  if (isPrimary || state === "" || state === "NULL") return { isPrimary, schedule: undefined };
  if (state !== "STARTED" && state !== "SUSPENDED") throw new Error(`a state of ${name} that isn't known: ${state}`);
  return { isPrimary, schedule: state };
}

/**
 * The newest refresh in each phase of a secondary group, of the last 14 days.
 * Source: docs.snowflake.com, sql-reference/functions/replication_group_refresh_history.
 *
 * @param database any that the role may use
 */
export function refreshHistorySql(database: string, group: string): string {
  const milliseconds = (column: string, name: string) => `DATE_PART(EPOCH_MILLISECOND, ${column}) AS ${name}`;
  return `SELECT PHASE_NAME, JOB_UUID, ${milliseconds("START_TIME", "STARTED")}, ${milliseconds("END_TIME", "ENDED")},
      ${milliseconds("PRIMARY_SNAPSHOT_TIMESTAMP", "SNAPSHOT")}, ERROR::VARCHAR AS ERROR
    FROM TABLE(${qualifiedName(database, "INFORMATION_SCHEMA")}.REPLICATION_GROUP_REFRESH_HISTORY(${stringLiteral(group)}))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY PHASE_NAME ORDER BY START_TIME DESC) = 1
    ORDER BY START_TIME DESC`;
}

const OUTCOMES = ["COMPLETED", "FAILED", "CANCELED"] as const;

/** What the rows of {@link refreshHistorySql} tell, newest first. */
export function readRefreshes(rows: readonly Row[]): Refreshes {
  const phaseOf = (row: Row) => text(row, "PHASE_NAME").toUpperCase();
  const outcomeOf = (row: Row) => OUTCOMES.find((outcome) => outcome === phaseOf(row));
  const ended = rows.flatMap((row) => {
    const outcome = outcomeOf(row);
    if (outcome === undefined) return [];
    return [{ outcome, endedAt: time(row, "ENDED") ?? time(row, "STARTED") ?? 0, error: errorOf(row), row }];
  });
  const last = ended.reduce<(typeof ended)[number] | undefined>(
    (newest, one) => (newest === undefined || one.endedAt > newest.endedAt ? one : newest),
    undefined,
  );
  const running = rows.find((row) => outcomeOf(row) === undefined);
  const completed = ended.find(({ outcome }) => outcome === "COMPLETED");
  return {
    refreshing: running === undefined ? undefined : { phase: phaseOf(running), jobId: text(running, "JOB_UUID") },
    last: last === undefined ? undefined : { outcome: last.outcome, endedAt: last.endedAt, error: last.error },
    snapshotAt: completed === undefined ? undefined : time(completed.row, "SNAPSHOT"),
  };
}

function time(row: Row, column: string): number | undefined {
  const value = text(row, column);
  return value === "" || Number.isNaN(Number(value)) ? undefined : Number(value);
}

/** `{"errorCode": …, "errorMessage": …}` in one line; what isn't that, as it is. */
function errorOf(row: Row): string | undefined {
  const value = text(row, "ERROR");
  if (value === "") return undefined;
  const parsed = observe((): unknown => JSON.parse(value));
  if (!parsed.known || typeof parsed.value !== "object" || parsed.value === null) return value;
  const { errorCode, errorMessage }: Row = { ...parsed.value };
  if (typeof errorMessage !== "string") return value;
  return [errorCode, errorMessage].filter((part) => part !== undefined && part !== null && part !== "").join(": ");
}
