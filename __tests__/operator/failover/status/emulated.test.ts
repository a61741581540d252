import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type StatusTools, statusCommand } from "../../../../operator/commands/status";
import { exitCodes } from "../../../../operator/exit-codes";
import { MemoryJournalStore, MemoryLeaseStore } from "../../../../operator/failover/memory-stores";
import { runProgram } from "../../../../operator/program";
import { openSession } from "../../../../operator/snowflake/session";
import { EmulatorClock } from "../../../../packages/snowflake-emulator/src/index";
import { demoTextWith } from "../../../helpers/demo-config";
import { type EmulatedAccount, EmulatedClouds } from "../../../procedures/emulated-account";
import { makeReplicaGroups, makeSourceGroups } from "../../../procedures/emulated-groups";
import { TOPOLOGY } from "../observations";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const [ACCOUNT_GROUP = "", VOLUME_GROUP = "", DATABASE_GROUP = ""] = TOPOLOGY.groups.map(({ name }) => name);

/** What else there is in an account, by its administrator. */
const STATEMENTS = [
  `CREATE USER TERRAFORM TYPE = SERVICE RSA_PUBLIC_KEY = '${publicKey.replace(/-----[^-]+-----|\s/g, "")}' DEFAULT_ROLE = ACCOUNTADMIN`,
  "GRANT ROLE ACCOUNTADMIN TO USER TERRAFORM",
  "CREATE WAREHOUSE ICEBERG_DEMO_WH",
  ...TOPOLOGY.writerTasks.flatMap((task) => [
    `CREATE TASK ICEBERG_MONITORING.MONITORING.${task} SCHEDULE = '1440 MINUTE' AS SELECT 1`,
    `ALTER TASK ICEBERG_MONITORING.MONITORING.${task} RESUME`,
  ]),
];

describe("twinberg status over two emulated accounts", () => {
  const clock = new EmulatorClock();
  const clouds = new EmulatedClouds(clock);
  const folder = mkdtempSync(path.join(tmpdir(), "status-"));
  const state = { leases: new MemoryLeaseStore(), journals: new MemoryJournalStore(), close: () => undefined };
  let east: EmulatedAccount;
  let west: EmulatedAccount;

  beforeAll(async () => {
    clock.freeze();
    await clouds.start();
    await clouds.lake.create("iceberg_advertising_db", "campaigns");
    east = await clouds.account("EAST");
    west = await clouds.account("WEST", { account: "secondary" });
    for (const account of [east, west]) await account.administer(...STATEMENTS);
    await makeSourceGroups(east, "WEST", "REPLICATION_SCHEDULE = '10 MINUTE'");
    await east.administer("CREATE CONNECTION LAKE", "ALTER CONNECTION LAKE ENABLE FAILOVER TO ACCOUNTS ORG.WEST");
    await west.administer("CREATE CONNECTION LAKE AS REPLICA OF ORG.EAST.LAKE");
    await east.call("HEARTBEAT");
    await makeReplicaGroups(west, "EAST");
    await west.call("HEARTBEAT");
    const local = `local:\n  awsEndpoint: http://127.0.0.1:1\n  snowflakeEndpoint: ${clouds.url}\n`;
    const text = demoTextWith(
      ["organization: TWINBERG", "organization: ORG"],
      [/heartbeat:\n {4}minutes: \d+/, "heartbeat:\n    minutes: 5"],
    );
    writeFileSync(path.join(folder, "config.yaml"), `${text}\n${local}`);
  });
  afterAll(async () => {
    await clouds.close();
    rmSync(folder, { recursive: true });
  });

  async function status(args: readonly string[] = [], tools: Partial<StatusTools> = {}) {
    const out: string[] = [];
    const command = statusCommand({
      open: openSession,
      openState: () => state,
      clock: () => new Date(clock.now()),
      ...tools,
    });
    const context = {
      env: {
        TWINBERG_CONFIG: path.join(folder, "config.yaml"),
        TF_VAR_primary_snowflake_private_key: privateKey,
        TF_VAR_secondary_snowflake_private_key: privateKey,
      },
      root: folder,
      write: (text: string) => void out.push(text),
      progress: () => undefined,
      signal: new AbortController().signal,
    };
    const code = await runProgram(["status", ...args], [command], context, (text) => void out.push(text));
    return { code, text: out.join("") };
  }

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
      journals: state.journals,
      close: () => undefined,
    });
    expect((await status([], { openState })).text).toContain("Lease: ? AccessDenied\nDrill: none is unfinished\n");
  });
});
