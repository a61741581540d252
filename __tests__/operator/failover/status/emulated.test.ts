import type { StatusTools } from "../../../../operator/commands/status";
import { exitCodes } from "../../../../operator/exit-codes";
import type { EmulatedAccount, EmulatedClouds } from "../../../procedures/emulated-account";
import { TOPOLOGY } from "../observations";
import { StatusWorld } from "./world";

const [ACCOUNT_GROUP = "", VOLUME_GROUP = "", DATABASE_GROUP = ""] = TOPOLOGY.groups.map(({ name }) => name);

describe("twinberg status over two emulated accounts", () => {
  let world: StatusWorld;
  let clouds: EmulatedClouds;
  let east: EmulatedAccount;
  let west: EmulatedAccount;

  beforeAll(async () => {
    world = await StatusWorld.start();
    ({ clouds, east, west } = world);
  });
  afterAll(() => world.close());

  const status = (args: readonly string[] = [], tools: Partial<StatusTools> = {}) => world.status(args, tools);

  it("is ready while all is as declared, by both accounts' own words", async () => {
    const { code, text } = await status();
    expect(text).toMatch(/Failover to the secondary: ready \(26 preconditions are good\)/);
    expect(text).toMatch(/^primary ORG-EAST: active\n/);
    expect(text).toMatch(/\nsecondary ORG-WEST: standby\n/);
    expect(text).toMatch(
      new RegExp(
        `${DATABASE_GROUP} +secondary, schedule STARTED, last refresh COMPLETED \\d+ s ago, \\d+ s behind of 30 min`,
      ),
    );
    expect(text).toContain("Active: the primary, no failover yet");
    expect(code).toBe(exitCodes.ok);
  });

  it("tells the same to programs", async () => {
    const { code, text } = await status(["--json", "--to", "secondary"]);
    expect(code).toBe(exitCodes.ok);
    expect(JSON.parse(text)).toMatchObject({
      ready: true,
      active: "primary",
      accounts: { primary: { epoch: { known: true, value: 0 }, connectionIsPrimary: { known: true, value: true } } },
    });
  });

  it("tells tasks, drift and drills, of which a fresh twin knows little, and says so", async () => {
    await east.call("SYNC_PROD");
    await west.call("DETECT_DRIFT");
    const { text } = await status();
    expect(text).toMatch(/✓ Replication lag +\d+ s behind, the objective is 30 min\n/);
    expect(text).toMatch(/✗ Tasks, primary +0 of 5 are as declared and ran\n/);
    expect(text).toContain("SYNC_PROD_TASK: there is no such task: ");
    expect(text).toContain("HEARTBEAT_TASK: no run of the last seven days has ended: it was made ");
    expect(text).toMatch(/– Table sync +none is configured\n/);
    expect(text).toMatch(
      /\? Schema drift +can't be told, looked for \d+ s ago\n +.*the primary's definitions have not arrived/,
    );
    expect(text).toMatch(/– Last drill +none was held yet\n/);
  });

  it("tells programs what the monitoring tables hold: epochs, findings, runs, and heartbeats by quarters of an hour", async () => {
    await west.run(
      `INSERT INTO ${west.local("SCHEMA_DRIFT")} (OBJECT_KIND, OBJECT_NAME, FINDING, FIRST_SEEN_AT, LAST_SEEN_AT)
       SELECT 'VIEW', '"PROD"."A"."<b>"', 'DIFFERENT', CURRENT_TIMESTAMP(), CURRENT_TIMESTAMP()`,
    );
    const told: unknown = JSON.parse((await status(["--json"])).text);
    await west.run(`DELETE FROM ${west.local("SCHEMA_DRIFT")}`);
    expect(told).toMatchObject({
      workings: {
        primary: {
          known: true,
          value: { epoch: { known: true, value: null }, runs: { value: [{ procedure: "SYNC_PROD", status: "OK" }] } },
        },
        secondary: {
          value: {
            drift: { value: { open: 1, findings: [{ kind: "VIEW", name: '"PROD"."A"."<b>"', finding: "DIFFERENT" }] } },
            history: { value: [{ heartbeats: 1, unhealthy: expect.any(Number), lagSeconds: expect.any(Number) }] },
          },
        },
      },
      summary: expect.arrayContaining([expect.objectContaining({ id: "drift", verdict: "bad" })]),
      tableSync: null,
      lastDrill: { known: true, value: null },
    });
  });

  it("names the refresh that goes on by its phase", async () => {
    const goOn = clouds.holdRefresh(DATABASE_GROUP, "SECONDARY_DOWNLOADING_METADATA");
    const refreshing = west.administer(`ALTER FAILOVER GROUP ${DATABASE_GROUP} REFRESH`);
    try {
      let text = "";
      for (let looks = 0; looks < 50 && !text.includes("refreshing: "); looks += 1) text = (await status()).text;
      expect(text).toContain("refreshing: SECONDARY_DOWNLOADING_METADATA");
    } finally {
      goOn();
      await refreshing;
    }
  });

  it("says what blocks it when a schedule is suspended, the lag grows and no heartbeat comes", async () => {
    await west.administer(`ALTER FAILOVER GROUP ${DATABASE_GROUP} SUSPEND`);
    await clouds.pass(2000);
    const { code, text } = await status();
    expect(code).toBe(exitCodes.unhealthy);
    expect(text).toContain("3 of 26 preconditions block it; an unplanned one could begin with --accept-data-loss");
    expect(text).toContain("its schedule is SUSPENDED");
    expect(text).toMatch(/\d+ s behind, the objective is 1800/);
    expect(text).toMatch(/healthy \d+ min ago: it runs every 5 min/);
    await west.administer(`ALTER FAILOVER GROUP ${DATABASE_GROUP} RESUME`);
    await east.call("HEARTBEAT");
    await west.administer(`ALTER FAILOVER GROUP ${DATABASE_GROUP} REFRESH`);
    await west.call("HEARTBEAT");
    expect((await status()).code).toBe(exitCodes.ok);
  });

  it("goes by the secondary's word while the primary is gone", async () => {
    const comeBack = clouds.lose("EAST");
    try {
      const { code, text } = await status();
      expect(code).toBe(exitCodes.unhealthy);
      expect(text).toMatch(/^primary ORG-EAST: active\n {2}reachable {2}no: /);
      expect(text).toContain("Active: the primary, no failover yet, by what the other account says");
      expect(text).toMatch(/preconditions block it; an unplanned one could begin\n/);
    } finally {
      comeBack();
    }
  });

  it("names what is promoted and what isn't, and after all is there, what a failback lacks", async () => {
    const promote = (group: string) =>
      west.administer(`ALTER FAILOVER GROUP ${group} SUSPEND`, `ALTER FAILOVER GROUP ${group} PRIMARY`);
    await promote(ACCOUNT_GROUP);
    const half = await status(["--to", "secondary"]);
    expect(half.code).toBe(exitCodes.unhealthy);
    expect(half.text).toContain(`  group ${ACCOUNT_GROUP}: secondary (primary: secondary; secondary: primary)`);
    expect(half.text).toContain(`  group ${DATABASE_GROUP}: primary (primary: primary; secondary: secondary)`);
    await promote(VOLUME_GROUP);
    await promote(DATABASE_GROUP);
    await west.administer("ALTER CONNECTION LAKE PRIMARY");
    const over = await status();
    expect(over.text).toContain("Failover to the secondary: none to do, the secondary is active");
    expect(over.text).toContain(`ALTER FAILOVER GROUP ${DATABASE_GROUP} RESUME`);
    expect(over.code).toBe(exitCodes.unhealthy);
    expect((await status(["--to", "secondary"])).code).toBe(exitCodes.ok);
  });

  it("can't use another account's name", async () => {
    expect(await status(["--to", "tertiary"])).toEqual({
      code: exitCodes.usage,
      text: '--to is primary or secondary, not "tertiary"\n',
    });
  });

  it("says so when the controller's bucket doesn't answer", async () => {
    const openState = () => ({
      leases: { read: () => Promise.reject(new Error("AccessDenied")) },
      journals: world.state.journals,
      close: () => undefined,
    });
    expect((await status([], { openState })).text).toContain("Lease: ? AccessDenied\nDrill: none is unfinished\n");
  });
});
