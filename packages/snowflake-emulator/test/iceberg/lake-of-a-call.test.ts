import { IcebergBench } from "./iceberg-bench";
import { refused } from "./memory-lake";

const ASKED = "files sales.orders";

let bench: IcebergBench;

beforeEach(async () => {
  bench = await new IcebergBench().prepare();
  await bench.lake.create("sales", "orders");
  await bench.lake.append("sales", "orders", [{ id: 1, name: "a" }]);
  await bench.run(
    "CREATE ICEBERG TABLE orders CATALOG = 'REST' CATALOG_NAMESPACE = 'sales' CATALOG_TABLE_NAME = 'orders'",
    `CREATE PROCEDURE twice(between VARCHAR) RETURNS VARCHAR LANGUAGE JAVASCRIPT EXECUTE AS CALLER AS $$
      const count = () => {
        try {
          const result = snowflake.execute({ sqlText: "SELECT COUNT(*) FROM orders" });
          result.next();
          return result.getColumnValueAsString(1);
        } catch (error) {
          return "refused";
        }
      };
      const first = count();
      snowflake.execute({ sqlText: BETWEEN });
      return first + " " + count();
    $$`,
  );
  bench.lake.asked.length = 0;
});

afterEach(() => bench.procedures.close());

const called = (between: string) => bench.values(`CALL twice('${between}')`);
const times = () => bench.lake.asked.filter((one) => one === ASKED).length;

describe("the way to the lake of a procedure's statements", () => {
  it("is one for a call, and another for the next", async () => {
    expect(await called("SELECT 1")).toEqual([["1 1"]]);
    expect(times()).toBe(1);
    await called("SELECT 1");
    expect(times()).toBe(2);
  });

  it("is found anew after an integration has changed", async () => {
    await called("ALTER CATALOG INTEGRATION rest SET REFRESH_INTERVAL_SECONDS = 60");
    expect(times()).toBe(2);
  });

  it("is found anew after a refusal, so that what comes back is noticed", async () => {
    bench.lake.failures.set(ASKED, refused("no"));
    expect(await called("SELECT 1")).toEqual([["refused refused"]]);
    expect(times()).toBe(2);
  });

  it("lets the next call notice what was taken away", async () => {
    await called("SELECT 1");
    const { metadataLocation } = await bench.lake.load("sales", "orders");
    await bench.lake.files.remove([metadataLocation]);
    expect(await called("SELECT 1")).toEqual([["refused refused"]]);
  });
});
