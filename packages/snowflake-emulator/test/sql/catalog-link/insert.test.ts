import { RemoteAccessError } from "../../../src/iceberg/remote-catalog";
import { restIntegration } from "../../catalog-link/link-bench";
import { field, MemoryLake } from "../../iceberg/memory-lake";
import { AutomationBench } from "../../tasks/automation-bench";

const COLUMNS = [
  field(1, "id", "long", true),
  field(2, "name"),
  field(3, "price", "decimal(9,2)"),
  field(4, "day", "date"),
  field(5, "at", "timestamp"),
  field(6, "seen", "timestamptz"),
  field(7, "share", "double"),
  field(8, "good", "boolean"),
  field(9, "raw", "binary"),
];

const lakes: MemoryLake[] = [];

afterAll(async () => {
  for (const lake of lakes.splice(0)) await lake.close();
});

/** An account with a linked database over a lake of real files. */
async function linked(writes = "ALL") {
  const bench = new AutomationBench();
  const lake = new MemoryLake(() => bench.clock.now());
  lakes.push(lake);
  await lake.create("sales", "orders", COLUMNS);
  bench.account.iceberg.connect(lake);
  bench.account.catalogLinks.connect(bench.scheduler);
  await bench.prepare();
  await bench.run(
    restIntegration("ci"),
    `CREATE DATABASE lake LINKED_CATALOG = (CATALOG = 'ci', ALLOWED_WRITE_OPERATIONS = ${writes})`,
  );
  await bench.scheduler.idle();
  return { bench, lake };
}

describe("INSERT through a linked database", () => {
  it("commits a snapshot with the rows, which both sides read", async () => {
    const { bench, lake } = await linked();
    expect(
      await bench.row(`INSERT INTO lake.sales.orders VALUES
        (1, 'it''s', 12.5, '2026-01-02', '2026-01-02 03:04:05.678', '2026-01-02 03:04:05 +0200', 0.5, TRUE, TO_BINARY('CAFE', 'HEX')),
        (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`),
    ).toEqual({ "number of rows inserted": 2 });
    const { metadata } = await lake.load("sales", "orders");
    expect(metadata.snapshots.map(({ summary }) => [summary.operation, summary["total-records"]])).toEqual([
      ["append", "2"],
    ]);
    const [row] = await bench.rows(
      "SELECT id, name, price, day::VARCHAR AS d, at::VARCHAR AS a, CONVERT_TIMEZONE('UTC', seen)::VARCHAR AS s, share, good, raw FROM lake.sales.orders ORDER BY id",
    );
    expect(row).toMatchObject({ NAME: "it's", D: "2026-01-02", A: "2026-01-02 03:04:05.678" });
    expect(String(row?.S)).toContain("01:04:05");
    expect(await bench.row("SELECT COUNT(*) AS N, COUNT(name) AS M, SUM(price) AS P FROM lake.sales.orders")).toEqual({
      N: "2",
      M: "1",
      P: "12.50",
    });
  });

  it("takes a query's rows, and some of the columns", async () => {
    const { bench } = await linked();
    await bench.run(
      "CREATE TABLE db.public.source (k INT, v VARCHAR)",
      "INSERT INTO db.public.source VALUES (1, 'a'), (2, 'b'), (3, 'c')",
      "INSERT INTO lake.sales.orders (name, id) SELECT v, k FROM db.public.source WHERE k > 1",
    );
    const rows = await bench.rows("SELECT id, name FROM lake.sales.orders ORDER BY id");
    expect(rows.map((row) => row.NAME)).toEqual(["b", "c"]);
    expect(await bench.row("INSERT INTO lake.sales.orders (id) SELECT k FROM db.public.source WHERE FALSE")).toEqual({
      "number of rows inserted": 0,
    });
  });

  it("commits nothing when the role may not change the table", async () => {
    const { bench, lake } = await linked();
    lake.failures.set("write sales.orders", new RemoteAccessError("094120", "COMMIT", "glue:UpdateTable is denied"));
    expect(await bench.error("INSERT INTO lake.sales.orders (id) VALUES (1)")).toContain("glue:UpdateTable is denied");
    expect((await lake.load("sales", "orders")).metadata.snapshots).toEqual([]);
  });

  it("needs INSERT, and a database that allows writes", async () => {
    const { bench } = await linked();
    await bench.run(
      "CREATE ROLE r",
      "GRANT USAGE ON DATABASE lake TO ROLE r",
      "GRANT USAGE ON SCHEMA lake.sales TO ROLE r",
      "GRANT SELECT ON ICEBERG TABLE lake.sales.orders TO ROLE r",
    );
    const insert = "INSERT INTO lake.sales.orders (id) VALUES (1)";
    expect(await bench.error(insert, bench.sessionOf("ADMIN", "R"))).toMatch(/^003001/);
    await bench.run("ALTER DATABASE lake UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = NONE");
    expect(await bench.error(insert)).toMatch(/^093679/);
  });

  it("refuses what it does not do by name", async () => {
    const { bench } = await linked();
    for (const statement of [
      "UPDATE lake.sales.orders SET name = 'x'",
      "DELETE FROM lake.sales.orders",
      "TRUNCATE TABLE lake.sales.orders",
      "INSERT OVERWRITE INTO lake.sales.orders (id) VALUES (1)",
    ]) {
      expect(await bench.error(statement)).toMatch(/^000002 .*not emulated: /s);
    }
    await bench.run("BEGIN");
    expect(await bench.error("INSERT INTO lake.sales.orders (id) VALUES (1)")).toMatch(/not emulated: .*transaction/);
  });

  it("lets nothing NULL into a required column", async () => {
    const { bench, lake } = await linked();
    expect(await bench.error("INSERT INTO lake.sales.orders (id) VALUES (NULL)")).not.toBe("");
    expect((await lake.load("sales", "orders")).metadata.snapshots).toEqual([]);
  });
});
