import { randomUUID } from "node:crypto";
import { column, MemoryCatalog } from "../../packages/snowflake-emulator/test/catalog-link/memory-catalog";

const COLUMNS_OF_A_TABLE = 16;

/** A catalog in memory whose tables have sixteen columns and no rows, spread over namespaces. */
export class BenchLake {
  readonly catalog = new MemoryCatalog();
  private readonly uuids = new Map<number, string>();

  constructor(readonly tables: number) {}

  /** Makes the tables. */
  async fill(): Promise<void> {
    for (let table = 0; table < this.tables; table += 1) await this.commit(table, 0);
  }

  /** Gives tables, evenly spread, a further column each; how many. */
  async evolve(share: number, version: number): Promise<number> {
    const count = Math.round(this.tables * share);
    for (let index = 0; index < count; index += 1) await this.commit(Math.floor(index / share), version);
    return count;
  }

  private async commit(table: number, version: number): Promise<void> {
    const uuid = this.uuids.get(table) ?? randomUUID();
    this.uuids.set(table, uuid);
    const columns = Array.from({ length: COLUMNS_OF_A_TABLE + version }, (_, index) =>
      column(index + 1, `column_${index + 1}`),
    );
    // A change of columns is noticed with the snapshot that comes with it.
    await this.catalog.commit(`namespace_${table % 10}`, `table_${table}`, { uuid, columns, snapshot: version > 0 });
  }
}
