import { randomUUID } from "node:crypto";
import type { ObjectId } from "../objects/snowflake-object";
import type { DataConnection, DataRunner, RunOptions } from "./data-connection";
import type { DataStoreInside } from "./data-store-inside";
import type { PhysicalTables } from "./physical-tables";
import { objectOfTable, physicalSequence, physicalTable, quoteName, quoteText } from "./physical-type";

/** All tables of a store as they are at one moment. */
export interface RowSnapshot {
  /** Physical names of the columns of each table that there is, in their order. */
  readonly columns: ReadonlyMap<ObjectId, readonly string[]>;
  /** What `versionOf` said of the tables asked for, at that moment or before it. */
  readonly versions: ReadonlyMap<ObjectId, string>;
  /** Writes these tables into the file, as they were at that moment. */
  save(ids: readonly ObjectId[]): Promise<void>;
}

/** A table of a file, and which table it becomes. */
export interface ArrivingTable {
  /** Its id where it comes from. */
  readonly from: ObjectId;
  readonly to: ObjectId;
}

/** What goes with the rows that are received. */
export interface Reception {
  /** A line that is kept with the rows, in case that the process ends before `kept` does. Absent: none is. */
  readonly note?: (() => string) | undefined;
  /** Called as soon as the rows are there; what it does, and they, is what others see next. */
  commit(): void;
  /** Resolves when what `commit` did is kept, and the note is no longer needed. */
  kept(): Promise<void>;
}

const NOTES = "reception_notes";

/** Takes rows from one account's store to another's, by a file: the engine does it, in threads of its own. */
export class RowTransfer {
  #last = 0;

  constructor(
    private readonly store: DataStoreInside,
    private readonly physical: Pick<PhysicalTables, "versionOf" | "replaced">,
  ) {}

  /**
   * Looks at the store as it is at one moment, while others go on; `path` is a file that does not exist yet. `known`: tables whose
   * versions are asked for, as of then.
   */
  async snapshot<T>(
    path: string,
    known: () => readonly ObjectId[],
    options: RunOptions,
    work: (snapshot: RowSnapshot) => Promise<T>,
  ): Promise<T> {
    return this.#attached(path, "", (connection, file) =>
      // Nothing is tidied up meanwhile: that can't be done beside an open transaction.
      this.store.writing([], () =>
        connection.atomic(options, async (runner) => {
          const save = async (ids: readonly ObjectId[]) => {
            for (const id of ids) {
              const table = physicalTable(id);
              await runner.run(`CREATE TABLE ${file}.main.${table} AS FROM ${this.store.schema}.${table}`);
            }
          };
          const open = await this.store.alterations.close();
          let result: Promise<T>;
          try {
            const versions = new Map(known().map((id) => [id, this.physical.versionOf(id)]));
            const columns = await this.#columns(runner);
            // Work takes its own look before it waits for anything; then tables may be altered again.
            result = work({ columns, versions, save });
          } finally {
            open();
          }
          return result;
        }),
      ),
    );
  }

  /**
   * Makes tables what a file says, new ones and old ones, all or none.
   */
  async receive(
    path: string,
    tables: readonly ArrivingTable[],
    options: RunOptions,
    { note, commit, kept }: Reception,
  ): Promise<void> {
    const id = randomUUID();
    const notes = `${this.store.schema}.${NOTES}`;
    await this.#attached(path, "(READ_ONLY)", (connection, file) =>
      this.store.writing(
        tables.map(({ to }) => to),
        async () => {
          if (note !== undefined) {
            await connection.exclusive({}, (runner) =>
              runner.run(`CREATE TABLE IF NOT EXISTS ${notes} (id VARCHAR, line VARCHAR)`),
            );
          }
          await connection.atomic(options, async (runner) => {
            for (const { from, to } of tables) {
              const table = `${this.store.schema}.${physicalTable(to)}`;
              await runner.run(
                `DROP TABLE IF EXISTS ${table}; DROP SEQUENCE IF EXISTS ${this.store.schema}.${physicalSequence(to)}; ` +
                  `CREATE TABLE ${table} AS FROM ${file}.main.${physicalTable(from)}`,
              );
            }
            if (note !== undefined) await runner.run(`INSERT INTO ${notes} VALUES ('${id}', ${quoteText(note())})`);
          });
          for (const { to } of tables) this.physical.replaced(to);
          try {
            commit();
          } catch (error) {
            if (note !== undefined) await this.#forgetNotes(`WHERE id = '${id}'`);
            throw error;
          }
        },
      ),
    );
    if (note === undefined) return;
    await kept();
    await this.#forgetNotes(`WHERE id = '${id}'`);
  }

  /** The notes of receptions whose rows are there, and of which nobody has said that the rest is kept; in their order. */
  async notes(): Promise<readonly string[]> {
    const system = await this.store.system();
    return system.exclusive({}, async (runner) => {
      const found = await runner.rows(
        `SELECT table_name FROM duckdb_tables() WHERE database_name = '${this.store.catalog}' AND table_name = '${NOTES}'`,
      );
      if (found.length === 0) return [];
      const lines = await runner.rows(`SELECT line FROM ${this.store.schema}.${NOTES}`);
      return lines.map(([line]) => line ?? "");
    });
  }

  /** What the notes say is kept now. */
  forgetNotes(): Promise<void> {
    return this.#forgetNotes("");
  }

  async #forgetNotes(condition: string): Promise<void> {
    const system = await this.store.system();
    await this.store.writing([], () =>
      system.exclusive({}, (runner) => runner.run(`DELETE FROM ${this.store.schema}.${NOTES} ${condition}`)),
    );
  }

  /** Physical columns of all tables. Reading them begins the transaction's view of the store. */
  async #columns(runner: DataRunner): Promise<ReadonlyMap<ObjectId, readonly string[]>> {
    const rows = await runner.rows(
      `SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = '${this.store.catalog}' ` +
        "AND schema_name = 'main' ORDER BY table_name, column_index",
    );
    const columns = new Map<ObjectId, string[]>();
    for (const [table, column] of rows) {
      const id = objectOfTable(table ?? "");
      if (id === undefined) continue;
      const known = columns.get(id) ?? [];
      columns.set(id, known);
      known.push(column ?? "");
    }
    return columns;
  }

  /** Runs work on a connection of its own beside a file, which has a name there meanwhile. */
  async #attached<T>(
    path: string,
    how: "" | "(READ_ONLY)",
    work: (connection: DataConnection, file: string) => Promise<T>,
  ): Promise<T> {
    this.#last += 1;
    const file = quoteName(`transfer_${this.#last}`);
    const connection = await this.store.connect();
    try {
      await connection.exclusive({}, (runner) => runner.run(`ATTACH ${quoteText(path)} AS ${file} ${how}`));
      try {
        return await work(connection, file);
      } finally {
        await connection.exclusive({}, (runner) => runner.run(`DETACH ${file}`));
      }
    } finally {
      await connection.close();
    }
  }
}
