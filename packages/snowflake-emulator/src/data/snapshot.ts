import type { DataRunner } from "./data-connection";
import type { DataStoreInside } from "./data-store-inside";
import type { PhysicalTables } from "./physical-tables";
import { objectOfTable, physicalTable, quoteName } from "./physical-type";

/** Copies of all rows of an account, under names, in memory. */
export class Snapshots {
  /** DuckDB's catalog of each snapshot. */
  readonly #catalogs = new Map<string, string>();
  #last = 0;

  constructor(
    private readonly store: DataStoreInside,
    private readonly physical: Pick<PhysicalTables, "forgetIdentities">,
  ) {}

  /** Names of the snapshots there are. */
  get names(): readonly string[] {
    return [...this.#catalogs.keys()];
  }

  /** Copies everything. An older snapshot of this name is replaced. Rejects while a transaction is open. */
  async take(name: string): Promise<void> {
    this.#requireQuiet("taken");
    this.#last += 1;
    const catalog = `snapshot_${this.#last}`;
    const system = await this.store.system();
    await system.exclusive({}, (runner) => runner.run(`ATTACH ':memory:' AS ${catalog}`));
    await system.atomic({}, (runner) => this.#copy(runner, this.store.catalog, catalog));
    await this.forget(name);
    this.#catalogs.set(name, catalog);
  }

  /** Makes the rows what they were. Rejects for an unknown name and while a transaction is open. */
  async restore(name: string): Promise<void> {
    const catalog = this.#catalogs.get(name);
    if (catalog === undefined)
      throw new Error(`there is no snapshot "${name}" of the data; there are: ${this.names.join(", ") || "none"}`);
    this.#requireQuiet("restored");
    await this.#replace((runner) => this.#copy(runner, catalog, this.store.catalog));
  }

  /** Drops every table. Rejects while a transaction is open. */
  async reset(): Promise<void> {
    this.#requireQuiet("reset");
    await this.#replace(async () => undefined);
  }

  /** Gives a snapshot's memory back. */
  async forget(name: string): Promise<void> {
    const catalog = this.#catalogs.get(name);
    if (catalog === undefined) return;
    this.#catalogs.delete(name);
    const system = await this.store.system();
    await system.exclusive({}, (runner) => runner.run(`DETACH ${catalog}`));
  }

  async #replace(fill: (runner: DataRunner) => Promise<void>): Promise<void> {
    const system = await this.store.system();
    await this.store.writing("all", () =>
      system.atomic({}, async (runner) => {
        for (const table of await this.#tables(runner, this.store.catalog)) {
          await runner.run(`DROP TABLE ${quoteName(this.store.catalog)}.main.${table}`);
        }
        const sequences = await runner.rows(
          `SELECT sequence_name FROM duckdb_sequences() WHERE database_name = '${this.store.catalog}' AND schema_name = 'main'`,
        );
        for (const [name] of sequences) {
          await runner.run(`DROP SEQUENCE ${quoteName(this.store.catalog)}.main.${quoteName(name ?? "")}`);
        }
        await fill(runner);
      }),
    );
    this.physical.forgetIdentities();
  }

  async #copy(runner: DataRunner, from: string, to: string): Promise<void> {
    for (const table of await this.#tables(runner, from)) {
      await runner.run(`CREATE TABLE ${quoteName(to)}.main.${table} AS FROM ${quoteName(from)}.main.${table}`);
    }
  }

  async #tables(runner: DataRunner, catalog: string): Promise<readonly string[]> {
    const rows = await runner.rows(
      `SELECT table_name FROM duckdb_tables() WHERE database_name = '${catalog}' AND schema_name = 'main'`,
    );
    return rows.flatMap(([name]) => {
      const id = objectOfTable(name ?? "");
      return id === undefined ? [] : physicalTable(id);
    });
  }

  #requireQuiet(what: string): void {
    const open = [...this.store.transactions()].map((one) => `${one.transactionId} of session ${one.sessionId}`);
    if (open.length === 0) return;
    throw new Error(`the data can't be ${what} while transactions are open (${open.join(", ")}): end them first`);
  }
}
