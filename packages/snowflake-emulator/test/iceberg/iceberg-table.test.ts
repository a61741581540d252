import { IcebergBench } from "./iceberg-bench";
import { COLUMNS, field, refused } from "./memory-lake";

const GLUE = "EXTERNAL_VOLUME = 'VOL' CATALOG = 'GLUE'";

let bench: IcebergBench;

beforeEach(async () => {
  bench = await new IcebergBench().prepare();
});

const sales = async (
  rows = [
    { id: 1, name: "a" },
    { id: 2, name: "b" },
  ],
) => {
  await bench.lake.create("sales", "orders");
  await bench.lake.append("sales", "orders", rows);
  await bench.run(`CREATE ICEBERG TABLE orders ${GLUE} CATALOG_TABLE_NAME = 'orders'`);
};

describe("reading an Iceberg table", () => {
  it("gives the rows of the current snapshot, columns by upper-case name", async () => {
    await sales();
    expect(await bench.values("SELECT id, name FROM orders ORDER BY id")).toEqual([
      ["1", "a"],
      ["2", "b"],
    ]);
    expect(await bench.values("SELECT COUNT(*), MAX(o.name) FROM d.public.orders o WHERE id > 1")).toEqual([
      ["1", "b"],
    ]);
  });

  it("knows tables without a snapshot: no rows", async () => {
    await bench.lake.create("sales", "empty");
    await bench.run(`CREATE ICEBERG TABLE empty ${GLUE} CATALOG_TABLE_NAME = 'empty'`);
    expect(await bench.values("SELECT * FROM empty")).toEqual([]);
  });

  it("reads every type", async () => {
    const types = ["boolean", "int", "float", "double", "decimal(9,2)", "date", "time", "timestamp", "timestamptz"];
    const columns = [...types, "uuid", "binary"].map((type, index) => field(index + 1, `c${index + 1}`, type));
    await bench.lake.create("sales", "types", [
      ...columns,
      field(20, "tags", { type: "list", "element-id": 21, "element-required": false, element: "string" }),
      field(22, "place", { type: "struct", fields: [field(23, "lat", "double"), field(24, "town")] }),
      field(25, "counts", {
        type: "map",
        "key-id": 26,
        key: "string",
        "value-id": 27,
        "value-required": false,
        value: "int",
      }),
    ]);
    await bench.lake.append("sales", "types", [
      {
        c1: true,
        c2: 7,
        c3: 1.5,
        c4: -2.25,
        c5: "12.34",
        c6: "2024-02-29",
        c7: "12:34:56.789012",
        c8: "2024-02-29T12:34:56.789012",
        c9: "2024-02-29T12:34:56.789012+00:00",
        c10: "00112233-4455-6677-8899-aabbccddeeff",
        c11: new Uint8Array([1, 255]),
        tags: ["x", "y"],
        place: { lat: 47.5, town: "Basel" },
        counts: new Map([["k", 3]]),
      },
    ]);
    await bench.run(`CREATE ICEBERG TABLE types ${GLUE} CATALOG_TABLE_NAME = 'types'`);
    const described = await bench.rows("DESCRIBE ICEBERG TABLE types");
    expect(described.map((row) => row.type)).toEqual([
      "BOOLEAN",
      "NUMBER(10,0)",
      "FLOAT",
      "FLOAT",
      "NUMBER(9,2)",
      "DATE",
      "TIME(6)",
      "TIMESTAMP_NTZ(6)",
      "TIMESTAMP_LTZ(6)",
      "BINARY(16)",
      "BINARY(67108864)",
      "ARRAY(VARCHAR(134217728))",
      "OBJECT(lat FLOAT, town VARCHAR(134217728))",
      "MAP(VARCHAR(134217728), NUMBER(10,0))",
    ]);
    expect(
      await bench.row(
        "SELECT tags[1]::VARCHAR t, place:town::VARCHAR p, counts:k::INT k, c5 + 1 n, TO_CHAR(c8) ts, c10, c11, c6::VARCHAR d FROM types",
      ),
    ).toEqual({
      T: "y",
      P: "Basel",
      K: "3",
      N: "13.34",
      TS: "2024-02-29 12:34:56.789",
      C10: "00112233445566778899AABBCCDDEEFF",
      C11: "01FF",
      D: "2024-02-29",
    });
  });

  it("needs SELECT on the table, and sees it by that", async () => {
    await sales();
    await bench.run(
      "CREATE ROLE analyst",
      "GRANT USAGE ON DATABASE d TO ROLE analyst",
      "GRANT USAGE ON SCHEMA d.public TO ROLE analyst",
      "CREATE USER u",
    );
    const analyst = bench.sessionOf("U", "ANALYST");
    expect(await bench.error("SELECT * FROM d.public.orders", analyst)).toContain("002003 (42S02)");
    await bench.run("GRANT REFERENCES ON ICEBERG TABLE d.public.orders TO ROLE analyst");
    expect(await bench.error("SELECT * FROM d.public.orders", analyst)).toContain("003001 (42501)");
    await bench.run("GRANT SELECT ON ALL ICEBERG TABLES IN SCHEMA d.public TO ROLE analyst");
    expect(await bench.rows("SELECT * FROM d.public.orders", analyst)).toHaveLength(2);
  });

  it("tells what is missing or out of reach, for that table only", async () => {
    await sales();
    await bench.lake.create("sales", "other");
    await bench.run(`CREATE ICEBERG TABLE other ${GLUE} CATALOG_TABLE_NAME = 'other'`);
    const { metadataLocation } = await bench.lake.load("sales", "orders");
    await bench.lake.files.remove([metadataLocation]);
    expect(await bench.error("SELECT * FROM orders")).toBe(
      `100016 (22000): Remote file '${metadataLocation}' was not found. There are several potential root causes. The file might not exist. The required credentials may be missing or invalid.`,
    );
    expect(await bench.rows("SELECT * FROM other")).toEqual([]);
    bench.lake.failures.set("volume", refused("the role may not"));
    expect(await bench.error("SELECT * FROM other")).toBe("094120 (22000): the role may not");
  });

  it("notices a data file that was taken away after it had been read", async () => {
    await sales();
    await bench.rows("SELECT * FROM orders");
    const data = bench.lake.files.uris.filter((uri) => uri.endsWith(".parquet"));
    await bench.lake.files.remove(data);
    expect(await bench.error("SELECT * FROM orders")).toContain(
      `100016 (22000): Remote file '${data[0]}' was not found`,
    );
  });

  it("stands behind views and materialized views, and joins native tables", async () => {
    await sales();
    await bench.run(
      "CREATE TABLE names (n VARCHAR, long VARCHAR)",
      "INSERT INTO names VALUES ('a', 'anna')",
      "CREATE VIEW v AS SELECT o.id, n.long FROM orders o JOIN names n ON n.n = o.name",
      "CREATE MATERIALIZED VIEW mv AS SELECT name, COUNT(*) c FROM orders GROUP BY name",
    );
    expect(await bench.values("SELECT * FROM v")).toEqual([["1", "anna"]]);
    expect(await bench.values("SELECT * FROM mv ORDER BY name")).toEqual([
      ["a", "1"],
      ["b", "1"],
    ]);
    const [shown] = await bench.rows("SHOW MATERIALIZED VIEWS");
    expect([shown?.source_table_name, shown?.rows, shown?.invalid]).toEqual(["ORDERS", 2, "false"]);
    bench.lake.failures.set("volume", refused("no"));
    expect((await bench.row("SHOW MATERIALIZED VIEWS")).rows).toBeNull();
    await bench.run("DROP ICEBERG TABLE orders");
    expect(await bench.error("SELECT * FROM mv")).toContain("Base table dropped");
  });

  it("makes views without reading data", async () => {
    await sales();
    await bench.lake.files.remove(bench.lake.files.uris.filter((uri) => uri.endsWith(".parquet")));
    await bench.run("CREATE VIEW v AS SELECT id FROM orders");
    expect(await bench.error("SELECT * FROM v")).toContain("was not found");
  });
});

