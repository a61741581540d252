import { append, type Catalog, type Engine, type LoadedTable } from "../../packages/iceberg/src/index";
import { UsageError } from "../command";
import type { SampleData } from "./sample-data";
import { SAMPLE_TABLES, type SampleTable } from "./sample-tables";

/** What became of a table. */
export interface LoadedSample {
  readonly table: SampleTable;
  /** `loaded`; `kept`: it had rows already and was left alone. */
  readonly outcome: "loaded" | "kept";
  /** Rows that it has now. */
  readonly rows: number;
  readonly snapshotId: bigint | null;
}

/** Told of progress: rows of a table that are on their way so far. */
export type LoadProgress = (table: SampleTable, rows: number) => void;

/** How many rows a table's current snapshot has. */
export function recordCount({ metadata }: LoadedTable): number {
  const current = metadata.snapshots.find((snapshot) => snapshot["snapshot-id"] === metadata["current-snapshot-id"]);
  return Number(current?.summary["total-records"] ?? 0);
}

/**
 * Loads the sample tables that are still empty, one commit each. Nothing is made or removed but rows, and a table that has some
 * is left as it is: running it again after an interruption goes on where it stopped.
 *
 * @throws UsageError when a table is not there
 */
export async function loadSampleTables(
  catalog: Catalog,
  database: string,
  engine: Engine,
  data: SampleData,
  progress: LoadProgress,
  signal: AbortSignal,
): Promise<readonly LoadedSample[]> {
  const tables = new Map<SampleTable, LoadedTable>();
  // All are looked at before anything is written.
  for (const table of SAMPLE_TABLES) tables.set(table, await loadTable(catalog, database, table));
  const outcomes: LoadedSample[] = [];
  for (const [table, found] of tables) {
    signal.throwIfAborted();
    const rows = recordCount(found);
    if (rows > 0) {
      outcomes.push({ table, outcome: "kept", rows, snapshotId: found.metadata["current-snapshot-id"] });
      continue;
    }
    let written = 0;
    const { table: committed } = await append(catalog, found.identifier, {
      engine,
      queries: data.queries(table),
      signal,
      onFile: ({ recordCount: more }) => {
        written += more;
        progress(table, written);
      },
    });
    outcomes.push({
      table,
      outcome: "loaded",
      rows: recordCount(committed),
      snapshotId: committed.metadata["current-snapshot-id"],
    });
  }
  return outcomes;
}

/** A table of the lake. @throws UsageError when it is not there: sample data never makes one */
export async function loadTable(catalog: Catalog, database: string, table: string): Promise<LoadedTable> {
  try {
    return await catalog.load({ database, table });
  } catch (error) {
    if (error instanceof Error && /NotFoundError$/.test(error.name)) {
      throw new UsageError(`${database}.${table} is not in Glue: ${error.message}; deploy the stack \`lake\` first`);
    }
    throw error;
  }
}
