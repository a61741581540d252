import { type EmulatedAccount, EmulatedClouds } from "../emulated-account";
import { makeReplicaGroups, makeSourceGroups, refreshGroups } from "../emulated-groups";

describe("drift between two accounts", () => {
  const clouds = new EmulatedClouds();
  let east: EmulatedAccount;
  let west: EmulatedAccount;
  afterAll(() => clouds.close());

  beforeAll(async () => {
    await clouds.start();
    await clouds.lake.create("iceberg_advertising_db", "campaigns");
    const grants = [
      { privilege: "SELECT", objectKind: "VIEW", objectName: ["ICEBERG_PROD"], on: "future", role: "ICEBERG_ANALYST" },
    ] as const;
    const onlyHere = [{ kind: "TASK", path: ["ICEBERG_MONITORING", "MONITORING", "ONLY_HERE"] }] as const;
    east = await clouds.account("EAST", { grants });
    west = await clouds.account("WEST", { account: "secondary", grants, onlyHere });
    for (const account of [east, west]) {
      await account.run(
        "CREATE SCHEMA ICEBERG_PROD.ADVERTISING",
        "CREATE VIEW ICEBERG_PROD.ADVERTISING.V AS SELECT 1 AS A",
      );
    }
    await west.run("CREATE TASK ICEBERG_MONITORING.MONITORING.ONLY_HERE SCHEDULE = '10 MINUTE' AS SELECT 1");
    await makeSourceGroups(east, "WEST");
    await makeReplicaGroups(west, "EAST");
  });

  const refresh = () => refreshGroups(west);
  const open = () =>
    west.rows(
      `SELECT FINDING, OBJECT_NAME, PRIMARY_DEFINITION AS P, SECONDARY_DEFINITION AS S FROM ${west.local("SCHEMA_DRIFT")} WHERE CLOSED_AT IS NULL ORDER BY 2`,
    );

  it("says that nothing has arrived before the first export", async () => {
    expect(await west.call("DETECT_DRIFT")).toMatchObject({ status: "UNKNOWN" });
  });

  it("is none where both are declared alike, whatever SYNC_PROD made and whatever only one has", async () => {
    expect(await east.call("EXPORT_SCHEMA")).toMatchObject({ status: "OK" });
    expect(await east.call("EXPORT_SCHEMA")).toMatchObject({ status: "OK", changed: 0, actions: {} });
    await west.call("SYNC_PROD");
    await refresh();
    expect(await west.call("EXPORT_SCHEMA")).toMatchObject({ note: expect.stringContaining("the primary exports") });
    expect(await east.call("DETECT_DRIFT")).toMatchObject({ note: expect.stringContaining("the secondary compares") });
    expect(await west.call("DETECT_DRIFT")).toMatchObject({ status: "OK", open: 0 });
    expect(await open()).toEqual([]);
  });

  it("is found once, with both texts, and closed when it is cured", async () => {
    await west.run(
      "CREATE OR REPLACE VIEW ICEBERG_PROD.ADVERTISING.V AS SELECT 2 AS A",
      "CREATE TABLE ICEBERG_PROD.ADVERTISING.BY_HAND (A INT)",
    );
    await east.run("CREATE SCHEMA ICEBERG_PROD.NEW_SCHEMA");
    await east.call("EXPORT_SCHEMA");
    await refresh();
    expect(await west.call("DETECT_DRIFT")).toMatchObject({ status: "OK", open: 3, opened: 3 });
    expect(await west.call("DETECT_DRIFT")).toMatchObject({ status: "OK", open: 3, opened: 0 });
    expect(await open()).toEqual([
      {
        FINDING: "MISSING_ON_PRIMARY",
        OBJECT_NAME: '"ICEBERG_PROD"."ADVERTISING"."BY_HAND"',
        P: null,
        S: expect.stringContaining("BASE TABLE"),
      },
      {
        FINDING: "DIFFERENT",
        OBJECT_NAME: '"ICEBERG_PROD"."ADVERTISING"."V"',
        P: expect.stringContaining("SELECT 1 AS A"),
        S: expect.stringContaining("SELECT 2 AS A"),
      },
      { FINDING: "MISSING_ON_SECONDARY", OBJECT_NAME: '"ICEBERG_PROD"."NEW_SCHEMA"', P: expect.any(String), S: null },
    ]);
    await west.run(
      "CREATE OR REPLACE VIEW ICEBERG_PROD.ADVERTISING.V AS SELECT 1 AS A",
      "DROP TABLE ICEBERG_PROD.ADVERTISING.BY_HAND",
      "CREATE SCHEMA ICEBERG_PROD.NEW_SCHEMA",
    );
    expect(await west.call("DETECT_DRIFT")).toMatchObject({ status: "OK", open: 0, closed: 3 });
    expect(await open()).toEqual([]);
  });

  it("comes with the recovery point: the replicated row's age is what the secondary measures", async () => {
    await east.call("HEARTBEAT");
    await refresh();
    await clouds.pass(1000);
    const { recoveryPointAgeSeconds, checks } = await west.call("HEARTBEAT");
    expect(recoveryPointAgeSeconds).toBeGreaterThanOrEqual(1000);
    expect(checks).toContainEqual(
      expect.objectContaining({
        check: "recovery point",
        verdict: "bad",
        reason: expect.stringMatching(/^\d+ s old, the objective is 900$/),
      }),
    );
    expect(await west.call("KEEP_LAST_GOOD")).toMatchObject({
      status: "OK",
      note: expect.stringContaining("the primary copies"),
    });
  });
});