describe("changing an Iceberg table", () => {
  it("is refused, also with IF EXISTS; DROP TABLE drops it", async () => {
    await sales();
    for (const statement of [
      "TRUNCATE TABLE IF EXISTS orders",
      "DELETE FROM orders",
      "INSERT INTO orders VALUES (1, 'x')",
    ]) {
      expect(await bench.error(statement)).toContain(
        "Iceberg table ORDERS with an external catalog integration is a read-only table",
      );
    }
    expect(await bench.error("ALTER TABLE IF EXISTS orders ADD COLUMN c INT")).toContain("002203");
    expect(await bench.error("ALTER ICEBERG TABLE orders RENAME TO o")).toContain("000002");
    await bench.run("DROP TABLE orders", "DROP TABLE IF EXISTS orders");
    expect(await bench.rows("SHOW ICEBERG TABLES")).toEqual([]);
  });

  it("OR REPLACE makes another one, future grants apply", async () => {
    await bench.run(
      "CREATE ROLE analyst",
      "GRANT SELECT ON FUTURE ICEBERG TABLES IN DATABASE d TO ROLE analyst",
      "GRANT SELECT ON FUTURE TABLES IN DATABASE d TO ROLE analyst",
    );
    await sales();
    await bench.run(`CREATE OR REPLACE ICEBERG TABLE orders ${GLUE} CATALOG_TABLE_NAME = 'orders'`);
    const grants = await bench.rows("SHOW GRANTS ON ICEBERG TABLE orders");
    expect(grants.map((row) => [row.privilege, row.granted_on, row.grantee_name])).toEqual([
      ["OWNERSHIP", "ICEBERG_TABLE", "ACCOUNTADMIN"],
      ["SELECT", "ICEBERG_TABLE", "ANALYST"],
    ]);
    expect(await bench.rows("SHOW GRANTS ON TABLE orders")).toEqual(grants);
  });

  it("carries tags", async () => {
    await sales();
    await bench.run(
      "CREATE TAG t",
      "ALTER ICEBERG TABLE orders SET TAG t = 'v'",
      "ALTER ICEBERG TABLE orders MODIFY COLUMN id SET TAG t = 'w'",
    );
    expect((await bench.row("SELECT SYSTEM$GET_TAG('T', 'ORDERS', 'ICEBERG TABLE') x")).X).toBe("v");
  });
});

