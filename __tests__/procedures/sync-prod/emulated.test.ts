import { EmulatedClouds } from "../emulated-account";
import { HOSTILE_NAMES } from "../hostile-names";

const field = (id: number, name: string) => ({ id, name, required: false, type: "long" }) as const;
const WRITES = /\b(?:INSERT|MERGE|UPDATE|DELETE|CREATE|ALTER|DROP|GRANT|REVOKE|TRUNCATE)\b/;

describe("SYNC_PROD in an account", () => {
  const clouds = new EmulatedClouds();
  afterAll(() => clouds.close());

  it("makes PROD follow the lake, and an idle cycle writes its log row and nothing else", async () => {
    await clouds.start();
    await clouds.lake.create("iceberg_advertising_db", "campaigns", [field(1, "id"), field(2, "budget")]);
    await clouds.lake.create("sales", "orders");
    const east = await clouds.account("EAST");
    await east.run("CREATE SCHEMA ICEBERG_PROD.ADVERTISING");
    await east.administer(
      "GRANT USAGE ON DATABASE ICEBERG_PROD TO ROLE ICEBERG_ANALYST",
      "GRANT USAGE ON FUTURE SCHEMAS IN DATABASE ICEBERG_PROD TO ROLE ICEBERG_ANALYST",
      "GRANT SELECT ON FUTURE VIEWS IN DATABASE ICEBERG_PROD TO ROLE ICEBERG_ANALYST",
      "GRANT USAGE ON SCHEMA ICEBERG_PROD.ADVERTISING TO ROLE ICEBERG_ANALYST",
    );
    await east.run("CREATE VIEW ICEBERG_PROD.ADVERTISING.V_DAILY AS SELECT 1 AS A");

    expect(await east.call("SYNC_PROD")).toMatchObject({ status: "OK", actions: { "CREATE OK": 3 }, reasons: [] });
    expect(await east.lastActions("SYNC_PROD")).toEqual([
      'CREATE OK "ICEBERG_PROD"."ADVERTISING"."CAMPAIGNS"',
      'CREATE OK "ICEBERG_PROD"."SALES"',
      'CREATE OK "ICEBERG_PROD"."SALES"."ORDERS"',
    ]);

    const before = east.statements(WRITES);
    expect(await east.call("SYNC_PROD")).toMatchObject({ status: "OK", actions: {} });
    expect(east.statements(WRITES) - before).toBe(1);
    expect(east.statements(/\bCOUNT\(/)).toBe(0);

    // What the analyst reads, new views and replaced ones alike.
    const analyst = async (sql: string) => {
      await east.run("USE ROLE ICEBERG_ANALYST", "USE SECONDARY ROLES NONE");
      try {
        return await east.rows(sql);
      } finally {
        await east.run("USE ROLE ICEBERG_ADMIN");
      }
    };
    await clouds.lake.append("iceberg_advertising_db", "campaigns", [{ id: 1n, budget: 10n }]);
    await clouds.pass(30);
    expect(await analyst("SELECT ID, BUDGET FROM ICEBERG_PROD.ADVERTISING.CAMPAIGNS")).toEqual([{ ID: 1, BUDGET: 10 }]);

    await clouds.lake.commit("iceberg_advertising_db", "campaigns", (metadata) => ({
      ...metadata,
      "last-column-id": 3,
      "current-schema-id": 1,
      schemas: [
        ...metadata.schemas,
        { type: "struct", "schema-id": 1, fields: [field(1, "id"), field(2, "budget"), field(3, "clicks")] },
      ],
    }));
    await clouds.lake.append("iceberg_advertising_db", "campaigns", [{ id: 2n, budget: 20n, clicks: 3n }]);
    await clouds.lake.drop("sales", "orders");
    await clouds.pass(60);
    expect(await east.call("SYNC_PROD")).toMatchObject({ status: "OK" });
    expect(await east.lastActions("SYNC_PROD")).toEqual([
      'DROP OK "ICEBERG_PROD"."SALES"."ORDERS"',
      'REPLACE OK "ICEBERG_PROD"."ADVERTISING"."CAMPAIGNS"',
    ]);
    expect(await analyst("SELECT ID, CLICKS FROM ICEBERG_PROD.ADVERTISING.CAMPAIGNS ORDER BY ID")).toEqual([
      { ID: 1, CLICKS: null },
      { ID: 2, CLICKS: 3 },
    ]);
    expect(await analyst("SELECT * FROM ICEBERG_PROD.ADVERTISING.V_DAILY")).toEqual([{ A: 1 }]);
  });

  it("leaves alone what it could not read, and what people made", async () => {
    const west = await clouds.account("WEST");
    await west.run("CREATE SCHEMA ICEBERG_PROD.ADVERTISING", "CREATE TABLE ICEBERG_PROD.PUBLIC.MINE (A INT)");
    expect(await west.call("SYNC_PROD")).toMatchObject({ status: "OK", actions: { "CREATE OK": 1 } });

    await west.run("ALTER DATABASE ICEBERG_DEMO_CLD SUSPEND DISCOVERY");
    expect(await west.call("SYNC_PROD")).toMatchObject({
      status: "UNKNOWN",
      reasons: ['"ICEBERG_DEMO_CLD": the catalog link is SUSPENDED: nothing is dropped'],
    });
    await west.run("ALTER DATABASE ICEBERG_DEMO_CLD RESUME DISCOVERY");

    await west.run("ALTER VIEW ICEBERG_PROD.ADVERTISING.CAMPAIGNS RENAME TO ICEBERG_PROD.ADVERTISING.KEPT");
    await west.run("CREATE VIEW ICEBERG_PROD.ADVERTISING.CAMPAIGNS AS SELECT 1 AS MINE");
    await clouds.pass(30);
    expect(await west.call("SYNC_PROD")).toMatchObject({
      status: "FAILED",
      actions: { "CONFLICT FAILED": 2 },
      reasons: [
        '"ICEBERG_PROD"."ADVERTISING"."CAMPAIGNS": it is a view that somebody made',
        '"ICEBERG_PROD"."ADVERTISING"."KEPT": its table is gone, but somebody changed it',
      ],
    });
    expect(await west.rows("SELECT * FROM ICEBERG_PROD.ADVERTISING.CAMPAIGNS")).toEqual([{ MINE: 1 }]);
  });
});

describe("hostile names", () => {
  const clouds = new EmulatedClouds();
  afterAll(() => clouds.close());

  it("survive end to end: from the catalog into PROD, the log and back", async () => {
    await clouds.start();
    const unique = [...new Map(HOSTILE_NAMES.map((name) => [name.toUpperCase(), name])).values()];
    // A catalog that has them, and columns too.
    for (const name of unique) await clouds.lake.create(unique[0] ?? "", name, [field(1, name), field(2, "plain")]);
    // A dot would be a namespace within another.
    const namespaces = unique.filter((name) => name !== unique[0] && !name.includes("."));
    for (const name of namespaces) await clouds.lake.create(name, "t", [field(1, "a")]);
    const databases = { prodDatabase: 'PROD "; DROP $$ ', catalogDatabase: "CLD ' \\ $$" };
    const east = await clouds.account(
      "EAST",
      { ...databases, prodSchemas: {} },
      "CATALOG_CASE_SENSITIVITY = CASE_SENSITIVE",
    );

    const first = await east.call("SYNC_PROD");
    expect(first).toMatchObject({ status: "OK", reasons: [] });
    expect(first.actions).toEqual({ "CREATE OK": 1 + unique.length + 2 * namespaces.length });
    expect(await east.call("SYNC_PROD")).toMatchObject({ status: "OK", actions: {} });
    const schema = (unique[0] ?? "").toUpperCase();
    const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
    for (const name of unique) {
      const view = [databases.prodDatabase, schema, name.toUpperCase()].map(quote).join(".");
      expect(await east.rows(`SELECT ${quote(name.toUpperCase())} AS V, PLAIN FROM ${view}`)).toEqual([]);
    }

    // An error with such names in it fails the call, and is in the log as it is.
    await east.run(`DROP DATABASE ${quote(databases.prodDatabase)}`);
    await expect(east.call("SYNC_PROD")).rejects.toThrow(/Execution error in store procedure SYNC_PROD/);
    const [row] = await east.rows(
      `SELECT ERROR FROM ${east.local("SYNC_LOG")} WHERE ACTION = 'RUN' AND STATUS = 'FAILED'`,
    );
    expect(row?.ERROR).toContain(databases.prodDatabase);
  });
});
