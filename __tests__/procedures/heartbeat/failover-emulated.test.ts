import { type EmulatedAccount, EmulatedClouds, type Row } from "../emulated-account";
import { makeConnection, makeReplicaGroups, makeSourceGroups } from "../emulated-groups";

const GROUP = "ICEBERG_BCDR_DB_FG";

describe("HEARTBEAT in two accounts with failover groups", () => {
  const clouds = new EmulatedClouds();
  let east: EmulatedAccount;
  let west: EmulatedAccount;
  afterAll(() => clouds.close());

  beforeAll(async () => {
    await clouds.start();
    await clouds.lake.create("iceberg_advertising_db", "campaigns");
    east = await clouds.account("EAST", { connection: "LAKE" });
    west = await clouds.account("WEST", { account: "secondary", connection: "LAKE" });
    await makeConnection([east, "EAST"], [west, "WEST"]);
    await makeSourceGroups(east, "WEST", "REPLICATION_SCHEDULE = '10 MINUTE'");
    await east.call("HEARTBEAT");
    await makeReplicaGroups(west, "EAST");
  });

  async function complaints(account: EmulatedAccount): Promise<readonly string[]> {
    const { checks } = await account.call("HEARTBEAT");
    return (Array.isArray(checks) ? checks : []).map((one: Row) => `${one.check} of ${one.object}: ${one.reason}`);
  }

  it("is healthy in both, and stays so while the schedule runs", async () => {
    expect(await complaints(east)).toEqual([]);
    expect(await complaints(west)).toEqual([]);
    for (let minutes = 0; minutes < 60; minutes += 10) {
      await clouds.pass(600);
      expect(await complaints(east)).toEqual([]);
      expect(await complaints(west)).toEqual([]);
    }
  });

  it("reports a suspended schedule at once, and the lag when it is over the objective", async () => {
    await west.administer(`ALTER FAILOVER GROUP ${GROUP} SUSPEND`);
    expect(await complaints(west)).toEqual([
      expect.stringMatching(`^failover group schedule of ${GROUP}: its schedule is SUSPENDED`),
    ]);
    await clouds.pass(1000);
    expect(await complaints(west)).toEqual([
      expect.stringMatching(`^failover group schedule of ${GROUP}`),
      expect.stringMatching(`^failover group lag of ${GROUP}: \\d+ s behind, the objective is 900`),
      expect.stringMatching("^recovery point of"),
    ]);
    expect(await complaints(east)).toEqual([]);
    await west.administer(`ALTER FAILOVER GROUP ${GROUP} RESUME`, `ALTER FAILOVER GROUP ${GROUP} REFRESH`);
    expect(await complaints(west)).toEqual([]);
  });

  it("names a half-promoted state in both accounts, and is content again when the rest has followed", async () => {
    await west.administer(`ALTER FAILOVER GROUP ${GROUP} SUSPEND`, `ALTER FAILOVER GROUP ${GROUP} PRIMARY`);
    const half = expect.stringMatching(/^failover groups' roles of .*: half-promoted: /);
    expect(await complaints(west)).toContainEqual(half);
    expect(await complaints(east)).toContainEqual(half);
    const { account, volume, database } = east.settings.failoverGroups;
    for (const group of [account, volume]) {
      await west.administer(`ALTER FAILOVER GROUP ${group} SUSPEND`, `ALTER FAILOVER GROUP ${group} PRIMARY`);
    }
    await west.administer("GRANT ALL ON ALL TABLES IN DATABASE ICEBERG_OPS TO ROLE ICEBERG_ADMIN");
    expect(await complaints(west)).toEqual([
      "connection of LAKE: clients are led to the other account, and this one is active",
    ]);
    expect(await complaints(east)).toContain(
      "connection of LAKE: clients are led here, and this account is the standby",
    );
    await west.administer("ALTER CONNECTION LAKE PRIMARY");
    expect(await complaints(west)).toEqual([]);
    for (const group of [account, volume, database]) {
      await east.administer(`ALTER FAILOVER GROUP ${group} RESUME`, `ALTER FAILOVER GROUP ${group} REFRESH`);
    }
    expect(await complaints(east)).toEqual([]);
  });

  it("sees where the connection leads, and can't change that", async () => {
    // As a procedure with its owner's rights runs: without the administrator's roles beside its own.
    await east.run("USE SECONDARY ROLES NONE");
    await expect(east.run("ALTER CONNECTION LAKE PRIMARY")).rejects.toThrow();
    expect(await east.rows("SHOW CONNECTIONS")).toEqual([]);
    const [row = {}] = await east.rows(`CALL ${east.local("CONNECTION_SIDE")}()`);
    expect(JSON.parse(String(Object.values(row)[0]))).toEqual([
      { name: "LAKE", account_name: "EAST", is_primary: "false" },
      { name: "LAKE", account_name: "WEST", is_primary: "true" },
    ]);
    await east.run("USE SECONDARY ROLES ALL");
  });

  it("reports a standby that may write the lake, an epoch that can't be read, a connection that is gone, and nothing once they are cured", async () => {
    const writes = (allowed: string) =>
      east.run(`ALTER DATABASE ICEBERG_DEMO_CLD UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = ${allowed}`);
    await writes("ALL");
    expect(await complaints(east)).toEqual([
      "catalog writes of ICEBERG_DEMO_CLD: ALLOWED_WRITE_OPERATIONS is ALL, declared is NONE",
    ]);
    await writes("NONE");
    await east.run(`ALTER TABLE ${east.local("FAILOVER_EPOCH")} RENAME TO ${east.local("AWAY")}`);
    expect(await complaints(east)).toEqual([expect.stringMatching(/^failover epoch of .*FAILOVER_EPOCH/)]);
    await east.run(`ALTER TABLE ${east.local("AWAY")} RENAME TO ${east.local("FAILOVER_EPOCH")}`);
    await east.administer("DROP CONNECTION LAKE");
    expect(await complaints(east)).toEqual(["connection of LAKE: it isn't in this account"]);
    await east.administer("CREATE CONNECTION LAKE AS REPLICA OF ORG.WEST.LAKE");
    expect(await complaints(east)).toEqual([]);
  });
});
