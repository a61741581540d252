import { RemoteAccessError } from "../../src/iceberg/remote-catalog";
import { LinkBench } from "./link-bench";
import { column, FIRST_SNAPSHOT } from "./memory-catalog";

describe("discovery", () => {
  it("begins with the database and makes schemas and tables of what the catalog has, in upper case", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders", "customers");
    await bench.catalog.add("empty");
    await bench.link();
    expect(bench.contents()).toEqual(["EMPTY", "SALES", "SALES.CUSTOMERS", "SALES.ORDERS"]);
    expect(await bench.status()).toEqual({
      executionState: "RUNNING",
      lastLinkAttemptStartTime: "2026-01-01T00:00:00.000Z",
      failureDetails: [],
    });
  });

  it("comes again one interval after the one before has ended, and not earlier", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.link("SYNC_INTERVAL_SECONDS = 60");
    await bench.catalog.add("sales", "returns");
    await bench.seconds(59);
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS"]);
    await bench.seconds(1);
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS", "SALES.RETURNS"]);
    expect(await bench.status()).toMatchObject({ lastLinkAttemptStartTime: "2026-01-01T00:01:00.000Z" });
  });

  it("drops what is gone, with its grants", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders", "returns");
    await bench.catalog.add("hr", "people");
    await bench.link();
    await bench.run("CREATE ROLE r", "GRANT USAGE ON SCHEMA lake.hr TO ROLE r");
    bench.catalog.remove("sales", "returns");
    bench.catalog.remove("hr");
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS"]);
    expect(await bench.rows("SHOW GRANTS TO ROLE r")).toEqual([]);
  });

  it("takes a renamed table for another one", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.link();
    const before = bench.account.state.objects.ICEBERG_TABLE.values().next().value?.id;
    bench.catalog.rename("sales", "orders", "purchases");
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["SALES", "SALES.PURCHASES"]);
    expect(bench.account.state.objects.ICEBERG_TABLE.values().next().value?.id).not.toBe(before);
  });

  it("lets a table follow its metadata, with the columns that it has got", async () => {
    const bench = new LinkBench();
    const uuid = "4f8f5e0c-0000-4000-8000-000000000001";
    await bench.catalog.commit("sales", "orders", { uuid, columns: [column(1, "id", "long"), column(2, "note")] });
    await bench.link();
    const location = await bench.catalog.commit("sales", "orders", {
      uuid,
      columns: [column(1, "id", "long"), column(2, "remark"), column(3, "price", "decimal(9,2)")],
    });
    await bench.seconds(30);
    const [table] = bench.account.state.objects.ICEBERG_TABLE.values();
    expect(table?.version?.metadataLocation).toBe(location);
    expect(table?.columns.map(({ fieldId, name }) => `${fieldId} ${name}`)).toEqual(["1 ID", "2 REMARK", "3 PRICE"]);
  });

  it("drops a table that became another one under the same name, and finds that at the next discovery", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.link();
    await bench.catalog.commit("sales", "orders");
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["SALES"]);
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS"]);
  });

  it("gives what it finds to the database's owner, and what future grants promise", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales");
    await bench.link();
    await bench.run(
      "CREATE ROLE analyst",
      "GRANT USAGE ON FUTURE SCHEMAS IN DATABASE lake TO ROLE analyst",
      "GRANT SELECT ON FUTURE ICEBERG TABLES IN DATABASE lake TO ROLE analyst",
      "GRANT OWNERSHIP ON DATABASE lake TO ROLE sysadmin COPY CURRENT GRANTS",
    );
    await bench.catalog.add("hr", "people");
    await bench.seconds(30);
    const grants = await bench.rows("SHOW GRANTS TO ROLE analyst");
    expect(grants.map((row) => `${row.privilege} ${row.granted_on} ${row.name}`)).toEqual([
      "USAGE SCHEMA LAKE.HR",
      "SELECT ICEBERG_TABLE LAKE.HR.PEOPLE",
    ]);
    expect([...bench.account.state.objects.ICEBERG_TABLE.values()].map((table) => table.ownerRoleId)).toEqual([
      bench.account.state.objects.ROLE.get("SYSADMIN")?.id,
    ]);
  });

  it("tells of each table and namespace that it could not bring over, and leaves alone what it could not see", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders", "returns");
    await bench.catalog.add("hr", "people");
    await bench.link();
    const denied = new RemoteAccessError("094120", "DISCOVERY", "not authorized to perform: glue:GetTables");
    bench.catalog.failures.set("tables hr", denied);
    bench.catalog.put("sales", "lost", "s3://lake/sales/lost/metadata/1.json");
    bench.catalog.put("sales", "orders", "s3://lake/sales/orders/metadata/none.json");
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["HR", "HR.PEOPLE", "SALES", "SALES.ORDERS", "SALES.RETURNS"]);
    const { executionState, failureDetails } = await bench.status();
    expect(executionState).toBe("RUNNING");
    expect(failureDetails).toEqual([
      {
        qualifiedEntityName: "hr",
        entityDomain: "NAMESPACE",
        operation: "DISCOVERY",
        errorCode: "094120",
        errorMessage: "not authorized to perform: glue:GetTables",
      },
      {
        qualifiedEntityName: "sales.lost",
        entityDomain: "TABLE",
        operation: "CREATE",
        errorCode: "100016",
        errorMessage: expect.stringContaining("Remote file 's3://lake/sales/lost/metadata/1.json' was not found"),
      },
      {
        qualifiedEntityName: "sales.orders",
        entityDomain: "TABLE",
        operation: "DISCOVERY",
        errorCode: "100016",
        errorMessage: expect.stringContaining("Remote file 's3://lake/sales/orders/metadata/none.json' was not found"),
      },
    ]);
  });

  it("fails as a whole without a connection, drops nothing, and recovers by itself", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.link();
    const refused = new RemoteAccessError("094120", "CATALOG_CONNECTION", "Error assuming AWS_ROLE");
    bench.catalog.failures.set("namespaces", refused);
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS"]);
    expect(await bench.status()).toEqual({
      executionState: "FAILED",
      failedExecutionStateReason: "Error assuming AWS_ROLE",
      failedExecutionStateErrorCode: "094120",
      lastLinkAttemptStartTime: "2026-01-01T00:00:30.000Z",
      failureDetails: [
        {
          qualifiedEntityName: "CI",
          entityDomain: "CATALOG",
          operation: "CATALOG_CONNECTION",
          errorCode: "094120",
          errorMessage: "Error assuming AWS_ROLE",
        },
      ],
    });
    bench.catalog.failures.clear();
    await bench.seconds(30);
    expect(await bench.status()).toMatchObject({ executionState: "RUNNING", failureDetails: [] });
  });

  it("drops what the role may no longer see, and tells of an allowed namespace that is not listed", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    await bench.link("ALLOWED_NAMESPACES = ('SALES')");
    expect((await bench.status()).failureDetails).toEqual([]);
    bench.catalog.remove("sales");
    await bench.seconds(30);
    expect(bench.contents()).toEqual([]);
    expect((await bench.status()).failureDetails).toEqual([
      expect.objectContaining({ qualifiedEntityName: "SALES", entityDomain: "NAMESPACE", operation: "DISCOVERY" }),
    ]);
  });

  it("makes a table of metadata that it doesn't understand, not initialized", async () => {
    const bench = new LinkBench();
    await bench.catalog.files.write("s3://lake/sales/odd/1.json", new TextEncoder().encode('{"format-version": 9}'));
    bench.catalog.put("sales", "odd", "s3://lake/sales/odd/1.json");
    await bench.link();
    const [table] = bench.account.state.objects.ICEBERG_TABLE.values();
    expect(table).toMatchObject({
      name: "ODD",
      version: null,
      autoRefresh: false,
      refresh: { state: "ICEBERG_TABLE_NOT_INITIALIZED", reason: expect.stringContaining("format version 9") },
    });
    expect(await bench.status()).toMatchObject({ failureDetails: [] });
  });

  it("doesn't look at tables that are no Iceberg tables, also when they were", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    bench.catalog.put("sales", "csv", undefined);
    await bench.link();
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS"]);
    bench.catalog.put("sales", "orders", undefined);
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["SALES"]);
  });

  it("reads no metadata of tables that have not changed", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders", "returns");
    await bench.link();
    bench.catalog.asked.length = 0;
    await bench.seconds(60);
    expect(bench.catalog.asked).toEqual(["namespaces", "tables sales", "namespaces", "tables sales"]);
  });

  it("keeps the first of two names that differ by case only, and tells of the second", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders", "Orders");
    await bench.link();
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS"]);
    expect((await bench.status()).failureDetails).toEqual([
      expect.objectContaining({ qualifiedEntityName: "sales.Orders", operation: "CREATE" }),
    ]);
    const exact = new LinkBench();
    await exact.catalog.add("sales", "orders", "Orders");
    await exact.link("", "CATALOG_CASE_SENSITIVITY = CASE_SENSITIVE");
    expect(exact.contents()).toEqual(["sales", "sales.Orders", "sales.orders"]);
  });

  it("stops when its database is dropped meanwhile", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    bench.catalog.before = async (what) => {
      if (what === "files sales.orders") await bench.run("DROP DATABASE lake");
    };
    await bench.link();
    expect([...bench.account.state.objects.ICEBERG_TABLE.values()]).toEqual([]);
    expect([...bench.account.state.objects.SCHEMA.values()]).toEqual([]);
    await bench.seconds(300);
  });
});

