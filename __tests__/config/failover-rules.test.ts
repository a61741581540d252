import { ConfigError } from "../../config/config-error";
import { externalIdOf } from "../../config/external-ids";
import { parseConfig } from "../../config/parse";
import { demoConfig, demoTextWith } from "../helpers/demo-config";

type Replacement = readonly [string | RegExp, string];

/** `path: message` of each problem. */
function problems(...replacements: readonly Replacement[]): string[] {
  try {
    parseConfig("lake.yaml", demoTextWith(...replacements));
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
}

const group = (text: string): Replacement => ["failover:\n", `failover:\n${text}`];
const accountGroup = (settings: string) => group(`  accountGroup:\n    ${settings}\n`);
const databases = (...names: string[]) => group(`  databaseGroup:\n    databases: [${names.join(", ")}]\n`);

describe("what moves in a disaster is refused", () => {
  it.each([
    ["a catalog-linked database", "ICEBERG_DEMO_CLD", /is databases\.catalogLinked, .*isn't supported.*considerations/],
    [
      "the demo's database of Iceberg tables",
      "ICEBERG_DEMO_EXT",
      /is databases\.external, .*skips them.*considerations/,
    ],
    ["a database of each account's own", "ICEBERG_MONITORING", /is databases\.monitoring, which each account has/],
    ["the database that applications read", "ICEBERG_PROD", /is databases\.prod, which each account has/],
    [
      "a database that the group carries anyway",
      "ICEBERG_OPS",
      /is databases\.operations\.name too; .*one failover group/,
    ],
  ])("with %s in a group", (_what, name, message) => {
    expect(problems(databases(name))).toEqual([
      expect.stringMatching(/^failover\.databaseGroup\.databases\.0: "ICEBERG_/),
    ]);
    expect(problems(databases(name))[0]).toMatch(message);
  });

  it("with a database twice", () => {
    expect(problems(databases("MINE", "MINE"))).toEqual([
      expect.stringMatching(/^failover\.databaseGroup\.databases\.1: "MINE" is .*\.0 too; .*considerations/),
    ]);
  });

  it("with a catalog integration", () => {
    expect(problems(accountGroup("integrationTypes: [STORAGE, CATALOG]"))).toEqual([
      expect.stringMatching(
        /^failover\.accountGroup\.integrationTypes\.1: "CATALOG" is not a kind .*create-failover-group/,
      ),
    ]);
  });

  it("with security integrations and without roles", () => {
    expect(problems(accountGroup("integrationTypes: [STORAGE, SECURITY]"))).toEqual([
      expect.stringMatching(
        /^failover\.accountGroup\.integrationTypes\.1: "SECURITY" needs .*roles: replicated.*create-failover-group/,
      ),
    ]);
    expect(problems(accountGroup("roles: replicated\n    integrationTypes: [STORAGE, SECURITY]"))).toEqual([]);
  });

  it("without the storage integration, which the secondary has no other way to get", () => {
    expect(problems(accountGroup("integrationTypes: [API]"))).toEqual([
      expect.stringMatching(/^failover\.accountGroup\.integrationTypes: lacks STORAGE/),
    ]);
  });

  it("with two groups of one name", () => {
    expect(problems(group("  volumeGroup:\n    name: FG\n  databaseGroup:\n    name: FG\n"))).toEqual([
      expect.stringMatching(/^failover\.databaseGroup\.name: "FG" is failover\.volumeGroup\.name too/),
    ]);
  });

  it("with a connection between two accounts of one region", () => {
    const oneRegion: Replacement = ["AWS_US_WEST_2", "AWS_US_EAST_1"];

    expect(problems(oneRegion)).toEqual([
      expect.stringMatching(/^accounts\.secondary\.region: "AWS_US_EAST_1" is .*failover\.connection.*client-redirect/),
    ]);
    expect(problems(oneRegion, ["  connection:\n    name: LAKE\n", ""])).toEqual([]);
  });

  it("with an edition below Business Critical", () => {
    expect(problems([/edition: BUSINESS_CRITICAL/, "edition: ENTERPRISE"])).toEqual([
      expect.stringMatching(
        /^accounts\.primary\.edition: "ENTERPRISE" has no failover groups.*account-replication-intro/,
      ),
    ]);
  });

  it("with the controller's bucket in the lake's region, or with the lake's", () => {
    expect(problems(["region: us-east-2", "region: us-east-1"])).toEqual([
      expect.stringMatching(/^failover\.controller\.region: "us-east-1" is aws\.region too; .*REL11-BP04/),
    ]);
    expect(problems(["bucket: twinberg-demo-controller", "bucket: twinberg-demo-lake"])).toEqual([
      expect.stringMatching(/^failover\.controller\.bucket: .* needs a bucket of its own/),
    ]);
  });

  it("with a schedule that Snowflake doesn't have, or that the recovery point doesn't allow", () => {
    const schedule = (minutes: number): Replacement => [
      /failover:\n {2}schedule:\n {4}minutes: \d+/,
      `failover:\n  schedule:\n    minutes: ${minutes}`,
    ];
    const heartbeat = demoConfig().schedules.heartbeat;
    const interval = "minutes" in heartbeat ? heartbeat.minutes : 0;
    const longest = Math.floor((30 - interval) / 2);

    expect(problems(schedule(11521))).toEqual([
      expect.stringMatching(/^failover\.schedule\.minutes: 11521 is too big; at most 11520/),
      expect.stringMatching(/^recoveryPointObjectiveMinutes: 30 can't be kept/),
    ]);
    expect(problems(schedule(longest + 1))).toEqual([
      expect.stringMatching(
        new RegExp(
          `can't be kept: .*twice failover.schedule are ${interval + 2 * (longest + 1)} minutes.*replication-intro`,
        ),
      ),
    ]);
    expect(problems(schedule(longest))).toEqual([]);
  });

  it("with a schedule by cron whose longest gap the recovery point doesn't allow", () => {
    const cron = (text: string): Replacement => [
      /failover:\n {2}schedule:\n {4}minutes: \d+/,
      `failover:\n  schedule:\n    cron: ${text}`,
    ];

    expect(problems(cron('"0 3 * * * America/Los_Angeles"'))).toEqual([
      expect.stringMatching(/^recoveryPointObjectiveMinutes: 30 can't be kept: .* are 2882 minutes/),
    ]);
    expect(problems(cron('"*/10 8-18 * * * UTC"'))).toHaveLength(1);
    expect(problems(cron('"0 0 30 2 * UTC"'))).toEqual([expect.stringMatching(/are without end; raise it/)]);
    expect(problems(cron('"*/10 * * * * UTC"'))).toEqual([]);
  });

  it("with two copies of the lake in one region, or in one bucket", () => {
    const replicas = (...entries: string[]): Replacement => [
      "  onDestroy: delete\n",
      `  onDestroy: delete\n  replicas:\n${entries.map((entry) => `    - { ${entry} }\n`).join("")}`,
    ];

    expect(problems(replicas("region: us-west-2, bucket: west", "region: us-west-2, bucket: other"))).toEqual([
      expect.stringMatching(/^lake\.replicas\.1\.region: "us-west-2" is lake\.replicas\.0\.region too/),
    ]);
    expect(problems(replicas("region: us-west-2, bucket: twinberg-demo-lake"))).toEqual([
      expect.stringMatching(/^lake\.replicas\.0\.bucket: .* is lake\.bucket too/),
    ]);
  });
});

describe("external ids", () => {
  it("are the same in both accounts for what a failover group carries, and else each account's own", () => {
    const config = demoConfig();
    const ids = (account: "primary" | "secondary") =>
      (["storage", "volume", "catalog"] as const).map((purpose) => externalIdOf(config, account, purpose));

    expect(ids("primary")).toEqual(["twinberg-storage", "twinberg-volume", "twinberg-east-catalog"]);
    expect(ids("secondary")).toEqual(["twinberg-storage", "twinberg-volume", "twinberg-west-catalog"]);
  });
});
