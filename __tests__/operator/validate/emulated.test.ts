import { generateKeyPairSync } from "node:crypto";
import snowflake from "snowflake-sdk";
import type { AccountRole, TwinbergConfig } from "../../../config/schema";
import { procedureSettings } from "../../../constructs/snowflake/declared/procedure-settings";
import { declaredTasks } from "../../../constructs/snowflake/declared/tasks";
import { openAccount } from "../../../operator/validate/account-access";
import { validate } from "../../../operator/validate/validate";
import { type SnowflakeEmulator, startEmulator } from "../../../packages/snowflake-emulator/src/emulator";
import { EmulatorClock } from "../../../packages/snowflake-emulator/src/index";
import { MemoryLake } from "../../../packages/snowflake-emulator/test/iceberg/memory-lake";
import { qualifiedName } from "../../../sql/identifier";
import { demoConfig, withoutAdvertisingViews } from "../../helpers/demo-config";
import { EmulatedAccount } from "../../procedures/emulated-account";
import { makeConnection, makeReplicaGroups, makeSourceGroups } from "../../procedures/emulated-groups";

const PASSWORD = "correct horse battery staple";
const NAMESPACE = "iceberg_advertising_db";
const ROLE = "arn:aws:iam::123456789012:role/lake";

const keys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

const demo = demoConfig(withoutAdvertisingViews);
const soon = { minutes: 5 };
/** One table is enough, and one interval. */
const config: TwinbergConfig = {
  ...demo,
  lake: { ...demo.lake, tables: demo.lake.tables.filter(({ name }) => name === "campaigns") },
  schedules: {
    syncProd: soon,
    heartbeat: soon,
    exportSchema: soon,
    detectDrift: soon,
    keepLastGood: soon,
  },
  databases: { ...demo.databases, operations: { ...demo.databases.operations, lastGood: [] } },
};

/** What else the stacks declare than {@link EmulatedAccount} makes. */
function statements(account: AccountRole): readonly string[] {
  const { monitoring } = config.databases;
  const inMonitoring = (name: string) => qualifiedName(monitoring.name, monitoring.schema, name);
  const reading = (database: string, role: string, kinds: readonly string[]) => [
    `GRANT USAGE ON DATABASE ${database} TO ROLE ${role}`,
    ...["ALL", "FUTURE"].flatMap((which) => [
      `GRANT USAGE ON ${which} SCHEMAS IN DATABASE ${database} TO ROLE ${role}`,
      ...kinds.map((kind) => `GRANT SELECT ON ${which} ${kind} IN DATABASE ${database} TO ROLE ${role}`),
    ]),
  ];
  return [
    "USE ROLE ACCOUNTADMIN",
    `CREATE USER TERRAFORM TYPE = SERVICE RSA_PUBLIC_KEY = '${keys.publicKey.replace(/-----[^-]+-----|\s/g, "")}' DEFAULT_ROLE = ACCOUNTADMIN`,
    "GRANT ROLE ACCOUNTADMIN TO USER TERRAFORM",
    "CREATE ROLE ICEBERG_ENGINEER",
    "GRANT ROLE ICEBERG_ANALYST TO ROLE ICEBERG_ENGINEER",
    "GRANT ROLE ICEBERG_ENGINEER TO ROLE ICEBERG_ADMIN",
    "CREATE WAREHOUSE ICEBERG_DEMO_WH",
    "GRANT USAGE ON WAREHOUSE ICEBERG_DEMO_WH TO ROLE ICEBERG_ANALYST",
    ...(account === "primary"
      ? [
          `CREATE EXTERNAL VOLUME VOL ALLOW_WRITES = FALSE STORAGE_LOCATIONS = ((NAME = 'l' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = '${ROLE}' STORAGE_BASE_URL = 's3://lake/'))`,
        ]
      : []),
    `CREATE CATALOG INTEGRATION GLUE CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG CATALOG_NAMESPACE = '${NAMESPACE}' GLUE_AWS_ROLE_ARN = '${ROLE}' GLUE_CATALOG_ID = '123456789012' ENABLED = TRUE`,
    "GRANT USAGE ON INTEGRATION GLUE TO ROLE ICEBERG_ADMIN",
    "GRANT USAGE ON EXTERNAL VOLUME VOL TO ROLE ICEBERG_ADMIN",
    "CREATE SCHEMA ICEBERG_DEMO_EXT.ADVERTISING",
    "GRANT OWNERSHIP ON SCHEMA ICEBERG_DEMO_EXT.ADVERTISING TO ROLE ICEBERG_ADMIN",
    ...reading("ICEBERG_DEMO_EXT", "ICEBERG_ENGINEER", ["ICEBERG TABLES", "VIEWS", "MATERIALIZED VIEWS"]),
    ...reading("ICEBERG_DEMO_CLD", "ICEBERG_ENGINEER", ["ICEBERG TABLES"]),
    ...reading("ICEBERG_PROD", "ICEBERG_ANALYST", ["VIEWS"]),
    "USE ROLE ICEBERG_ADMIN",
    "CREATE ICEBERG TABLE ICEBERG_DEMO_EXT.ADVERTISING.CAMPAIGNS EXTERNAL_VOLUME = 'VOL' CATALOG = 'GLUE' CATALOG_TABLE_NAME = 'campaigns' AUTO_REFRESH = TRUE",
    ...declaredTasks(config).flatMap(({ name, statement, schedule, state }) => [
      `CREATE TASK ${inMonitoring(name)} WAREHOUSE = ICEBERG_DEMO_WH SCHEDULE = '${"minutes" in schedule ? schedule.minutes : 60} MINUTE' AS ${statement}`,
      ...(state === "started" ? [`ALTER TASK ${inMonitoring(name)} RESUME`] : []),
    ]),
  ];
}

