import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import { notEmulated, statementCanceled } from "../errors";
import { asDataError, messageOf } from "./data-error";
import type { DuckDb } from "./duckdb";
import { Interruption, refuseAborted } from "./interruption";
import { quoteText } from "./physical-type";
import { readTextRows } from "./text-vector";

/** A row of a result in wire text. */
export type TextRow = readonly (string | null)[];

/** How one statement is run. */
export interface RunOptions {
  /** Ends the statement when aborted. */
  readonly signal?: AbortSignal | undefined;
  /** IANA name of the session's time zone. Default: what the connection had before, at first UTC. */
  readonly timeZone?: string | undefined;
}

/** What a piece of work can do with a connection while nobody else uses it. */
export interface DataRunner {
  /** Runs one or several statements. Answers the rows that the last one has changed (0 for queries). */
  run(sql: string): Promise<number>;
  /** All rows of a query whose columns are all VARCHAR. */
  rows(sql: string): Promise<TextRow[]>;
  /** The same, piece by piece: a few thousand rows at a time, and the event loop turns in between. */
  slices(sql: string): AsyncGenerator<TextRow[], void>;
}

/** One connection to a data store: runs one thing at a time, in the order of the calls. */
export class DataConnection {
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #timeZone: string | undefined;
  #closed = false;
  #closing: Promise<void> | undefined;

  constructor(
    private readonly duckdb: DuckDb,
    private readonly connection: DuckDBConnection,
  ) {}

  /** Does anything run or wait here? */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /**
   * Has the connection to itself while `work` runs. Rejects with a SnowflakeError: 000604 when the signal was aborted, what
   * the query raised, or what DuckDB said.
   */
  exclusive<T>(options: RunOptions, work: (runner: DataRunner) => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const result = this.#queue.then(() => this.#perform(options, work));
    // Who waits in the queue does not fail with who was before: the error is the caller's.
    this.#queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result.finally(() => {
      this.#waiting -= 1;
    });
  }

  /** Everything that `work` does is committed together, or nothing of it. */
  atomic<T>(options: RunOptions, work: (runner: DataRunner) => Promise<T>): Promise<T> {
    return this.exclusive(options, async (runner) => {
      await runner.run("BEGIN TRANSACTION");
      try {
        const result = await work(runner);
        await runner.run("COMMIT");
        return result;
      } catch (error) {
        await this.rollback();
        throw error;
      }
    });
  }

  /** Waits for what runs, then closes. What was not committed is gone. */
  async close(): Promise<void> {
    if (this.#closing === undefined) {
      this.#closing = this.#queue.then(() => {
        this.#closed = true;
        this.connection.closeSync();
      });
      this.#queue = this.#closing;
    }
    await this.#closing;
  }

  async #perform<T>(options: RunOptions, work: (runner: DataRunner) => Promise<T>): Promise<T> {
    const { signal } = options;
    // Closed: its transaction or session has ended while the statement waited.
    if (this.#closed) throw statementCanceled();
    refuseAborted(signal);
    try {
      await this.#useTimeZone(options.timeZone);
      return await work(this.#runner(signal));
    } catch (error) {
      throw asDataError(error);
    }
  }

  /**
   * Takes back what was done since BEGIN, within `exclusive`. After a failed COMMIT nothing is open any more, and DuckDB says
   * so: the error that came before is the one that counts.
   */
  async rollback(): Promise<void> {
    try {
      await this.connection.run("ROLLBACK");
    } catch (error) {
      if (!/no transaction is active/i.test(messageOf(error))) throw error;
    }
  }

  async #useTimeZone(timeZone: string | undefined): Promise<void> {
    const wanted = timeZone ?? this.#timeZone ?? "UTC";
    if (wanted === this.#timeZone) return;
    await this.connection.run(`SET TimeZone = ${quoteText(wanted)}`);
    this.#timeZone = wanted;
  }

  #runner(signal: AbortSignal | undefined): DataRunner {
    const slices = (sql: string) => this.#slices(sql, signal);
    return {
      run: async (sql) => {
        const interruption = new Interruption(this.connection, signal);
        try {
          const result = await this.connection.run(sql);
          return result.rowsChanged;
        } finally {
          interruption.end();
        }
      },
      slices,
      rows: async (sql) => {
        const all: TextRow[] = [];
        for await (const slice of slices(sql)) for (const row of slice) all.push(row);
        return all;
      },
    };
  }

  async *#slices(sql: string, signal: AbortSignal | undefined): AsyncGenerator<TextRow[], void> {
    const interruption = new Interruption(this.connection, signal);
    try {
      yield* this.#slicesOf(await this.connection.stream(sql), signal);
    } finally {
      interruption.end();
    }
  }

  async *#slicesOf(result: DuckDBResult, signal: AbortSignal | undefined): AsyncGenerator<TextRow[], void> {
    const { api, bindings } = this.duckdb;
    let open = true;
    try {
      for (let index = 0; index < result.columnCount; index += 1) {
        if (result.columnTypeId(index) !== api.DuckDBTypeId.VARCHAR) {
          throw notEmulated(`a result column that is not text: ${result.columnName(index)}`);
        }
      }
      for (;;) {
        // An error ends the result as its end does.
        open = false;
        const chunk = await this.#nextChunk(result);
        open = chunk !== undefined;
        refuseAborted(signal);
        if (chunk === undefined) return;
        yield readTextRows(bindings, chunk.chunk);
      }
    } finally {
      if (open) await this.#giveUp(result);
    }
  }

  /** The next rows of a result; undefined when there are no more. */
  async #nextChunk(result: DuckDBResult) {
    const chunk = await result.fetchChunk();
    return chunk === null || chunk.rowCount === 0 ? undefined : chunk;
  }

  /** A result that nobody reads on would keep the whole engine from closing: it is ended, and says so by an error. */
  async #giveUp(result: DuckDBResult): Promise<void> {
    this.connection.interrupt();
    try {
      while ((await this.#nextChunk(result)) !== undefined);
    } catch (error) {
      if (!/interrupt|no longer open|closed/i.test(messageOf(error))) throw error;
    }
  }
}
