import { Bench } from "../support/accounts";
import { LAKE_SETUP } from "./lake-setup";
import { MemoryLake } from "./memory-lake";

const opened: MemoryLake[] = [];

afterAll(async () => {
  for (const lake of opened.splice(0)) await lake.close();
});

/** A session in an account that reaches a lake in memory. */
export class IcebergBench extends Bench {
  readonly lake = new MemoryLake(() => this.clock.now());

  /** Makes the volume, the integrations and a database. */
  async prepare(): Promise<this> {
    opened.push(this.lake);
    this.account.iceberg.connect(this.lake);
    await this.run("CREATE WAREHOUSE wh", ...LAKE_SETUP);
    return this;
  }

  /** All rows as lists of cells, in the order of the query. */
  async values(sqlText: string): Promise<readonly (readonly unknown[])[]> {
    return (await this.rows(sqlText)).map((row) => Object.values(row));
  }
}