describe("suspended discovery", () => {
  it("finds nothing new, and tables go on following their metadata", async () => {
    const bench = new LinkBench();
    const uuid = "4f8f5e0c-0000-4000-8000-000000000002";
    await bench.catalog.commit("sales", "orders", { uuid });
    await bench.link();
    await bench.run("ALTER DATABASE lake SUSPEND DISCOVERY");
    expect(await bench.status()).toMatchObject({ executionState: "SUSPENDED" });
    const location = await bench.catalog.commit("sales", "orders", { uuid });
    await bench.catalog.add("sales", "returns");
    bench.catalog.remove("hr");
    await bench.seconds(30);
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS"]);
    expect([...bench.account.state.objects.ICEBERG_TABLE.values()][0]?.version?.metadataLocation).toBe(location);
    expect(await bench.status()).toMatchObject({ lastLinkAttemptStartTime: "2026-01-01T00:00:00.000Z" });
    await bench.run("ALTER DATABASE lake RESUME DISCOVERY");
    await bench.scheduler.idle();
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS", "SALES.RETURNS"]);
    expect(await bench.status()).toMatchObject({ executionState: "RUNNING" });
  });

  it("is suspended only when the discovery that is under way has ended", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales", "orders");
    const seen: string[] = [];
    bench.catalog.before = async (what) => {
      if (what !== "tables sales") return;
      await bench.run("ALTER DATABASE lake SUSPEND DISCOVERY");
      seen.push((await bench.status()).executionState);
    };
    await bench.link();
    expect(seen).toEqual(["RUNNING"]);
    expect(await bench.status()).toMatchObject({ executionState: "SUSPENDED" });
    expect(bench.contents()).toEqual(["SALES", "SALES.ORDERS"]);
  });

  it("resumed twice runs once more after the one that is under way", async () => {
    const bench = new LinkBench();
    await bench.catalog.add("sales");
    await bench.link();
    bench.catalog.asked.length = 0;
    await bench.run("ALTER DATABASE lake RESUME DISCOVERY", "ALTER DATABASE lake RESUME DISCOVERY");
    await bench.scheduler.idle();
    expect(bench.catalog.asked.filter((what) => what === "namespaces").length).toBeLessThanOrEqual(2);
  });
});

