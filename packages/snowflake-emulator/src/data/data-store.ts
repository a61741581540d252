import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Clock } from "../clock";
import type { ObjectId } from "../objects/snowflake-object";
import { installFunctions } from "../query/functions/native/install";
import type { Randomness } from "../randomness";
import { systemTimers, type Timers } from "../time/timers";
import { AlterationGate } from "./alteration-gate";
import { DataConnection } from "./data-connection";
import { DataSession } from "./data-session";
import type { DataStoreInside } from "./data-store-inside";
import { type DuckDb, loadDuckDb } from "./duckdb";
import { PhysicalTables } from "./physical-tables";
import { RowCounts } from "./row-counts";
import { RowTransfer } from "./row-transfer";
import { Snapshots } from "./snapshot";
import { TableLocks } from "./table-lock";
import { type Transaction, TransactionNumbers } from "./transaction";

/** So many changes make the engine tidy up, as soon as nothing is going on. */
const CHANGES_PER_CHECKPOINT = 256;

export interface DataStoreOptions {
  /** Folder for the file `data.duckdb`; absent: rows are kept in memory and end with the process. */
  readonly directory?: string;
  /** Megabytes that the engine may use before it puts data aside on disk. Default: 128. */
  readonly memoryMegabytes?: number;
  /** Threads that queries run on. Default: 2. */
  readonly threads?: number;
  /**
   * Brings in what compiled queries call; once, when the engine is opened. The answer is disposed of after closing. Default:
   * the functions of src/query/functions.
   */
  readonly prepare?: (duckdb: DuckDb, connection: DuckDBConnection) => { dispose(): void };
  readonly clock: Clock;
  readonly random: Randomness;
  readonly timers?: Timers;
  /** Asked before statements change rows of tables: throws where they may not. Default: they may. */
  readonly checkWrite?: (ids: readonly ObjectId[]) => void;
}

interface Opened {
  readonly duckdb: DuckDb;
  readonly instance: DuckDBInstance;
  readonly system: DataConnection;
  readonly prepared: { dispose(): void };
}

/** The rows of one account's tables. Opens its engine on first use. */
export class DataStore {
  readonly locks: TableLocks;
  readonly tables: PhysicalTables;
  readonly snapshots: Snapshots;
  readonly transfer: RowTransfer;
  readonly #inside: DataStoreInside;
  readonly #sessions = new Map<number, DataSession>();
  readonly #transactions = new Set<Transaction>();
  readonly #definitions = new Map<ObjectId, number>();
  readonly #spill = join(tmpdir(), `snowflake-emulator-${randomUUID()}`);
  #opened: Promise<Opened> | undefined;
  #writes = 0;
  #changes = 0;
  #tidying: Promise<void> | undefined;
  /** Why the last checkpoint did not come about; nothing is lost by that, the log has it all. */
  #untidy: unknown;