describe("time travel", () => {
  it("reads a snapshot by its id, by a time, by a tag or branch", async () => {
    await bench.lake.create("sales", "orders");
    const first = await bench.lake.append("sales", "orders", [{ id: 1, name: "a" }]);
    const between = new Date(bench.clock.now() + 5000).toISOString().slice(0, 19);
    bench.clock.advanceSeconds(10);
    const second = await bench.lake.append("sales", "orders", [{ id: 2, name: "b" }]);
    const at = new Date(bench.clock.now()).toISOString().slice(0, 19);
    await bench.lake.commit("sales", "orders", (metadata) => ({
      ...metadata,
      refs: {
        ...metadata.refs,
        q1: { "snapshot-id": first, type: "tag" },
        side: { "snapshot-id": first, type: "branch" },
      },
    }));
    await bench.run(`CREATE ICEBERG TABLE orders ${GLUE} CATALOG_TABLE_NAME = 'orders'`);
    const count = async (moment: string) => (await bench.row(`SELECT COUNT(*) c FROM orders ${moment}`)).C;
    bench.clock.advanceSeconds(10);
    expect(await count("")).toBe("2");
    expect(await count(`AT (VERSION => ${first})`)).toBe("1");
    expect(await count(`AT (VERSION => ${second})`)).toBe("2");
    expect(await count("AT (VERSION_TAG => 'q1')")).toBe("1");
    expect(await count("AT (VERSION_REF => 'side')")).toBe("1");
    expect(await count(`AT (TIMESTAMP => '${between}'::TIMESTAMP_NTZ)`)).toBe("1");
    expect(await count(`AT (TIMESTAMP => '${between} +0000'::TIMESTAMP_TZ)`)).toBe("1");
    expect(await count(`AT (TIMESTAMP => '${at}')`)).toBe("2");
    expect(await count(`BEFORE (TIMESTAMP => '${at}'::TIMESTAMP)`)).toBe("1");
    expect(await count("AT (OFFSET => -15)")).toBe("1");
    expect(await bench.error("SELECT * FROM orders AT (OFFSET => -60*60*24)")).toContain(
      "000707 (02000): Time travel data is not available for table ORDERS",
    );
    expect(await bench.error("SELECT * FROM orders AT (VERSION => 1)")).toContain("000708");
    expect(await bench.error("SELECT * FROM orders AT (VERSION_TAG => 'side')")).toContain("000708");
    expect(await bench.error("SELECT * FROM orders AT (STATEMENT => 'x')")).toContain("000002");
  });
});

