import type { ObjectId } from "../objects/snowflake-object";
import type { Randomness } from "../randomness";
import type { AlterationGate } from "./alteration-gate";
import type { DataConnection } from "./data-connection";
import type { RowCounts } from "./row-counts";
import type { TableLocks } from "./table-lock";
import type { Transaction, TransactionNumbers } from "./transaction";

/** What sessions, tables and snapshots need of their store. */
export interface DataStoreInside {
  readonly random: Randomness;
  readonly numbers: TransactionNumbers;
  readonly locks: TableLocks;
  /** DuckDB's catalog of the tables: `memory` or `data`. */
  readonly catalog: string;
  /** Where the tables are, for SQL: `"memory".main`. */
  readonly schema: string;
  connect(): Promise<DataConnection>;
  /** The store's own connection. */
  system(): Promise<DataConnection>;
  /** Runs what changes committed rows or tables; the rows of which tables. */
  writing<T>(tables: readonly ObjectId[] | "all", work: () => Promise<T>): Promise<T>;
  readonly rowCounts: RowCounts;
  /** Keeps alterations of tables from happening while somebody looks at what tables there are. */
  readonly alterations: AlterationGate;
  /** Counts the changes of a table's definition; -1 once it was dropped. */
  definitionOf(id: ObjectId): number;
  defined(id: ObjectId, change: "altered" | "dropped"): void;
  opened(transaction: Transaction): void;
  ended(transaction: Transaction): void;
  transactions(): Iterable<Transaction>;
  /** Throws when the rows of these tables may not be changed by statements. */
  checkWrite(ids: readonly ObjectId[]): void;
}
