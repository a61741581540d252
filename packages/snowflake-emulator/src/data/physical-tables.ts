import { randomUUID } from "node:crypto";
import type { ObjectId } from "../objects/snowflake-object";
import { physicalName } from "../query/physical-name";
import type { DataType } from "../types/data-type";
import type { DataRunner, RunOptions } from "./data-connection";
import type { DataStoreInside } from "./data-store-inside";
import { objectOfTable, physicalSequence, physicalTable, physicalType, quoteName } from "./physical-type";
import { SequenceNumbers } from "./sequence-numbers";

/** A column as its values are kept. */
export interface PhysicalColumn {
  /** As Snowflake names it. */
  readonly name: string;
  readonly type: DataType;
}

/** AUTOINCREMENT's numbers. */
export interface Identity {
  readonly start: number;
  readonly increment: number;
}

function column(name: string): string {
  return quoteName(physicalName(name));
}

/**
 * The DuckDB tables behind Snowflake's tables, by object id. Each call changes everything or nothing, and is committed when it
 * resolves. A rename or an exchange of two tables' names changes nothing here.
 */
export class PhysicalTables {
  /** What sequences give; those of AUTOINCREMENT are apart. */
  readonly sequences: SequenceNumbers;
  /** Tables whose sequence is known to be there. */
  readonly #numbered = new Set<ObjectId>();
  /** Counts of changes begin anew with each process. */
  readonly #life = randomUUID();

  constructor(private readonly store: DataStoreInside) {
    this.sequences = new SequenceNumbers(store);
  }

