import {
  findGroup,
  readRefreshes,
  refreshHistorySql,
  SHOW_FAILOVER_GROUPS,
} from "../../../procedures/runtime/failover-group";
import type { Row } from "../../snowflake/session";
import type { AccountPort } from "../account-port";
import type { GroupObservation, Known } from "../observation";
import type { FailoverTopology } from "../topology";
import { ask, notKnown } from "./ask";

/** Each group's half in an account: one statement, and one more for each secondary. */
export async function observeGroups(
  { accounts, groups, monitoring }: FailoverTopology,
  port: AccountPort,
): Promise<ReadonlyMap<string, Known<GroupObservation>>> {
  const shown = await ask(port, SHOW_FAILOVER_GROUPS, (rows) => rows);
  const observed = new Map<string, Known<GroupObservation>>();
  for (const { name } of groups) {
    observed.set(
      name,
      shown.known ? await observeGroup(port, shown.value, accounts[port.account], monitoring.name, name) : shown,
    );
  }
  return observed;
}

async function observeGroup(
  port: AccountPort,
  shown: readonly Row[],
  account: string,
  database: string,
  name: string,
): Promise<Known<GroupObservation>> {
  const group = findGroup(shown, account, name);
  if (group === undefined)
    return notKnown(`there is no failover group ${name} in ${account}, or none that can be seen`);
  const { isPrimary, schedule = null } = group;
  if (isPrimary) {
    return { known: true, value: { isPrimary, schedule, refreshing: null, lastRefresh: null, snapshotAt: null } };
  }
  return ask(port, refreshHistorySql(database, name), (rows) => {
    const { refreshing = null, last, snapshotAt } = readRefreshes(rows);
    const lastRefresh =
      last === undefined
        ? null
        : {
            outcome: last.outcome,
            endedAt: new Date(last.endedAt),
            ...(last.error === undefined ? {} : { error: last.error }),
          };
    const held = snapshotAt === undefined ? null : new Date(snapshotAt);
    return { isPrimary, schedule, refreshing, lastRefresh, snapshotAt: held };
  });
}