describe("refreshing", () => {
  it("REFRESH takes over a new snapshot and a new schema, columns by field id", async () => {
    await sales();
    await bench.lake.append("sales", "orders", [{ id: 3, name: "c" }]);
    expect(await bench.rows("SELECT * FROM orders")).toHaveLength(2);
    await bench.run("ALTER ICEBERG TABLE orders REFRESH");
    expect(await bench.rows("SELECT * FROM orders")).toHaveLength(3);
    await bench.lake.commit("sales", "orders", (metadata) => ({
      ...metadata,
      schemas: [
        ...metadata.schemas,
        {
          type: "struct",
          "schema-id": 1,
          fields: [field(2, "title"), field(1, "id", "long"), field(3, "added", "int")],
        },
      ],
      "current-schema-id": 1,
      "last-column-id": 3,
    }));
    await bench.run("ALTER ICEBERG TABLE orders REFRESH");
    expect(await bench.row("SELECT * FROM orders WHERE id = 1")).toEqual({ TITLE: "a", ID: "1", ADDED: null });
  });

  it("REFRESH refuses another table's metadata", async () => {
    await sales();
    await bench.lake.commit("sales", "orders", (metadata) => ({
      ...metadata,
      "table-uuid": "11111111-2222-3333-4444-555555555555",
    }));
    expect(await bench.error("ALTER ICEBERG TABLE orders REFRESH")).toContain("091364");
    expect(await bench.rows("SELECT * FROM orders")).toHaveLength(2);
  });

  it("a table of files is refreshed to the metadata file that is named", async () => {
    await bench.lake.create("sales", "orders");
    const path = async () => (await bench.lake.load("sales", "orders")).metadataLocation.replace("s3://lake/", "");
    await bench.run(
      `CREATE ICEBERG TABLE f EXTERNAL_VOLUME = vol CATALOG = files METADATA_FILE_PATH = '${await path()}'`,
    );
    expect(await bench.rows("SELECT * FROM f")).toEqual([]);
    await bench.lake.append("sales", "orders", [{ id: 1, name: "a" }]);
    expect(await bench.error("ALTER ICEBERG TABLE f REFRESH")).toContain("002029");
    await bench.run(`ALTER ICEBERG TABLE f REFRESH '${await path()}'`);
    expect(await bench.rows("SELECT * FROM f")).toHaveLength(1);
  });
});

