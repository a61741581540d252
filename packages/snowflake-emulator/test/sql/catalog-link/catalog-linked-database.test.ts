import { RemoteAccessError } from "../../../src/iceberg/remote-catalog";
import { LinkBench, restIntegration } from "../../catalog-link/link-bench";

const VOLUME =
  "CREATE EXTERNAL VOLUME ev STORAGE_LOCATIONS = ((NAME = 'l' STORAGE_PROVIDER = 'S3' STORAGE_BASE_URL = 's3://lake/' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/lake'))";

describe("CREATE DATABASE … LINKED_CATALOG", () => {
  it("takes everything that the provider's SDK writes, and tells it in the configuration", async () => {
    const bench = new LinkBench();
    await bench.run(
      restIntegration("ci"),
      VOLUME,
      "CREATE DATABASE tags",
      "CREATE TAG team",
      `CREATE DATABASE "X" LINKED_CATALOG = (CATALOG = '"CI"', ALLOWED_NAMESPACES = ('ns1','ns2','ns1.a'), BLOCKED_NAMESPACES = ('ns3'),
        ALLOWED_WRITE_OPERATIONS = NONE, NAMESPACE_MODE = FLATTEN_NESTED_NAMESPACE, NAMESPACE_FLATTEN_DELIMITER = '-', SYNC_INTERVAL_SECONDS = 60)
        EXTERNAL_VOLUME = '"EV"' COMMENT = 'the lake' TAG (tags.public.team = 'data') CATALOG_CASE_SENSITIVITY = CASE_SENSITIVE`,
    );
    expect(await bench.config("X")).toEqual({
      catalog_integration: "CI",
      catalog_name: "123456789012",
      external_volume: "EV",
      sync_interval_seconds: 60,
      namespace_mode: "FLATTEN_NESTED_NAMESPACE",
      namespace_flatten_delimiter: "-",
      allowed_write_operations: "NONE",
      catalog_case_sensitivity: "CASE_SENSITIVE",
      is_suspended: false,
      allowed_namespaces: ["'ns1'", "'ns2'"],
      blocked_namespaces: ["'ns3'"],
    });
    expect(await bench.row("SHOW DATABASES LIKE 'X'")).toMatchObject({
      kind: "CATALOG-LINKED DATABASE",
      comment: "the lake",
      is_current: "Y",
    });
    expect(await bench.row("SELECT SYSTEM$GET_TAG('tags.public.team', 'X', 'DATABASE') AS T")).toEqual({ T: "data" });
  });

  it("has the documented defaults", async () => {
    const bench = new LinkBench();
    await bench.link();
    expect(await bench.config()).toMatchObject({
      external_volume: null,
      sync_interval_seconds: 30,
      namespace_mode: "IGNORE_NESTED_NAMESPACE",
      namespace_flatten_delimiter: null,
      allowed_write_operations: "ALL",
      catalog_case_sensitivity: "CASE_INSENSITIVE",
      allowed_namespaces: null,
      blocked_namespaces: null,
    });
    expect(await bench.row("SELECT CURRENT_DATABASE() AS D, CURRENT_SCHEMA() AS S")).toEqual({ D: "LAKE", S: null });
  });

  it("reads through the external volume when the catalog vends nothing", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.run(
      restIntegration("ci", "", "EXTERNAL_VOLUME_CREDENTIALS"),
      VOLUME,
      "CREATE DATABASE lake LINKED_CATALOG = (CATALOG = 'ci'), EXTERNAL_VOLUME = 'ev'",
    );
    await bench.scheduler.idle();
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS"]);
    expect(bench.catalog.asked).toEqual(["namespaces", "tables sales"]);
  });

  it("IF NOT EXISTS leaves what is there, OR REPLACE begins anew", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.link("SYNC_INTERVAL_SECONDS = 60");
    await bench.run("CREATE DATABASE IF NOT EXISTS lake LINKED_CATALOG = (CATALOG = 'ci', SYNC_INTERVAL_SECONDS = 90)");
    expect(await bench.config()).toMatchObject({ sync_interval_seconds: 60 });
    await bench.run(
      "CREATE OR REPLACE DATABASE lake LINKED_CATALOG = (CATALOG = 'ci', BLOCKED_NAMESPACES = ('sales'))",
    );
    await bench.scheduler.idle();
    expect(await bench.config()).toMatchObject({ sync_interval_seconds: 30 });
    expect(bench.contents()).toEqual([]);
  });
});