  /** Makes an empty table. */
  create(id: ObjectId, columns: readonly PhysicalColumn[]): Promise<void> {
    const list = columns.map((one) => `${column(one.name)} ${physicalType(one.type)}`).join(", ");
    return this.#run([id], {}, async (runner) => {
      await runner.run(`CREATE TABLE ${this.#name(id)} (${list})`);
    });
  }

  /**
   * Makes a table and fills it with a query's rows, column by column in their order. Answers how many rows. The values must
   * have the columns' types already.
   */
  createAs(id: ObjectId, columns: readonly PhysicalColumn[], sql: string, options: RunOptions = {}): Promise<number> {
    const list = columns.map((one) => `${column(one.name)} ${physicalType(one.type)}`).join(", ");
    return this.#run([id], options, async (runner) => {
      await runner.run(`CREATE TABLE ${this.#name(id)} (${list})`);
      return runner.run(`INSERT INTO ${this.#name(id)} ${sql}`);
    });
  }

  /** Makes a table with the columns and rows of another. */
  clone(from: ObjectId, to: ObjectId): Promise<void> {
    return this.#run([to], {}, async (runner) => {
      await runner.run(`CREATE TABLE ${this.#name(to)} AS FROM ${this.#name(from)}`);
    });
  }

  /** Drops tables; those that are not there are none of its business. */
  drop(...ids: readonly ObjectId[]): Promise<void> {
    return this.#run(ids, {}, async (runner) => {
      const drops = ids.flatMap((id) => [
        `DROP TABLE IF EXISTS ${this.#name(id)}`,
        `DROP SEQUENCE IF EXISTS ${this.#sequence(id)}`,
      ]);
      if (drops.length > 0) await runner.run(drops.join("; "));
      for (const id of ids) {
        this.store.defined(id, "dropped");
        this.#numbered.delete(id);
      }
    });
  }

  /** Adds a column at the end; rows that are there get `value` (DuckDB's SQL, default: NULL). */
  addColumn(id: ObjectId, added: PhysicalColumn, value?: string): Promise<void> {
    const type = physicalType(added.type);
    return this.#alter(id, [
      `ADD COLUMN ${column(added.name)} ${type}${value === undefined ? "" : ` DEFAULT (${value})`}`,
      ...(value === undefined ? [] : [`ALTER COLUMN ${column(added.name)} DROP DEFAULT`]),
    ]);
  }

  dropColumn(id: ObjectId, name: string): Promise<void> {
    return this.#alter(id, [`DROP COLUMN ${column(name)}`]);
  }

  renameColumn(id: ObjectId, from: string, to: string): Promise<void> {
    return this.#alter(id, [`RENAME COLUMN ${column(from)} TO ${column(to)}`]);
  }

  /** Gives a column another type. The values must fit: Snowflake only widens, but for the length of text. */
  setColumnType(id: ObjectId, { name, type }: PhysicalColumn): Promise<void> {
    return this.#alter(id, [`ALTER COLUMN ${column(name)} SET DATA TYPE ${physicalType(type)}`]);
  }

  /**
   * SQL that gives the next value of an AUTOINCREMENT column, each time another one. The numbers go on after those of rows
   * that are there already, as in a clone.
   */
  async identity(id: ObjectId, name: string, { start, increment }: Identity): Promise<string> {
    if (!this.#numbered.has(id)) {
      await this.#run([], {}, async (runner) => {
        const most = `${increment < 0 ? "min" : "max"}(${column(name)})`;
        const rows = await runner.rows(
          `SELECT (${most} + ${increment})::BIGINT::VARCHAR FROM ${this.#name(id)} HAVING ${most} IS NOT NULL`,
        );
        const after = rows[0]?.[0] ?? String(start);
        await runner.run(
          `CREATE SEQUENCE IF NOT EXISTS ${this.#sequence(id)} INCREMENT BY ${increment} ` +
            `MINVALUE -9223372036854775807 MAXVALUE 9223372036854775807 START WITH ${after}`,
        );
      });
      this.#numbered.add(id);
    }
    return `nextval('${this.#sequence(id)}')`;
  }

  /** The sequences have gone with a snapshot's restoring: they are made anew when they are asked for. */
  forgetIdentities(): void {
    this.#numbered.clear();
    this.sequences.forget();
  }

  /** Is there a row without a value in this column? What SET NOT NULL asks. */
  async hasNull(id: ObjectId, name: string): Promise<boolean> {
    const rows = await this.#read(`SELECT '' FROM ${this.#name(id)} WHERE ${column(name)} IS NULL LIMIT 1`);
    return rows.length > 0;
  }

  /** The length of the longest text in a column; undefined without any. What a shorter VARCHAR asks. */
  async longestText(id: ObjectId, name: string): Promise<number | undefined> {
    const [[longest] = []] = await this.#read(`SELECT max(length(${column(name)}))::VARCHAR FROM ${this.#name(id)}`);
    return longest === null || longest === undefined ? undefined : Number(longest);
  }

  /** How many rows each table has. */
  async rowCounts(ids: readonly ObjectId[]): Promise<ReadonlyMap<ObjectId, number>> {
    return this.store.rowCounts.of(ids, async (missing) => {
      const counts = missing.map((id) => `SELECT '${id}' AS id, count(*)::VARCHAR AS n FROM ${this.#name(id)}`);
      const rows = await this.#read(counts.join(" UNION ALL "));
      return new Map(rows.map(([id, count]) => [Number(id), Number(count)]));
    });
  }

  /** Tells what a table holds now from what it held at any other time, as long as the process lives. */
  versionOf(id: ObjectId): string {
    return `${this.#life} ${this.store.rowCounts.stamp(id)} ${this.store.definitionOf(id)}`;
  }

  /** A table was replaced as a whole: its numbers begin anew after those of its rows. */
  replaced(id: ObjectId): void {
    this.store.defined(id, "altered");
    this.#numbered.delete(id);
  }

  /** The ids of all tables that there are. */
  async list(): Promise<readonly ObjectId[]> {
    const rows = await this.#read(
      `SELECT table_name FROM duckdb_tables() WHERE database_name = '${this.store.catalog}' AND schema_name = 'main'`,
    );
    return rows.flatMap(([name]) => objectOfTable(name ?? "") ?? []);
  }

  /**
   * Drops the tables that are not among `known`: what a crash left behind between the rows and the account's own state.
   * Answers their ids.
   */
  async dropUnknown(known: ReadonlySet<ObjectId>): Promise<readonly ObjectId[]> {
    const unknown = (await this.list()).filter((id) => !known.has(id));
    if (unknown.length > 0) await this.drop(...unknown);
    return unknown;
  }

  #alter(id: ObjectId, actions: readonly string[]): Promise<void> {
    return this.store.alterations.alter(() =>
      this.#run([], {}, async (runner) => {
        await runner.run(actions.map((action) => `ALTER TABLE ${this.#name(id)} ${action}`).join("; "));
        this.store.defined(id, "altered");
      }),
    );
  }

  /** Changes tables; `ids`: whose rows are others afterwards. */
  #run<T>(ids: readonly ObjectId[], options: RunOptions, work: (runner: DataRunner) => Promise<T>): Promise<T> {
    return this.store.writing(ids, async () => (await this.store.system()).atomic(options, work));
  }

  async #read(sql: string) {
    const system = await this.store.system();
    return system.exclusive({}, (runner) => runner.rows(sql));
  }

  #name(id: ObjectId): string {
    return `${this.store.schema}.${physicalTable(id)}`;
  }

  #sequence(id: ObjectId): string {
    return `${this.store.schema}.${physicalSequence(id)}`;
  }
}