describe("what is told of an Iceberg table", () => {
  it("SHOW ICEBERG TABLES, SHOW TABLES, SHOW OBJECTS and INFORMATION_SCHEMA have it", async () => {
    await sales();
    const snapshot = (await bench.lake.load("sales", "orders")).metadata["current-snapshot-id"];
    expect(await bench.row("SHOW ICEBERG TABLES")).toEqual({
      created_on: expect.anything(),
      name: "ORDERS",
      database_name: "D",
      schema_name: "PUBLIC",
      owner: "ACCOUNTADMIN",
      external_volume_name: "VOL",
      catalog_name: "GLUE",
      iceberg_table_type: "UNMANAGED",
      catalog_table_name: "orders",
      catalog_namespace: "sales",
      base_location: null,
      can_write_metadata: "Y",
      comment: "",
      name_mapping: null,
      owner_role_type: "ROLE",
      catalog_sync_name: "",
      auto_refresh_status: "",
      partition_specs: '[{"spec-id":0,"fields":[]}]',
      current_partition_spec_id: 0,
      iceberg_table_format_version: 2,
    });
    expect(await bench.row("SHOW TABLES")).toMatchObject({ name: "ORDERS", kind: "TABLE", is_iceberg: "Y", rows: 2 });
    expect(await bench.row("SHOW OBJECTS")).toMatchObject({ name: "ORDERS", kind: "TABLE", rows: 2 });
    expect(
      await bench.row(
        "SELECT table_type, is_iceberg, row_count FROM information_schema.tables WHERE table_name = 'ORDERS'",
      ),
    ).toEqual({ TABLE_TYPE: "BASE TABLE", IS_ICEBERG: "YES", ROW_COUNT: "2" });
    expect(
      await bench.values(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'ORDERS' ORDER BY ordinal_position",
      ),
    ).toEqual([
      ["ID", "NUMBER"],
      ["NAME", "TEXT"],
    ]);
    expect((await bench.rows("DESCRIBE TABLE orders")).map((row) => row.name)).toEqual(["ID", "NAME"]);
    const described = await bench.rows("DESCRIBE ICEBERG TABLE orders");
    expect(described.map((row) => row["source iceberg type"])).toEqual(["LONG", "STRING"]);
    await bench.run("ALTER ICEBERG TABLE orders SET AUTO_REFRESH = TRUE");
    const status = String((await bench.row("SELECT SYSTEM$AUTO_REFRESH_STATUS('d.public.orders') s")).S);
    expect(status).toContain(`"executionState":"RUNNING"`);
    expect(status).toContain(`"currentSnapshotId":${snapshot},`);
  });

  it("parameters are the table's own where the statement gave them", async () => {
    await bench.lake.create("sales", "orders");
    await bench.run(
      "ALTER DATABASE d SET EXTERNAL_VOLUME = 'VOL'",
      `CREATE ICEBERG TABLE orders CATALOG = "GLUE" CATALOG_TABLE_NAME = 'orders' REPLACE_INVALID_CHARACTERS = TRUE`,
    );
    const rows = await bench.rows("SHOW PARAMETERS IN TABLE orders");
    const found = Object.fromEntries(rows.map((row) => [row.key, [row.value, row.level]]));
    expect(found.EXTERNAL_VOLUME).toEqual(["VOL", "DATABASE"]);
    expect(found.CATALOG).toEqual(['"GLUE"', "TABLE"]);
    expect(found.REPLACE_INVALID_CHARACTERS).toEqual(["true", "TABLE"]);
    await bench.run(
      "ALTER ICEBERG TABLE orders UNSET REPLACE_INVALID_CHARACTERS",
      "ALTER ICEBERG TABLE orders SET COMMENT = 'c'",
    );
    expect((await bench.row("SHOW ICEBERG TABLES")).comment).toBe("c");
  });

  it("the catalog's tables and namespaces are listed", async () => {
    await bench.lake.create("sales", "orders");
    await bench.lake.create("hr", "people", COLUMNS);
    const list = async (call: string) => JSON.parse(String((await bench.row(`SELECT ${call} l`)).L));
    expect(await list("SYSTEM$LIST_ICEBERG_TABLES_FROM_CATALOG('GLUE')")).toEqual([
      { namespace: "hr", name: "people" },
      { namespace: "sales", name: "orders" },
    ]);
    expect(await list("SYSTEM$LIST_ICEBERG_TABLES_FROM_CATALOG('GLUE', 'hr')")).toEqual([
      { namespace: "hr", name: "people" },
    ]);
    expect(await list("SYSTEM$LIST_NAMESPACES_FROM_CATALOG('REST')")).toEqual(["hr", "sales"]);
    await bench.run(`CREATE ICEBERG TABLE t ${GLUE} CATALOG_TABLE_NAME = 'orders'`);
    expect(await list("SYSTEM$GET_ICEBERG_TABLE_INFORMATION('T')")).toEqual({
      metadataLocation: (await bench.lake.load("sales", "orders")).metadataLocation,
      status: "success",
    });
  });
});