describe("ALTER DATABASE", () => {
  it("changes the lists of namespaces, and the next discovery follows them", async () => {
    const bench = new LinkBench();
    for (const name of ["hr", "ops", "sales"]) await bench.catalog.add(name, "t");
    await bench.link();
    expect(bench.contents()).toEqual(["HR", "HR.T", "OPS", "OPS.T", "SALES", "SALES.T"]);
    await bench.run("ALTER DATABASE lake UPDATE LINKED_CATALOG ADD ('hr', 'ops') TO ALLOWED_NAMESPACES");
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["HR", "HR.T", "OPS", "OPS.T"]);
    await bench.run(
      `ALTER DATABASE "LAKE" ADD ('sales') TO ALLOWED_NAMESPACES`,
      `ALTER DATABASE IF EXISTS lake UPDATE LINKED_CATALOG REMOVE ('ops') FROM ALLOWED_NAMESPACES`,
      `ALTER DATABASE lake ADD ('hr') TO BLOCKED_NAMESPACES`,
    );
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["SALES", "SALES.T"]);
    expect(await bench.config()).toMatchObject({
      allowed_namespaces: ["'hr'", "'sales'"],
      blocked_namespaces: ["'hr'"],
    });
    await bench.run(
      "ALTER DATABASE lake UPDATE LINKED_CATALOG UNSET BLOCKED_NAMESPACES",
      "ALTER DATABASE lake UNSET ALLOWED_NAMESPACES",
    );
    await bench.seconds(30);
    expect(bench.contents()).toHaveLength(6);
  });

  it("sets the interval and what may be written, in either spelling", async () => {
    const bench = new LinkBench();
    await bench.link();
    await bench.run(
      "ALTER DATABASE lake UPDATE LINKED_CATALOG SET SYNC_INTERVAL_SECONDS = 60",
      "ALTER DATABASE lake UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = NONE",
    );
    expect(await bench.config()).toMatchObject({ sync_interval_seconds: 60, allowed_write_operations: "NONE" });
    await bench.run(
      `ALTER DATABASE "LAKE" SET SYNC_INTERVAL_SECONDS = 120, ALLOWED_WRITE_OPERATIONS = ALL`,
      `ALTER DATABASE "LAKE" SET COMMENT = 'x'`,
      "ALTER DATABASE lake RENAME TO lake2",
    );
    expect(await bench.config("LAKE2")).toMatchObject({ sync_interval_seconds: 120, allowed_write_operations: "ALL" });
    expect(await bench.row("SHOW DATABASES")).toMatchObject({ name: "LAKE2", comment: "x" });
  });
});

describe("names", () => {
  it("are found in any case, quoted or not", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.link();
    for (const name of ["lake.sales", `lake."sales"`, `lake."SALES"`, "LAKE.Sales"]) {
      expect((await bench.rows(`SHOW ICEBERG TABLES IN SCHEMA ${name}`)).map((row) => row.name)).toEqual(["ORDERS"]);
    }
  });
});

describe("writing through a linked database", () => {
  it("CREATE SCHEMA makes the namespace, in lower case", async () => {
    const bench = new LinkBench();
    await bench.link();
    await bench.run("CREATE SCHEMA lake.My_Schema COMMENT = 'mine'");
    expect(bench.catalog.has("my_schema")).toBe(true);
    expect(bench.contents()).toEqual(["MY_SCHEMA"]);
    expect(await bench.row("SELECT CURRENT_SCHEMA() AS S")).toEqual({ S: "MY_SCHEMA" });
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["MY_SCHEMA"]);
    expect(await bench.row("SHOW SCHEMAS LIKE 'MY_SCHEMA'")).toMatchObject({ comment: "mine" });
  });

  it("makes no schema when the catalog refuses", async () => {
    const bench = new LinkBench();
    await bench.link();
    bench.catalog.failures.set("create s", new RemoteAccessError("094120", "CREATE", "glue:CreateDatabase is denied"));
    expect(await bench.error("CREATE SCHEMA lake.s")).toContain("glue:CreateDatabase is denied");
    expect(bench.contents()).toEqual([]);
  });

  it("DROP ICEBERG TABLE drops the remote table, and then its own", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders", "returns");
    await bench.link();
    expect(await bench.row(`DROP ICEBERG TABLE lake.sales."orders"`)).toEqual({
      status: "ORDERS successfully dropped.",
    });
    await bench.run("DROP TABLE IF EXISTS lake.sales.returns", "DROP ICEBERG TABLE IF EXISTS lake.sales.returns");
    expect(bench.catalog.has("sales", "orders")).toBe(false);
    expect(bench.catalog.has("sales", "returns")).toBe(false);
    expect(bench.contents()).toEqual(["SALES"]);
  });

  it("keeps a table whose remote one is not given up", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.link();
    bench.catalog.failures.set(
      "drop sales.orders",
      new RemoteAccessError("094120", "DROP", "glue:DeleteTable is denied"),
    );
    expect(await bench.error("DROP ICEBERG TABLE lake.sales.orders")).toContain("glue:DeleteTable is denied");
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS"]);
  });

  it("a table that is dropped while a discovery has it in its listing does not come back", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.link();
    await bench.catalog.commit("sales", "orders");
    let dropped = false;
    bench.catalog.before = async (what) => {
      if (what !== "files sales.orders" || dropped) return;
      dropped = true;
      await bench.run("DROP ICEBERG TABLE lake.sales.orders");
    };
    await bench.seconds(30);
    expect(dropped).toBe(true);
    expect(bench.contents()).toEqual(["SALES"]);
  });

  it("DROP DATABASE leaves the remote catalog alone, whatever may be written", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.link();
    await bench.run("DROP DATABASE lake");
    expect(bench.catalog.has("sales", "orders")).toBe(true);
    await bench.seconds(300);
    expect([...bench.account.state.objects.ICEBERG_TABLE.values()]).toEqual([]);
  });
});
