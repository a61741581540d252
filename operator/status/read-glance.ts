import type { TaskDeclaration } from "../../constructs/snowflake/declared/tasks";
import { type Evidence, evidenceOf } from "../failover/evidence/evidence";
import { type JournalStore, newestDrill } from "../failover/journal";
import type { Known } from "../failover/observation";
import { OBSERVATION_LIMIT_MS } from "../failover/observe/observe";
import { within } from "../failover/observe/within";
import { readStatus, type StatusInput } from "../failover/status/status";
import type { FailoverTopology } from "../failover/topology";
import type { Glance, TableSyncSeen } from "./glance";
import { observeWorkings } from "./observe/workings";

/** What {@link readGlance} looks at. */
export interface GlanceInput extends StatusInput {
  /** The tasks that are declared, in each account the same. */
  readonly tasks: readonly TaskDeclaration[];
  /** Looks at the table sync; null: none is configured. Never rejects. */
  readonly tableSync: (limitMs: number) => Promise<TableSyncSeen | null>;
}

/** Looks at everything at once, and changes nothing. What can't be reached is told with its reason, and the rest all the same. */
export async function readGlance(input: GlanceInput): Promise<Glance> {
  const { topology, ports, journals, tasks, tableSync, limitMs = OBSERVATION_LIMIT_MS } = input;
  const [status, primary, secondary, synced, lastDrill] = await Promise.all([
    readStatus(input),
    observeWorkings(topology, tasks, "primary", ports.primary, limitMs),
    observeWorkings(topology, tasks, "secondary", ports.secondary, limitMs),
    tableSync(limitMs),
    readLastDrill(journals, topology, limitMs),
  ]);
  return { status, workings: { primary, secondary }, tableSync: synced, lastDrill };
}

async function readLastDrill(
  journals: JournalStore,
  topology: FailoverTopology,
  limitMs: number,
): Promise<Known<Evidence | null>> {
  try {
    const drill = await within(limitMs, () => newestDrill(journals));
    return {
      known: true,
      value: drill === undefined || drill.entries.length === 0 ? null : evidenceOf(drill.entries, topology),
    };
  } catch (error) {
    return { known: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
