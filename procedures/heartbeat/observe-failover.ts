import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { FAILOVER_EPOCH } from "../monitoring-tables";
import { leadsTo } from "../runtime/client-connection";
import { findGroup, readRefreshes, refreshHistorySql, SHOW_FAILOVER_GROUPS } from "../runtime/failover-group";
import { type Observation, observe } from "../runtime/observation";
import type { ReplicationRole } from "../runtime/replication-role";
import { type Row, type Session, text } from "../runtime/session";
import { CONNECTION_SIDE, type ProcedureSettings } from "../settings";
import type { ObservedGroup, ObservedGroups } from "./failover";

/** This account's halves of the failover groups: two statements, and one more for each secondary. */
export function readFailoverGroups(
  session: Session,
  { failoverGroups, local }: Pick<ProcedureSettings, "failoverGroups" | "local">,
): ObservedGroups {
  const account = observe(() => readAccount(session));
  const shown = observe(() => session.rows(SHOW_FAILOVER_GROUPS));
  const names = [failoverGroups.account, failoverGroups.volume, failoverGroups.database];
  return new Map(
    names.map((name): [string, Observation<ObservedGroup | undefined>] => {
      if (!account.known) return [name, account];
      if (!shown.known) return [name, shown];
      return [name, observe(() => readGroup(session, shown.value, account.value, local.database, name))];
    }),
  );
}

function readGroup(
  session: Session,
  shown: readonly Row[],
  account: string,
  database: string,
  name: string,
): ObservedGroup | undefined {
  const group = findGroup(shown, account, name);
  if (group === undefined) return undefined;
  if (group.isPrimary) return { role: "primary" };
  const { last, snapshotAt } = readRefreshes(session.rows(refreshHistorySql(database, name)));
  return { role: "secondary", replica: { schedule: group.schedule, last, snapshotAt } };
}

/** Which one the account is, by the group of the replicated databases. */
export function roleIn(groups: ObservedGroups, group: string): Observation<ReplicationRole> {
  const found = groups.get(group) ?? { known: false, reason: `${group} was not looked at` };
  if (!found.known) return found;
  return found.value === undefined
    ? { known: false, reason: `there is no failover group ${group} in this account, or it can't be seen` }
    : { known: true, value: found.value.role };
}

/** Whether the connection leads here; undefined: the account has none of that name. */
export function readConnection(
  session: Session,
  local: ProcedureSettings["local"],
  connection: string,
): Observation<boolean | undefined> {
  return observe(() => {
    const tells = qualifiedName(local.database, local.schema, CONNECTION_SIDE.name);
    const [told = {}] = session.rows(`CALL ${tells}()`);
    return leadsTo(rowsOf(Object.values(told)[0]), readAccount(session), connection);
  });
}

/** ALLOWED_WRITE_OPERATIONS of the catalog-linked database, in upper case. */
export function readCatalogWrites(session: Session, database: string): Observation<string> {
  return observe(() => {
    const [row = {}] = session.rows(
      `SELECT SYSTEM$GET_CATALOG_LINKED_DATABASE_CONFIG(${stringLiteral(database)}) AS CONFIG`,
    );
    const config: unknown = JSON.parse(text(row, "CONFIG"));
    const writes = isRow(config) ? text(config, "allowed_write_operations") : "";
    if (writes === "") throw new Error("its configuration doesn't tell allowed_write_operations");
    return writes.toUpperCase();
  });
}

/** The highest epoch of a failover controller that is recorded here; 0: none yet. */
export function readEpoch(session: Session, local: ProcedureSettings["local"]): Observation<number> {
  return observe(() => {
    const [row = {}] = session.rows(`SELECT COALESCE(MAX(EPOCH), 0) AS EPOCH FROM ${epochTable(local)}`);
    return Number(text(row, "EPOCH"));
  });
}

/** Where epochs are recorded. */
export function epochTable({ database, schema }: ProcedureSettings["local"]): string {
  return qualifiedName(database, schema, FAILOVER_EPOCH.name);
}

const readAccount = (session: Session): string =>
  text(session.rows("SELECT CURRENT_ACCOUNT_NAME() AS ACCOUNT")[0] ?? {}, "ACCOUNT");

function rowsOf(json: unknown): readonly Row[] {
  const parsed: unknown = JSON.parse(String(json));
  if (!Array.isArray(parsed)) throw new Error(`${CONNECTION_SIDE.name} doesn't answer a list`);
  return parsed.filter(isRow);
}

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null;
