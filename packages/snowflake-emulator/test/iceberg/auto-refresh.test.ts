import { Scheduler } from "../../src/time/scheduler";
import { FakeTimers } from "../time/fake-timers";
import { IcebergBench } from "./iceberg-bench";
import { field, refused } from "./memory-lake";

let bench: IcebergBench;
let scheduler: Scheduler;

beforeEach(async () => {
  bench = await new IcebergBench().prepare();
  scheduler = new Scheduler(
    bench.clock,
    (error) => {
      throw error;
    },
    new FakeTimers(bench.clock),
  );
  bench.account.iceberg.schedule(scheduler);
  await bench.lake.create("sales", "orders");
  await bench.lake.append("sales", "orders", [{ id: 1, name: "a" }]);
  await bench.run(
    "CREATE ICEBERG TABLE orders EXTERNAL_VOLUME = vol CATALOG = glue CATALOG_TABLE_NAME = 'orders' AUTO_REFRESH = TRUE",
  );
});

const seconds = (count: number) => scheduler.advanceBy(count * 1000);
const count = async () => Number((await bench.row("SELECT COUNT(*) c FROM orders")).C);
const status = async () => JSON.parse(String((await bench.row("SELECT SYSTEM$AUTO_REFRESH_STATUS('ORDERS') s")).S));

describe("automatic refreshes", () => {
  it("come by the interval of the integration", async () => {
    await bench.lake.append("sales", "orders", [{ id: 2, name: "b" }]);
    await seconds(29);
    expect(await count()).toBe(1);
    await seconds(1);
    expect(await count()).toBe(2);
    await bench.run("ALTER CATALOG INTEGRATION glue SET REFRESH_INTERVAL_SECONDS = 300");
    await bench.lake.append("sales", "orders", [{ id: 3, name: "c" }]);
    await seconds(269);
    expect(await count()).toBe(2);
    await seconds(1);
    expect(await count()).toBe(3);
  });

  it("don't come without AUTO_REFRESH", async () => {
    await bench.run("ALTER ICEBERG TABLE orders SET AUTO_REFRESH = FALSE");
    expect((await bench.row("SHOW ICEBERG TABLES")).auto_refresh_status).toBe("");
    await bench.lake.append("sales", "orders", [{ id: 2, name: "b" }]);
    const { events } = await seconds(3600);
    expect([events, await count()]).toEqual([0, 1]);
  });

  it("change nothing when there is nothing new", async () => {
    const changed: unknown[] = [];
    bench.account.state.changes.onCommit((changes) => changed.push(...changes));
    await seconds(300);
    expect(changed).toEqual([]);
  });

  it("take over a new schema with the next snapshot only", async () => {
    await bench.lake.commit("sales", "orders", (metadata) => ({
      ...metadata,
      schemas: [
        ...metadata.schemas,
        { type: "struct", "schema-id": 1, fields: [field(1, "id", "long"), field(2, "title"), field(3, "extra")] },
      ],
      "current-schema-id": 1,
      "last-column-id": 3,
    }));
    const names = async () => (await bench.rows("DESCRIBE TABLE orders")).map((row) => row.name);
    await seconds(30);
    expect(await names()).toEqual(["ID", "NAME"]);
    await bench.lake.append("sales", "orders", [{ id: 2, title: "b", extra: "x" }]);
    await seconds(30);
    expect(await names()).toEqual(["ID", "TITLE", "EXTRA"]);
    expect(await bench.values("SELECT id, title, extra FROM orders ORDER BY id")).toEqual([
      ["1", "a", null],
      ["2", "b", "x"],
    ]);
  });

  it("stall while the catalog refuses, and go on afterwards; the table stays readable", async () => {
    bench.lake.failures.set("table sales.orders", refused("Forbidden"));
    await bench.lake.append("sales", "orders", [{ id: 2, name: "b" }]);
    await seconds(60);
    expect(await status()).toMatchObject({ executionState: "STALLED", invalidExecutionStateReason: "Forbidden" });
    expect(await count()).toBe(1);
    bench.lake.failures.clear();
    await seconds(30);
    expect((await status()).executionState).toBe("RUNNING");
    expect(await count()).toBe(2);
  });

  it("stall when the table is gone from the catalog", async () => {
    await bench.lake.drop("sales", "orders");
    await seconds(30);
    expect(await status()).toMatchObject({
      executionState: "STALLED",
      invalidExecutionStateReason: expect.stringContaining(
        "Catalog table sales.orders does not exist in catalog integration GLUE.",
      ),
    });
  });

  it("stop at another table's metadata, until AUTO_REFRESH is turned on anew", async () => {
    await bench.lake.commit("sales", "orders", (metadata) => ({
      ...metadata,
      "table-uuid": "11111111-2222-3333-4444-555555555555",
    }));
    await seconds(30);
    expect((await status()).executionState).toBe("STOPPED");
    const asked = bench.lake.asked.length;
    await seconds(300);
    expect(bench.lake.asked).toHaveLength(asked);
    await bench.run("ALTER ICEBERG TABLE orders SET AUTO_REFRESH = TRUE");
    expect((await status()).executionState).toBe("RUNNING");
  });

  it("stop when history went back", async () => {
    const older = (await bench.lake.load("sales", "orders")).metadataLocation;
    await bench.lake.append("sales", "orders", [{ id: 2, name: "b" }]);
    await seconds(30);
    bench.lake.pointers.set("sales.orders", older);
    await seconds(30);
    expect(await status()).toMatchObject({
      executionState: "STOPPED",
      invalidExecutionStateReason: expect.stringContaining("Unable to establish a direct lineage"),
    });
    expect(await count()).toBe(2);
    await bench.run("ALTER ICEBERG TABLE orders REFRESH");
    expect(await count()).toBe(1);
    expect((await status()).executionState).toBe("RUNNING");
  });

  it("list a namespace instead of asking for each of many tables", async () => {
    for (const name of ["t1", "t2", "t3", "t4"]) {
      await bench.lake.create("sales", name);
      await bench.run(
        `CREATE ICEBERG TABLE ${name} EXTERNAL_VOLUME = vol CATALOG = glue CATALOG_TABLE_NAME = '${name}' AUTO_REFRESH = TRUE`,
      );
    }
    const from = bench.lake.asked.length;
    await seconds(30);
    expect(bench.lake.asked.slice(from)).toEqual(["tables sales"]);
  });
});
