import { RemoteAccessError } from "../../../packages/snowflake-emulator/src/iceberg/remote-catalog";
import type { DeclaredGrant } from "../../../procedures";
import { type EmulatedAccount, EmulatedClouds, type Row } from "../emulated-account";
import { makeSourceGroups } from "../emulated-groups";

const ANALYST_READS: DeclaredGrant = {
  privilege: "SELECT",
  objectKind: "VIEW",
  objectName: ["ICEBERG_PROD"],
  on: "all",
  role: "ICEBERG_ANALYST",
};
const TASK = "ICEBERG_MONITORING.MONITORING.SYNC_TASK";

describe("HEARTBEAT in an account", () => {
  const clouds = new EmulatedClouds();
  let east: EmulatedAccount;
  afterAll(() => clouds.close());

  beforeAll(async () => {
    await clouds.start();
    await clouds.lake.create("iceberg_advertising_db", "campaigns");
    await clouds.lake.append("iceberg_advertising_db", "campaigns", [{ id: 1n, name: "one" }]);
    east = await clouds.account("EAST", {
      grants: [
        { ...ANALYST_READS, objectKind: "DATABASE", privilege: "USAGE", on: "object" },
        ANALYST_READS,
        ...["SCHEMA", "TABLE", "ICEBERG TABLE", "MATERIALIZED VIEW"].map((objectKind) => ({
          ...ANALYST_READS,
          objectKind,
          objectName: ["ICEBERG_DEMO_EXT"],
          role: "ICEBERG_ADMIN",
        })),
      ],
      tasks: [{ database: "ICEBERG_MONITORING", schema: "MONITORING", task: "SYNC_TASK", state: "started" }],
      views: [["ICEBERG_PROD", "ADVERTISING", "CAMPAIGNS"]],
      lastGoodTables: [["ADVERTISING", "CAMPAIGNS"]],
    });
    await makeSourceGroups(east, "WEST");
    await east.run(
      "CREATE SCHEMA ICEBERG_PROD.ADVERTISING",
      "GRANT USAGE ON DATABASE ICEBERG_PROD TO ROLE ICEBERG_ANALYST",
      `CREATE TASK ${TASK} SCHEDULE = '1440 MINUTE' AS CALL ICEBERG_MONITORING.MONITORING.SYNC_PROD()`,
      `ALTER TASK ${TASK} RESUME`,
    );
    await east.call("SYNC_PROD");
    await east.run("GRANT SELECT ON ALL VIEWS IN DATABASE ICEBERG_PROD TO ROLE ICEBERG_ANALYST");
  });

  /** `check verdict: reason` of what is not good. */
  async function complaints(): Promise<readonly string[]> {
    const { healthy, checks } = await east.call("HEARTBEAT");
    const found = (Array.isArray(checks) ? checks : []).map((one: Row) => `${one.check} ${one.verdict}: ${one.reason}`);
    expect(healthy).toBe(found.length === 0);
    return found;
  }

  it("is healthy when everything is as declared, and writes its row and the recovery point", async () => {
    const before = east.statements(/^\S+ (?:INSERT|MERGE|CREATE|ALTER|DROP|GRANT|REVOKE|UPDATE|DELETE)\b/);
    expect(await complaints()).toEqual([]);
    expect(east.statements(/^\S+ (?:INSERT|MERGE|CREATE|ALTER|DROP|GRANT|REVOKE|UPDATE|DELETE)\b/) - before).toBe(2);
    expect(
      await east.rows(`SELECT HEALTHY, BAD, UNKNOWN, RECOVERY_POINT_AGE_SECONDS FROM ${east.local("HEARTBEAT_LOG")}`),
    ).toEqual([{ HEALTHY: true, BAD: 0, UNKNOWN: 0, RECOVERY_POINT_AGE_SECONDS: null }]);
    expect(await east.rows("SELECT ACCOUNT_NAME FROM ICEBERG_OPS.MONITORING.RECOVERY_POINT")).toEqual([
      { ACCOUNT_NAME: "EAST" },
    ]);
  });

  it("copies what is good, once for each version", async () => {
    expect(await east.call("KEEP_LAST_GOOD")).toMatchObject({ status: "OK", actions: { "COPY OK": 1 } });
    expect(await east.call("KEEP_LAST_GOOD")).toMatchObject({ status: "OK", actions: {} });
    await clouds.lake.append("iceberg_advertising_db", "campaigns", [{ id: 2n, name: "two" }]);
    await clouds.pass(30);
    expect(await east.call("KEEP_LAST_GOOD")).toMatchObject({ status: "OK", actions: { "COPY OK": 1 } });
    expect(await east.rows('SELECT ID, NAME FROM ICEBERG_OPS.LAST_GOOD."ADVERTISING__CAMPAIGNS" ORDER BY ID')).toEqual([
      { ID: 1, NAME: "one" },
      { ID: 2, NAME: "two" },
    ]);
  });

  it.each<{
    case: string;
    break: () => Promise<unknown>;
    found: RegExp;
    cure: () => Promise<unknown>;
    healed?: boolean;
  }>([
    {
      case: "discovery is suspended",
      break: () => east.run("ALTER DATABASE ICEBERG_DEMO_CLD SUSPEND DISCOVERY"),
      found: /^catalog link bad: discovery is SUSPENDED/,
      cure: () => east.run("ALTER DATABASE ICEBERG_DEMO_CLD RESUME DISCOVERY"),
    },
    {
      case: "the catalog can't be reached",
      break: async () => {
        clouds.lake.failures.set("namespaces", new RemoteAccessError("094120", "READ", "the role can't be assumed"));
      },
      found: /^catalog link bad: FAILED: .*the role can't be assumed/,
      cure: async () => clouds.lake.failures.clear(),
    },
    {
      case: "the files can't be read",
      break: async () => {
        const refused = new RemoteAccessError("094120", "READ", "no grant on the table");
        clouds.lake.failures.set("files iceberg_advertising_db.campaigns", refused);
      },
      found: /^view bad: .*no grant on the table/s,
      cure: async () => clouds.lake.failures.clear(),
    },
    {
      case: "a view is dropped",
      break: () => east.run("DROP VIEW ICEBERG_PROD.ADVERTISING.CAMPAIGNS"),
      found: /^view bad: .*does not exist/s,
      cure: async () => {
        await east.call("SYNC_PROD");
        await east.run("GRANT SELECT ON ALL VIEWS IN DATABASE ICEBERG_PROD TO ROLE ICEBERG_ANALYST");
      },
    },
    {
      case: "a task is suspended; it stays so",
      break: () => east.run(`ALTER TASK ${TASK} SUSPEND`),
      found: /^task bad: it is suspended.*, declared is started/,
      cure: () => east.run(`ALTER TASK ${TASK} RESUME`),
    },
    {
      case: "a grant is revoked; it is granted again",
      break: () => east.run("REVOKE SELECT ON VIEW ICEBERG_PROD.ADVERTISING.CAMPAIGNS FROM ROLE ICEBERG_ANALYST"),
      found: /^grant bad: it was missing, and is granted again/,
      cure: async () => undefined,
      healed: true,
    },
  ])("is unhealthy, and says why, when $case", async ({ break: breakIt, found, cure, healed }) => {
    await breakIt();
    await clouds.pass(30);
    expect(await complaints()).toContainEqual(expect.stringMatching(found));
    if (healed !== true) {
      expect(await complaints()).toContainEqual(expect.stringMatching(found));
      expect(await east.call("KEEP_LAST_GOOD")).toMatchObject({
        status: "UNKNOWN",
        reasons: ["nothing is copied: the last heartbeat was not healthy"],
      });
    }
    await cure();
    await clouds.pass(30);
    expect(await complaints()).toEqual([]);
  });
});
