import { ConfigError } from "../../config/config-error";
import { parseConfig } from "../../config/parse";
import { tableSyncNames } from "../../config/table-sync-names";
import { tableSyncSettings } from "../../config/table-sync-settings";
import { readSettings } from "../../lambda-src/table-sync/read-settings";
import { demoConfig, demoTextWith, LOCAL_CLOUDS } from "../helpers/demo-config";

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

const more = (...lines: readonly string[]): Replacement => [
  "  cloudTrail: true\n",
  ["  cloudTrail: true", ...lines.map((line) => `  ${line}`), ""].join("\n"),
];
const glueDatabases = (list: string): Replacement => ['["raw__*"]', list];
const stages = (...list: readonly string[]): Replacement => [
  "    - name: RAW\n      prefix: raw/\n",
  list.map((stage) => `    - ${stage}\n`).join(""),
];

describe("a table sync is refused", () => {
  it.each<readonly [string, Replacement, string | RegExp]>([
    [
      "in the account whose storage integrations replication overwrites",
      ["  account: primary\n", "  account: secondary\n"],
      /^tableSync\.account: "secondary" gets all its storage integrations from the primary.*considerations/,
    ],
    [
      "with a database that is somebody else's",
      ["databases: [RAW]", "databases: [RAW, ICEBERG_PROD]"],
      /^tableSync\.databases\.1: "ICEBERG_PROD" is databases\.prod\.name too/,
    ],
    [
      "with a database that a failover group carries",
      ["failover:\n", "failover:\n  databaseGroup:\n    databases: [RAW]\n"],
      /^tableSync\.databases\.0: "RAW" is failover\.databaseGroup\.databases\.0 too/,
    ],
    [
      "with stages in a database of external tables",
      more("stageDatabase: RAW"),
      /^tableSync\.stageDatabase: "RAW" is tableSync\.databases\.0 too/,
    ],
    [
      "when two Glue databases go to one schema",
      more("naming: { mapping: { a: { database: RAW, schema: X }, b: { database: RAW, schema: X } } }"),
      /^tableSync\.naming\.mapping\.b: is tableSync\.naming\.mapping\.a too/,
    ],
    [
      "when a Glue database goes to a database that isn't made",
      more("naming: { mapping: { a: { database: OTHER, schema: X } } }"),
      /^tableSync\.naming\.mapping\.a\.database: "OTHER" isn't in tableSync\.databases/,
    ],
    [
      "when a Glue database's name says a database that isn't made",
      glueDatabases("[other__x]"),
      /^tableSync\.glueDatabases\.0: "other__x" goes to the database OTHER, which isn't in/,
    ],
    [
      "when a Glue database has no place",
      glueDatabases("[events]"),
      /^tableSync\.glueDatabases\.0: "events" isn't named database__schema and isn't in tableSync\.naming\.mapping/,
    ],
    [
      "with a pattern that isn't a beginning",
      glueDatabases('["*_raw"]'),
      /^tableSync\.glueDatabases\.0: "\*_raw" is not a Glue database's name/,
    ],
    [
      "with two stages of one name",
      stages("{ name: RAW, prefix: raw/ }", "{ name: RAW, prefix: more/ }"),
      /^tableSync\.stages\.1\.name: "RAW" is tableSync\.stages\.0\.name too/,
    ],
    [
      "with two stages over one place",
      stages("{ name: RAW, prefix: raw/ }", "{ name: MORE, bucket: twinberg-demo-lake, prefix: raw/ }"),
      /^tableSync\.stages\.1: is tableSync\.stages\.0 too; each stage needs a place of its own/,
    ],
    [
      "with a stage inside the lake",
      stages("{ name: RAW, prefix: iceberg/raw/ }"),
      /^tableSync\.stages\.0: overlaps the lake's own prefix iceberg\//,
    ],
    [
      "with a stage that the lake is inside of",
      stages('{ name: RAW, prefix: "" }'),
      /^tableSync\.stages\.0: overlaps the lake's own prefix iceberg\//,
    ],
    [
      "with a stage over the failover controller's bucket",
      stages("{ name: RAW, bucket: twinberg-demo-controller, prefix: raw/ }"),
      /^tableSync\.stages\.0\.bucket: "twinberg-demo-controller" is the failover controller's bucket/,
    ],
    [
      "with a prefix that would be a wildcard in a policy",
      stages('{ name: RAW, prefix: "raw*/" }'),
      /^tableSync\.stages\.0\.prefix: "raw\*\/" is not a prefix/,
    ],
    ["with the deployer as its user", more("user: TERRAFORM"), /^tableSync\.user: "TERRAFORM" is accounts\.primary/],
    ["with a role of people's", more("role: ICEBERG_ADMIN"), /^tableSync\.role: "ICEBERG_ADMIN" is roles\.admin too/],
    [
      "with another purpose's external id",
      more("externalId: twinberg-storage"),
      /^tableSync\.externalId: "twinberg-storage" is externalIds\.shared\.storage too/,
    ],
    [
      "with a topic that nothing listens to",
      more("snsTopic: arn:aws:sns:us-east-1:123456789012:files"),
      /^tableSync\.snsTopic: "arn:.*" is used with autoRefresh: true only/,
    ],
    ["with days that CloudWatch doesn't know", more("logDays: 31"), /^tableSync\.logDays: 31 is not allowed/],
  ])("%s", (_what, replacement, message) => {
    expect(problems(replacement)).toEqual([expect.stringMatching(message)]);
  });

  it("with its line", () => {
    const text = demoTextWith(["databases: [RAW]", "databases: [ICEBERG_PROD]"], glueDatabases('["iceberg_prod__*"]'));
    const line = text.split("\n").findIndex((one) => one.includes("[ICEBERG_PROD]")) + 1;

    expect(() => parseConfig("lake.yaml", text)).toThrow(`lake.yaml:${line}:`);
  });
});

