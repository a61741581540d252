import type { ObjectId } from "../objects/snowflake-object";
import type { DataConnection, DataRunner, RunOptions, TextRow } from "./data-connection";
import type { DataStoreInside } from "./data-store-inside";
import { applyPending, checkDefinition, pendingTable, startPending } from "./pending-changes";
import type { LockedTable, LockOwner } from "./table-lock";
import { SessionTransactions, type Transaction } from "./transaction";
import { committedTable, type WritableTable } from "./writable-table";

/** How a statement that changes rows is run. */
export interface WriteOptions extends RunOptions {
  /** The statement's query id. */
  readonly statementId: string;
  /** Session parameter AUTOCOMMIT. */
  readonly autocommit: boolean;
  /** Session parameter LOCK_TIMEOUT, seconds. */
  readonly lockTimeoutSeconds: number;
}

/** What a statement does to its target. */
export interface WriteKind {
  /** UPDATE, DELETE, MERGE, TRUNCATE and INSERT OVERWRITE lock the table, INSERT and COPY do not. */
  readonly locks: boolean;
  /** One DuckDB statement is all there is to it when it is not part of a transaction: that saves BEGIN and COMMIT. */
  readonly single: boolean;
}

/** A session's side of a data store: its transaction and its connections. Made by `DataStore.session`. */
export class DataSession {
  readonly transactions: SessionTransactions;
  #spare: DataConnection | undefined;
  #closed = false;

  constructor(
    readonly id: number,
    private readonly store: DataStoreInside,
    /** Whose session it is; null as long as nobody has said so. */
    public userId: ObjectId | null = null,
  ) {
    this.transactions = new SessionTransactions(
      {
        start: (name, scope) => this.#start(name, scope),
        commit: (transaction) => this.#commit(transaction),
        rollback: (transaction) => this.#finish(transaction),
      },
      store.random,
    );
  }

  /** All rows of a query whose columns are all text: what `wireQuery` of the compiler gives. */
  query(sql: string, options: RunOptions = {}): Promise<TextRow[]> {
    return this.read(options, (runner) => runner.rows(sql));
  }

  /** Runs queries that see what is committed and what the session's transaction has changed. */
  async read<T>(options: RunOptions, work: (runner: DataRunner) => Promise<T>): Promise<T> {
    const transaction = this.transactions.active;
    if (transaction === undefined) return this.#withConnection((connection) => connection.exclusive(options, work));
    return transaction.connection.exclusive(options, (runner) => {
      this.#checkDefinitions(transaction);
      return work(runner);
    });
  }

  /**
   * Carries out a statement that changes rows of one table: in the session's transaction, or as one of its own. It changes
   * everything or nothing. Rejects with 000625 when the lock can't be had.
   */
  async write<T>(
    table: LockedTable,
    kind: WriteKind,
    options: WriteOptions,
    work: (target: WritableTable, runner: DataRunner) => Promise<T>,
  ): Promise<T> {
    const { transactions, store } = this;
    store.checkWrite([table.id]);
    const transaction = transactions.active ?? (options.autocommit ? undefined : await transactions.begin());
    const owner: LockOwner = transaction ?? { ...store.numbers.next(), sessionId: this.id };
    const { signal, statementId, lockTimeoutSeconds: timeoutSeconds } = options;
    try {
      if (kind.locks) await store.locks.acquire(table, owner, { statementId, timeoutSeconds, signal });
      if (transaction !== undefined) return await this.#writePending(transaction, table.id, options, work);
      const direct = (runner: DataRunner) => work(committedTable(runner, store.schema, table.id), runner);
      return await store.writing([table.id], () =>
        this.#withConnection((connection) =>
          kind.single ? connection.exclusive(options, direct) : connection.atomic(options, direct),
        ),
      );
    } finally {
      if (transaction === undefined) store.locks.release(owner);
    }
  }

  /** Rolls back what is open and closes the connections. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.transactions.abort();
    await this.#spare?.close();
    this.#spare = undefined;
  }

  async #writePending<T>(
    transaction: Transaction,
    id: ObjectId,
    options: RunOptions,
    work: (target: WritableTable, runner: DataRunner) => Promise<T>,
  ): Promise<T> {
    const { connection, pending } = transaction;
    return connection.exclusive(options, async (runner) => {
      this.#checkDefinitions(transaction);
      // A statement that fails takes nothing of the transaction with it: each is atomic on the transaction's own tables.
      await runner.run("BEGIN TRANSACTION");
      try {
        const { schema } = this.store;
        const side = pending.get(id) ?? (await startPending(runner, schema, id, this.store.definitionOf(id) ?? 0));
        const result = await work(pendingTable(runner, schema, side), runner);
        await runner.run("COMMIT");
        pending.set(id, side);
        return result;
      } catch (error) {
        await connection.rollback();
        throw error;
      }
    });
  }

  #checkDefinitions({ pending }: Transaction): void {
    for (const { id, definition } of pending.values()) checkDefinition(definition, this.store.definitionOf(id));
  }

  async #start(name: string, scope: string | null): Promise<Transaction> {
    const connection = await this.store.connect();
    const transaction: Transaction = {
      ...this.store.numbers.next(),
      sessionId: this.id,
      userId: this.userId,
      name,
      scope,
      connection,
      pending: new Map(),
    };
    this.store.opened(transaction);
    return transaction;
  }

  async #commit(transaction: Transaction): Promise<void> {
    const { store } = this;
    const { connection, pending } = transaction;
    try {
      if (pending.size === 0) return;
      await store.writing([...pending.keys()], () =>
        connection.atomic({}, async (runner) => {
          await applyPending(runner, store.schema, pending.values(), (id) => store.definitionOf(id));
          // A table may have become read-only since the transaction changed it.
          store.checkWrite([...pending.keys()]);
        }),
      );
    } finally {
      await this.#finish(transaction);
    }
  }

  /** The transaction is over, committed or not: its connection goes, with what was not committed, and its locks. */
  async #finish(transaction: Transaction): Promise<void> {
    try {
      await transaction.connection.close();
    } finally {
      this.store.ended(transaction);
      this.store.locks.release(transaction);
    }
  }

  /** Statements outside of a transaction may run side by side, each on a connection of its own; one is kept for the next. */
  async #withConnection<T>(work: (connection: DataConnection) => Promise<T>): Promise<T> {
    const connection = this.#spare ?? (await this.store.connect());
    this.#spare = undefined;
    try {
      return await work(connection);
    } finally {
      if (this.#spare === undefined && !this.#closed) this.#spare = connection;
      else await connection.close();
    }
  }
}
