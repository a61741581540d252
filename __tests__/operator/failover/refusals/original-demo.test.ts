import { type EmulatedAccount, EmulatedClouds } from "../../../procedures/emulated-account";
import { makeReplicaGroups, makeSourceGroups } from "../../../procedures/emulated-groups";

const GROUP = "ICEBERG_BCDR_DB_FG";

/** Statements of the demo that this project began from, word by word but for its accounts' names, and what Snowflake says to them. */
const REFUSED: readonly {
  readonly mistake: string;
  readonly where: "source" | "target";
  readonly statement: string;
  readonly answer: string;
}[] = [
  {
    mistake: "a failover group can't be replaced",
    where: "source",
    statement: `CREATE OR REPLACE FAILOVER GROUP DEMO_ACCOUNT_FG OBJECT_TYPES = ROLES, INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS ALLOWED_ACCOUNTS = ORG.WEST REPLICATION_SCHEDULE = '10 MINUTE'`,
    answer: "syntax error line 1 at position 7 unexpected 'OR'.",
  },
  {
    mistake: "nor have a comment when it is made",
    where: "source",
    statement: `CREATE FAILOVER GROUP DEMO_DB_FG OBJECT_TYPES = DATABASES ALLOWED_DATABASES = ICEBERG_DEMO_EXT ALLOWED_ACCOUNTS = ORG.WEST REPLICATION_SCHEDULE = '10 MINUTE' COMMENT = 'BCDR'`,
    answer: "unexpected 'COMMENT'.",
  },
  {
    mistake: "external volumes have to be listed",
    where: "source",
    statement: `CREATE FAILOVER GROUP DEMO_VOLUME_FG OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_ACCOUNTS = ORG.WEST REPLICATION_SCHEDULE = '10 MINUTE'`,
    answer: "OBJECT_TYPES include EXTERNAL VOLUMES and ALLOWED_EXTERNAL_VOLUMES is not set.",
  },
  {
    mistake: "a refresh is pulled by the target, never pushed by the source",
    where: "source",
    statement: `ALTER FAILOVER GROUP ${GROUP} REFRESH`,
    answer: "is not a secondary failover group and cannot be refreshed",
  },
  {
    mistake: "a group can't be described",
    where: "source",
    statement: `DESCRIBE FAILOVER GROUP ${GROUP}`,
    answer: "DESCRIBE FAILOVER GROUP",
  },
  {
    mistake: "nor its roles be shown",
    where: "source",
    statement: `SHOW ROLES IN FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG`,
    answer: "syntax error line 1 at position 11 unexpected 'IN'.",
  },
  {
    mistake: "nor its integrations",
    where: "source",
    statement: `SHOW INTEGRATIONS IN FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG`,
    answer: "syntax error line 1 at position 18 unexpected 'IN'.",
  },
  {
    mistake: "nor its volumes",
    where: "source",
    statement: `SHOW EXTERNAL VOLUMES IN FAILOVER GROUP ICEBERG_BCDR_VOLUME_FG`,
    answer: "syntax error line 1 at position 22 unexpected 'IN'.",
  },
  {
    mistake: "a catalog-linked database is no replica that could be refreshed",
    where: "target",
    statement: "ALTER DATABASE ICEBERG_DEMO_CLD REFRESH",
    answer: "Database 'ICEBERG_DEMO_CLD' is not a secondary database and cannot be refreshed.",
  },
  {
    mistake: "what a group brought is read-only: no task in it can be resumed",
    where: "target",
    statement: "ALTER TASK ICEBERG_OPS.MONITORING.NIGHTLY RESUME",
    answer: "read-only",
  },
  {
    mistake: "an old primary becomes a secondary by itself; a failback has no replica to make",
    where: "source",
    statement: `CREATE FAILOVER GROUP ${GROUP} AS REPLICA OF ORG.WEST.${GROUP}`,
    answer: "already exists",
  },
  {
    mistake: "a database becomes independent by no property",
    where: "source",
    statement: "ALTER DATABASE ICEBERG_PROD SET IS_TRANSIENT = FALSE",
    answer: "SQL compilation error",
  },
];

describe("a statement of the original demo", () => {
  const clouds = new EmulatedClouds();
  const accounts = new Map<"source" | "target", EmulatedAccount>();
  const at = (where: "source" | "target"): EmulatedAccount => {
    const account = accounts.get(where);
    if (account === undefined) throw new Error("not started");
    return account;
  };
  afterAll(() => clouds.close());

  beforeAll(async () => {
    await clouds.start();
    await clouds.lake.create("iceberg_advertising_db", "campaigns");
    const east = await clouds.account("EAST");
    const west = await clouds.account("WEST", { account: "secondary" });
    accounts.set("source", east).set("target", west);
    await west.administer("CREATE WAREHOUSE ICEBERG_DEMO_WH");
    await east.administer(
      "CREATE WAREHOUSE ICEBERG_DEMO_WH",
      "CREATE DATABASE DEMO_LISTED",
      "CREATE TASK ICEBERG_OPS.MONITORING.NIGHTLY WAREHOUSE = ICEBERG_DEMO_WH SCHEDULE = '60 MINUTE' AS SELECT 1",
    );
    await makeSourceGroups(east, "WEST", "REPLICATION_SCHEDULE = '10 MINUTE'");
    await east.administer(`ALTER FAILOVER GROUP ${GROUP} ADD DEMO_LISTED TO ALLOWED_DATABASES`);
    await makeReplicaGroups(west, "EAST");
  });

  const databases = async (where: "source" | "target") => {
    const rows = await at(where).rows("SHOW DATABASES LIKE 'DEMO_LISTED'");
    return rows.map(({ name }) => name);
  };

  it.each(REFUSED)("is refused: $mistake", async ({ where, statement, answer }) => {
    await expect(at(where).administer(statement)).rejects.toThrow(answer);
    await at(where).run("USE ROLE ICEBERG_ADMIN");
  });

  it("loses the replica before its definitions are read: a database that leaves the list is dropped by the next refresh", async () => {
    expect(await databases("target")).toEqual(["DEMO_LISTED"]);
    await at("source").administer(`ALTER FAILOVER GROUP ${GROUP} SET ALLOWED_DATABASES = ICEBERG_OPS`);
    await at("target").administer(`ALTER FAILOVER GROUP ${GROUP} REFRESH`);
    expect(await databases("target")).toEqual([]);
    expect(await databases("source")).toEqual(["DEMO_LISTED"]);
  });

  it("lets both accounts write the lake: without ALLOWED_WRITE_OPERATIONS, a catalog-linked database may", async () => {
    await at("source").administer("CREATE DATABASE DEMO_CLD LINKED_CATALOG = (CATALOG = 'CI')");
    const [row = {}] = await at("source").rows(
      "SELECT SYSTEM$GET_CATALOG_LINKED_DATABASE_CONFIG('DEMO_CLD') AS CONFIG",
    );
    expect(JSON.parse(String(row.CONFIG))).toMatchObject({ allowed_write_operations: "ALL" });
  });
});