describe("automated refresh", () => {
  const uuid = "4f8f5e0c-0000-4000-8000-000000000004";
  const table = (bench: LinkBench) => [...bench.account.state.objects.ICEBERG_TABLE.values()][0];

  it("waits with a change of the schema alone for the next snapshot, and reads it once", async () => {
    const bench = new LinkBench();
    const first = await bench.catalog.commit("sales", "orders", { uuid });
    await bench.link();
    await bench.catalog.commit("sales", "orders", { uuid, snapshot: false, columns: [column(1, "key", "long")] });
    await bench.seconds(30);
    expect(table(bench)?.version?.metadataLocation).toBe(first);
    bench.catalog.asked.length = 0;
    await bench.seconds(30);
    expect(bench.catalog.asked).toEqual(["namespaces", "tables sales"]);
    const third = await bench.catalog.commit("sales", "orders", { uuid, columns: [column(1, "key", "long")] });
    await bench.seconds(30);
    expect(table(bench)?.version?.metadataLocation).toBe(third);
    expect(table(bench)?.columns.map(({ name }) => name)).toEqual(["KEY"]);
  });

  it("stops where no way leads from the table's snapshot to the new one", async () => {
    const bench = new LinkBench();
    await bench.catalog.commit("sales", "orders", { uuid });
    const second = await bench.catalog.commit("sales", "orders", { uuid });
    await bench.link();
    await bench.catalog.commit("sales", "orders", { uuid, parent: FIRST_SNAPSHOT });
    await bench.seconds(30);
    expect(table(bench)).toMatchObject({ version: { metadataLocation: second }, refresh: { state: "STOPPED" } });
    bench.catalog.asked.length = 0;
    await bench.seconds(30);
    expect(bench.catalog.asked).toEqual(["namespaces", "tables sales"]);
  });

  it("is stalled while the metadata can't be read, and goes on when it can", async () => {
    const bench = new LinkBench();
    const good = await bench.catalog.commit("sales", "orders", { uuid });
    await bench.link();
    bench.catalog.put("sales", "orders", "s3://lake/none.json");
    await bench.seconds(30);
    expect(table(bench)).toMatchObject({ version: { metadataLocation: good }, refresh: { state: "STALLED" } });
    bench.catalog.put("sales", "orders", good);
    await bench.seconds(30);
    expect(table(bench)).toMatchObject({ version: { metadataLocation: good }, refresh: { state: "RUNNING" } });
    expect((await bench.status()).failureDetails).toEqual([]);
  });

  it("comes more often than discovery where the integration says so", async () => {
    const bench = new LinkBench();
    const uuid = "4f8f5e0c-0000-4000-8000-000000000003";
    await bench.catalog.commit("sales", "orders", { uuid });
    await bench.link("SYNC_INTERVAL_SECONDS = 3600");
    const location = await bench.catalog.commit("sales", "orders", { uuid });
    await bench.catalog.add("sales", "returns");
    await bench.seconds(30);
    expect([...bench.account.state.objects.ICEBERG_TABLE.values()].map((one) => one.version?.metadataLocation)).toEqual(
      [location],
    );
  });
});
