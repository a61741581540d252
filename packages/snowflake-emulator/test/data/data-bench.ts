import { VirtualClock } from "../../src/clock";
import type { DataSession, WriteOptions } from "../../src/data/data-session";
import { DataStore, type DataStoreOptions } from "../../src/data/data-store";
import { quoteName } from "../../src/data/physical-type";
import { ROW_COLUMN } from "../../src/data/writable-table";
import { systemRandomness } from "../../src/randomness";
import { NUMBER, TEXT } from "../../src/types/data-type";

const ROW = quoteName(ROW_COLUMN);

/** The table that every bench has: A NUMBER, B VARCHAR. */
export const TABLE = { id: 5, name: "T" };

/** A data store with one table, and short words for what sessions do with it. */
export class DataBench {
  readonly store: DataStore;

  constructor(options: Partial<DataStoreOptions> = {}) {
    this.store = new DataStore({ clock: new VirtualClock(), random: systemRandomness, ...options });
  }

  async open(): Promise<this> {
    await this.store.tables.create(TABLE.id, [
      { name: "A", type: NUMBER },
      { name: "B", type: TEXT },
    ]);
    return this;
  }

  writing(id: number, options: Partial<WriteOptions> = {}) {
    const session = this.store.session(id);
    const write: WriteOptions = { statementId: `s${id}`, autocommit: true, lockTimeoutSeconds: 60, ...options };
    return {
      insert: (...values: readonly number[]) =>
        session.write(TABLE, { locks: false, single: true }, write, (table) =>
          table.insert(["A", "B"], `VALUES ${values.map((value) => `(${value}, 'b${value}')`).join(", ")}`),
        ),
      delete: (where: string) =>
        session.write(TABLE, { locks: true, single: true }, write, (table) =>
          table.delete(`SELECT ${ROW} FROM (${table.rows(["A"])}) WHERE ${where}`),
        ),
      update: (value: string, where = "true") =>
        session.write(TABLE, { locks: true, single: true }, write, (table) =>
          table.update(
            ["A"],
            `SELECT ${ROW}, (${value})::DECIMAL(38,0) AS "A" FROM (${table.rows(["A"])}) WHERE ${where}`,
          ),
        ),
      truncate: () => session.write(TABLE, { locks: true, single: true }, write, (table) => table.truncate()),
    };
  }

  /** The values of A that a session sees, in their order. */
  async seen(id: number): Promise<string> {
    const rows = await this.session(id).query("SELECT A::VARCHAR FROM t_5 ORDER BY A");
    return rows.map(([value]) => value).join(" ");
  }

  session(id: number): DataSession {
    return this.store.session(id);
  }
}

/** `code: first line` of what a promise is rejected with. */
export async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return `${"code" in error ? `${String(error.code)}: ` : ""}${error.message}`;
  }
  throw new Error("it was expected to fail");
}