describe("a table sync may", () => {
  it("be left out", () => {
    expect(demoConfig([/tableSync:\n( .*\n)+/, ""]).tableSync).toBeUndefined();
  });

  it("have stages inside of others, and over other buckets from their root on", () => {
    const nested = stages(
      "{ name: RAW, prefix: raw/ }",
      "{ name: ODD, prefix: raw/odd name/ }",
      '{ name: OTHER, bucket: other-bucket, prefix: "" }',
    );

    expect(problems(nested)).toEqual([]);
  });

  it("map a Glue database whose name says nothing", () => {
    expect(
      problems(glueDatabases("[events]"), more("naming: { mapping: { events: { database: RAW, schema: EVENTS } } }")),
    ).toEqual([]);
  });
});

describe("what the function is told", () => {
  it("is what it reads", () => {
    const settings = tableSyncSettings(demoConfig());

    expect(readSettings(JSON.stringify(settings))).toEqual(settings);
    expect(settings).toMatchSnapshot();
  });

  it("follows every choice", () => {
    const settings = tableSyncSettings(
      demoConfig(
        more(
          "orphans: mark",
          "autoRefresh: true",
          "snsTopic: arn:aws:sns:us-east-1:123456789012:files",
          "createSchemas: false",
          "adopt: true",
          "sweepPartitions: all",
          "functionTimeoutSeconds: 60",
          "naming: { separator: _, mapping: { events: { database: RAW, schema: EVENTS } } }",
          "authentication: { type: workload-identity, issuer: https://abc.tokens.sts.global.api.aws }",
        ),
      ),
    );

    expect(readSettings(JSON.stringify(settings))).toEqual(settings);
    expect(settings).toMatchObject({
      sync: {
        orphans: "MARK",
        autoRefresh: true,
        snsTopic: "arn:aws:sns:us-east-1:123456789012:files",
        createSchemas: false,
        adopt: true,
        sweepPartitions: "ALL",
        naming: { separator: "_", mapping: { events: { database: "RAW", schema: "EVENTS" } } },
      },
      snowflake: { authentication: "WORKLOAD_IDENTITY", statementTimeoutSeconds: 30 },
    });
  });

  it("leads to a host name without underscores, and to the local Snowflake where there is one", () => {
    const local: Replacement = [/$/, LOCAL_CLOUDS];

    expect(tableSyncSettings(demoConfig(["name: EAST", "name: PROD_EAST"])).snowflake).toMatchObject({
      url: "https://twinberg-prod-east.snowflakecomputing.com",
      account: "TWINBERG-PROD_EAST",
    });
    expect(tableSyncSettings(demoConfig(local)).snowflake.url).toBe("http://127.0.0.1:8080");
  });

  it("is nothing without a table sync", () => {
    expect(() => tableSyncSettings(demoConfig([/tableSync:\n( .*\n)+/, ""]))).toThrow(/has no tableSync: add/);
  });

  it("is in parts whose names fit AWS with the longest prefix", () => {
    const longest = "x".repeat(24);
    const { function: role, storageRole } = tableSyncNames(
      demoConfig(["  accountId:", `  rolePrefix: ${longest}\n  accountId:`]),
    );

    expect([role.length, storageRole.length].filter((length) => length > 64)).toEqual([]);
  });
});