  constructor(private readonly options: DataStoreOptions) {
    const { clock, random, timers = systemTimers, directory } = options;
    this.locks = new TableLocks(clock, timers);
    const catalog = directory === undefined ? "memory" : "data";
    this.#inside = {
      random,
      numbers: new TransactionNumbers(clock),
      locks: this.locks,
      catalog,
      schema: `"${catalog}".main`,
      connect: () => this.#connect(),
      system: async () => (await this.#open()).system,
      writing: (tables, work) => this.#writing(tables, work),
      rowCounts: new RowCounts(),
      alterations: new AlterationGate(),
      definitionOf: (id) => this.#definitions.get(id) ?? 0,
      defined: (id, change) => {
        this.#definitions.set(id, change === "dropped" ? -1 : (this.#definitions.get(id) ?? 0) + 1);
      },
      opened: (transaction) => this.#transactions.add(transaction),
      ended: (transaction) => this.#transactions.delete(transaction),
      transactions: () => this.#transactions,
      checkWrite: (ids) => options.checkWrite?.(ids),
    };
    this.tables = new PhysicalTables(this.#inside);
    this.snapshots = new Snapshots(this.#inside, this.tables);
    this.transfer = new RowTransfer(this.#inside, this.tables);
  }

  /** Opens the engine, so that the first statement need not wait for it: some 150 ms, of which 110 hold the event loop. */
  async warmUp(): Promise<void> {
    await this.#open();
  }

  /** A session's side of the store, made on first use. `userId`: whose session it is, for SHOW TRANSACTIONS. */
  session(id: number, userId: ObjectId | null = null): DataSession {
    const known = this.#sessions.get(id);
    if (known !== undefined) {
      known.userId ??= userId;
      return known;
    }
    const session = new DataSession(id, this.#inside, userId);
    this.#sessions.set(id, session);
    return session;
  }

  /** A session has ended: its transaction is rolled back, its locks and connections go. */
  async closeSession(id: number): Promise<void> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    await session?.close();
  }

  /** All transactions that are open, the oldest first. */
  openTransactions(): readonly Transaction[] {
    return [...this.#transactions];
  }

  /** Rolls back a transaction (SYSTEM$ABORT_TRANSACTION). False: there is none with this id. */
  async abortTransaction(id: string): Promise<boolean> {
    const found = [...this.#transactions].find((one) => one.transactionId === id);
    if (found === undefined) return false;
    await this.session(found.sessionId).transactions.abort();
    return true;
  }

  /**
   * Ends all sessions and closes the engine; what was committed is on disk when there is a folder. Rejects when the log could
   * not be written into the file the last time, after closing.
   */
  async close(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.closeSession(id)));
    const opened = await this.#opened;
    if (opened === undefined) return;
    this.#opened = undefined;
    await this.#tidying;
    await opened.system.close();
    opened.instance.closeSync();
    opened.prepared.dispose();
    await rm(this.#spill, { recursive: true, force: true });
    if (this.#untidy !== undefined) throw this.#untidy;
  }

  #open(): Promise<Opened> {
    this.#opened ??= this.#start();
    return this.#opened;
  }

  async #start(): Promise<Opened> {
    const { directory, memoryMegabytes = 128, threads = 2, prepare = installFunctions } = this.options;
    const duckdb = await loadDuckDb();
    if (directory !== undefined) await mkdir(directory, { recursive: true });
    const path = directory === undefined ? ":memory:" : join(directory, "data.duckdb");
    const instance = await duckdb.api.DuckDBInstance.create(path, {
      threads: String(threads),
      memory_limit: `${memoryMegabytes}MiB`,
      temp_directory: this.#spill,
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      // A checkpoint renumbers rows, which transactions and statements refer to: it has to wait for a quiet moment.
      checkpoint_threshold: "1TB",
    });
    const connection = await instance.connect();
    const prepared = prepare(duckdb, connection);
    return { duckdb, instance, system: new DataConnection(duckdb, connection), prepared };
  }

  async #connect(): Promise<DataConnection> {
    const { duckdb, instance } = await this.#open();
    return new DataConnection(duckdb, await instance.connect());
  }

  async #writing<T>(tables: readonly ObjectId[] | "all", work: () => Promise<T>): Promise<T> {
    while (this.#tidying !== undefined) await this.#tidying;
    this.#writes += 1;
    const { rowCounts } = this.#inside;
    rowCounts.changed(tables);
    try {
      return await work();
    } finally {
      rowCounts.changed(tables);
      this.#writes -= 1;
      this.#changes += 1;
      if (this.#changes >= CHANGES_PER_CHECKPOINT && this.#writes === 0 && this.#transactions.size === 0) this.#tidy();
    }
  }

  /** Writes the log's content into the file, and gives back the space of deleted rows. */
  #tidy(): void {
    this.#changes = 0;
    this.#untidy = undefined;
    this.#tidying = this.#checkpoint()
      .catch((error: unknown) => {
        this.#untidy = error;
      })
      .finally(() => {
        this.#tidying = undefined;
      });
  }

  async #checkpoint(): Promise<void> {
    const { system } = await this.#open();
    await system.exclusive({}, (runner) => runner.run("CHECKPOINT"));
  }
}
