import { findGroup, readRefreshes, refreshHistorySql, SHOW_FAILOVER_GROUPS } from "../runtime/failover-group";
import { type Observation, observe } from "../runtime/observation";
import { type Row, type Session, text } from "../runtime/session";
import type { ProcedureSettings } from "../settings";
import type { ObservedGroup, ObservedGroups } from "./failover";

/** This account's halves of the failover groups: two statements, and one more for each secondary. */
export function readFailoverGroups(
  session: Session,
  { failoverGroups, local }: Pick<ProcedureSettings, "failoverGroups" | "local">,
): ObservedGroups {
  const account = observe(() => text(session.rows("SELECT CURRENT_ACCOUNT_NAME() AS ACCOUNT")[0] ?? {}, "ACCOUNT"));
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
