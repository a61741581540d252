import { FAILOVER_EPOCH } from "../../procedures/monitoring-tables";
import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { FailoverTopology } from "./topology";

/** ALTER FAILOVER GROUP in the account of the secondary. Source: docs.snowflake.com, sql-reference/sql/alter-failover-group. */
export function alterGroup(
  group: string,
  action: "REFRESH" | "PRIMARY" | "SUSPEND" | "SUSPEND IMMEDIATE" | "RESUME",
): string {
  return `ALTER FAILOVER GROUP ${quoteIdentifier(group)} ${action}`;
}

/** In the account of the secondary connection. Source: docs.snowflake.com, sql-reference/sql/alter-connection. */
export function promoteConnection(connection: string): string {
  return `ALTER CONNECTION ${quoteIdentifier(connection)} PRIMARY`;
}

/** Whether tables may be written through the catalog-linked database. */
export function setCatalogWrites({ catalogLinked }: FailoverTopology, writes: "ALL" | "NONE"): string {
  return `ALTER DATABASE ${quoteIdentifier(catalogLinked.name)} UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = ${writes}`;
}

/** ALTER TASK of one of the account's own tasks. */
export function alterTask({ monitoring }: FailoverTopology, task: string, action: "SUSPEND" | "RESUME"): string {
  return `ALTER TASK ${qualifiedName(monitoring.name, monitoring.schema, task)} ${action}`;
}

/** Cancels a refresh by its job's id. */
export function cancelQuery(id: string): string {
  return `SELECT SYSTEM$CANCEL_QUERY(${stringLiteral(id)})`;
}

/** Ends a session, and what it is doing. @throws RangeError for what is no session's id */
export function abortSession(id: string): string {
  if (!/^\d+$/.test(id)) throw new RangeError(`${JSON.stringify(id)} is no session's id`);
  return `SELECT SYSTEM$ABORT_SESSION(${id})`;
}

/** The table of epochs in an account, in SQL. */
export function epochTable({ monitoring }: FailoverTopology): string {
  return qualifiedName(monitoring.name, monitoring.schema, FAILOVER_EPOCH.name);
}

/** The highest epoch that the account knows, as it was recorded first: EPOCH, HOLDER, DRILL; no row: none. */
export function highestEpoch(topology: FailoverTopology): string {
  return `SELECT EPOCH, HOLDER, DRILL FROM ${epochTable(topology)} ORDER BY EPOCH DESC, RECORDED_AT, SESSION_ID LIMIT 1`;
}

/** Writes down one's epoch, and the session that it is written in. */
export function recordEpoch(
  topology: FailoverTopology,
  { epoch, holder, drill }: { readonly epoch: number; readonly holder: string; readonly drill: string },
): string {
  return `INSERT INTO ${epochTable(topology)} (EPOCH, HOLDER, DRILL, SESSION_ID, RECORDED_AT)
    SELECT ${epoch}, ${stringLiteral(holder)}, ${stringLiteral(drill)}, CURRENT_SESSION(), CURRENT_TIMESTAMP()`;
}

/** Sessions that lower epochs recorded lately. After that time without use Snowflake has ended them itself. */
export function olderSessions(topology: FailoverTopology, epoch: number): string {
  return `SELECT DISTINCT SESSION_ID FROM ${epochTable(topology)}
    WHERE EPOCH < ${epoch} AND RECORDED_AT > DATEADD('hour', -24, CURRENT_TIMESTAMP()) AND SESSION_ID <> CURRENT_SESSION()`;
}

/** The account's clock, in milliseconds since 1970, as NOW. */
export const ACCOUNT_TIME = "SELECT DATE_PART(EPOCH_MILLISECOND, CURRENT_TIMESTAMP()) AS NOW";