function connect(emulator: SnowflakeEmulator, account: string): Promise<snowflake.Connection> {
  const connection = snowflake.createConnection({
    account: `ORG-${account}`,
    accessUrl: emulator.url,
    username: "ADMIN",
    password: PASSWORD,
  });
  return new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });
}

describe("validation of two emulated accounts", () => {
  const clock = new EmulatorClock();
  const lake = new MemoryLake(() => clock.now());
  const accounts: EmulatedAccount[] = [];
  let emulator: SnowflakeEmulator;

  beforeAll(async () => {
    const account = {
      edition: "BUSINESS_CRITICAL",
      administrator: { user: "ADMIN", password: PASSWORD },
      replicationEnabled: true,
    } as const;
    // Time moves as the test says; keys are looked at by the machine's time.
    clock.freeze();
    await lake.create(NAMESPACE, "campaigns");
    await lake.append(NAMESPACE, "campaigns", [{ id: 1n, name: "one" }]);
    emulator = await startEmulator({
      organization: "ORG",
      accounts: [
        { name: "EAST", region: "AWS_US_EAST_1", ...account },
        { name: "WEST", region: "AWS_US_WEST_2", ...account },
      ],
      port: 0,
      host: "127.0.0.1",
      clock,
      remote: lake,
    });
    for (const [role, name] of [
      ["primary", "EAST"],
      ["secondary", "WEST"],
    ] as const) {
      const connection = await connect(emulator, name);
      const made = new EmulatedAccount(connection, procedureSettings(config, role), () => 0);
      accounts.push(made);
      await made.prepare("");
      await emulator.control.scheduler.idle();
      // The volume of the primary is the secondary's, too, by replication.
      if (role === "secondary") await makeReplicaGroups(made, "EAST");
      await made.run(...statements(role));
      if (role === "primary") await makeSourceGroups(made, "WEST", "REPLICATION_SCHEDULE = '10 MINUTE'");
    }
    const [east, west] = accounts;
    if (east === undefined || west === undefined) throw new Error("not made");
    await makeConnection([east, "EAST"], [west, "WEST"]);
    // Each task runs. The first heartbeat may come before the first views; what the primary's writes arrives ten minutes on.
    await emulator.control.scheduler.advanceBy(16 * 60_000);
  });
  afterAll(async () => {
    for (const account of accounts) await account.close();
    await emulator.close();
    await lake.close();
  });

  /** What doesn't pass, by id. */
  async function complaints() {
    const { signal } = new AbortController();
    const access = (account: AccountRole) => {
      const { name, deployer } = config.accounts[account];
      const settings = {
        url: emulator.url,
        organization: "ORG",
        account: name,
        user: deployer.user,
        role: deployer.role,
        privateKeyPem: keys.privateKey,
      };
      return openAccount({ config, account, settings, signal });
    };
    const twins = { primary: access("primary"), secondary: access("secondary") };
    const patience = { pauseMs: 0, looks: 0, pause: async () => undefined, onWait: () => undefined };
    const results = await validate({ config, accounts: twins, patience, suffix: "TEST" });
    await Promise.all([twins.primary.close(), twins.secondary.close()]);
    const bad = results.flatMap((one) => (one.verdict === "pass" ? [] : [[one.id, `${one.verdict}: ${one.reason}`]]));
    return Object.fromEntries(bad);
  }

  const west = () => {
    const account = accounts[1];
    if (account === undefined) throw new Error("not started");
    return account;
  };

  it("finds everything as declared", async () => {
    expect(await complaints()).toEqual({});
  });

  it.each<{
    case: string;
    breaks: readonly string[];
    cures: readonly string[];
    found: Readonly<Record<string, RegExp>>;
  }>([
    {
      case: "the analyst may read the logs",
      breaks: [
        "GRANT USAGE ON DATABASE ICEBERG_MONITORING TO ROLE ICEBERG_ANALYST",
        "GRANT USAGE ON SCHEMA ICEBERG_MONITORING.MONITORING TO ROLE ICEBERG_ANALYST",
        "GRANT SELECT ON TABLE ICEBERG_MONITORING.MONITORING.HEARTBEAT_LOG TO ROLE ICEBERG_ANALYST",
      ],
      cures: [
        "REVOKE SELECT ON TABLE ICEBERG_MONITORING.MONITORING.HEARTBEAT_LOG FROM ROLE ICEBERG_ANALYST",
        "REVOKE USAGE ON SCHEMA ICEBERG_MONITORING.MONITORING FROM ROLE ICEBERG_ANALYST",
        "REVOKE USAGE ON DATABASE ICEBERG_MONITORING FROM ROLE ICEBERG_ANALYST",
      ],
      found: { "secondary.forbidden.analyst-reads-monitoring": /^fail: it should have been refused/ },
    },
    {
      case: "the analyst may create views in PROD",
      breaks: ["GRANT CREATE VIEW ON SCHEMA ICEBERG_PROD.ADVERTISING TO ROLE ICEBERG_ANALYST"],
      cures: ["REVOKE CREATE VIEW ON SCHEMA ICEBERG_PROD.ADVERTISING FROM ROLE ICEBERG_ANALYST"],
      found: { "secondary.forbidden.analyst-creates-view": /^fail: it should have been refused/ },
    },
    {
      case: "the catalog link may write",
      breaks: ["ALTER DATABASE ICEBERG_DEMO_CLD UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = ALL"],
      cures: ["ALTER DATABASE ICEBERG_DEMO_CLD UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = NONE"],
      found: {
        "secondary.forbidden.catalog-link-allows-writes": /^fail/,
        "secondary.forbidden.writes-through-catalog-link": /^fail: it should have been refused/,
      },
    },
    {
      case: "a task is suspended",
      breaks: ["ALTER TASK ICEBERG_MONITORING.MONITORING.DETECT_DRIFT_TASK SUSPEND"],
      cures: ["ALTER TASK ICEBERG_MONITORING.MONITORING.DETECT_DRIFT_TASK RESUME"],
      found: { "secondary.task.DETECT_DRIFT_TASK": /^fail: it is declared started/ },
    },
    {
      case: "discovery is suspended",
      breaks: ["ALTER DATABASE ICEBERG_DEMO_CLD SUSPEND DISCOVERY"],
      cures: ["ALTER DATABASE ICEBERG_DEMO_CLD RESUME DISCOVERY"],
      found: { "secondary.catalog-link": /^fail: discovery is suspended/ },
    },
  ])("finds that $case, and leaves nothing behind", async ({ breaks, cures, found }) => {
    const before = await lake.load(NAMESPACE, "campaigns");
    await west().run(...breaks);
    try {
      const matched = Object.entries(found).map(([id, text]) => [id, expect.stringMatching(text)]);
      expect(await complaints()).toEqual(Object.fromEntries(matched));
    } finally {
      await west().run(...cures);
      await emulator.control.scheduler.idle();
    }
    expect((await lake.load(NAMESPACE, "campaigns")).metadataLocation).toBe(before.metadataLocation);
    expect(await west().rows("SHOW VIEWS LIKE 'TWINBERG_VALIDATE%' IN DATABASE ICEBERG_PROD")).toEqual([]);
  });

  it("doesn't call it a failure that EXT is still catching up", async () => {
    const table = "ICEBERG_DEMO_EXT.ADVERTISING.CAMPAIGNS";
    await west().run(`ALTER ICEBERG TABLE ${table} SET AUTO_REFRESH = FALSE`);
    await lake.append(NAMESPACE, "campaigns", [{ id: 2n, name: "two" }]);
    await emulator.control.scheduler.advanceBy(61_000);
    expect(await complaints()).toEqual({
      "secondary.table.campaigns": "unknown: the snapshots differ: one is still catching up",
      "both.table.campaigns": "unknown: the snapshots differ: one is still catching up",
    });
    await west().run(`ALTER ICEBERG TABLE ${table} REFRESH`);
    expect(await complaints()).toEqual({});
  });
});
