import { type Fact, tableLabel } from "../../../lambda-src/table-sync";
import type { Known } from "../../failover/observation";
import { within } from "../../failover/observe/within";
import type { SyncedTable, TableSyncSeen } from "../glance";
import type { TableSyncState } from "./table-sync";

/** The table sync as it is; what can't be told goes with its reason. Never throws. */
export async function observeTableSync(
  state: TableSyncState | undefined,
  now: Date,
  limitMs: number,
): Promise<TableSyncSeen | null> {
  if (state === undefined) return null;
  const count = (queue: Parameters<TableSyncState["messages"]>[0]) => told(limitMs, () => state.messages(queue));
  const [tables, waiting, deadLetters, undelivered] = await Promise.all([
    told(limitMs, async () => (await state.facts()).map((fact) => syncedTable(fact, now)).sort(byName)),
    count("queue"),
    count("deadLetters"),
    count("undelivered"),
  ]);
  return { tables, waiting, deadLetters, undelivered };
}

function syncedTable({ identity, state, reason, target, at, leasedUntil }: Fact, now: Date): SyncedTable {
  return {
    name: tableLabel(identity),
    state,
    reason,
    target,
    at: at === 0 ? null : new Date(at),
    worked: leasedUntil > now.getTime(),
  };
}

const byName = (one: SyncedTable, other: SyncedTable): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : 0;

async function told<Value>(limitMs: number, look: () => Promise<Value>): Promise<Known<Value>> {
  try {
    return { known: true, value: await within(limitMs, look) };
  } catch (error) {
    return { known: false, reason: error instanceof Error ? error.message || error.name : String(error) };
  }
}
