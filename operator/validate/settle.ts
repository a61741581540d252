import type { AccountRole } from "../../config/schema";
import { snapshotsOf, type TableReading } from "./table-reading";

/** A table in both accounts. */
export type TwinReading = Readonly<Record<AccountRole, TableReading>>;

/** How tables are looked at again. */
export interface Patience {
  /** Milliseconds from one look to the next. */
  readonly pauseMs: number;
  /** Looks after the first. */
  readonly looks: number;
  /** Lets time pass. */
  readonly pause: (ms: number) => Promise<void>;
  /** Is told which tables are waited for. */
  readonly onWait: (tables: readonly string[]) => void;
}

/** Reads each table in both accounts, and again those that are still catching up: between two commits, one is behind the other. */
export async function readUntilSettled(
  tables: readonly string[],
  read: (table: string) => Promise<TwinReading>,
  { pauseMs, looks, pause, onWait }: Patience,
): Promise<ReadonlyMap<string, TwinReading>> {
  const found = new Map<string, TwinReading>();
  let unsettled = tables;
  for (let look = 0; ; look += 1) {
    for (const table of unsettled) found.set(table, await read(table));
    unsettled = unsettled.filter((table) => isCatchingUp(found.get(table)));
    if (unsettled.length === 0 || look >= looks) return found;
    onWait(unsettled);
    await pause(pauseMs);
  }
}

/** Whether those that could be read are at different snapshots. Waiting doesn't help those that couldn't. */
function isCatchingUp(reading: TwinReading | undefined): boolean {
  if (reading === undefined) return false;
  const snapshots = [...snapshotsOf(reading.primary), ...snapshotsOf(reading.secondary)];
  return new Set(snapshots).size > 1 || snapshots.includes(undefined);
}
