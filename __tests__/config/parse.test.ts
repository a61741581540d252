import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, type ConfigProblem } from "../../config/config-error";
import { parseConfig } from "../../config/parse";
import { demoConfig, demoText, demoTextWith, withoutAdvertisingViews } from "../helpers/demo-config";

function problemsOf(text: string): readonly ConfigProblem[] {
  try {
    parseConfig("lake.yaml", text);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems;
    }
    throw error;
  }
  throw new Error("the configuration was accepted");
}

function onlyProblem(text: string): ConfigProblem {
  const [first, ...rest] = problemsOf(text);
  if (first === undefined || rest.length > 0) {
    throw new Error(`expected one problem, got ${JSON.stringify([first, ...rest])}`);
  }
  return first;
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split("\n").length;
}

describe("a configuration", () => {
  it("is accepted with its defaults filled in", () => {
    const config = demoConfig();

    expect(config.accounts.primary.deployer.role).toBe("ACCOUNTADMIN");
    expect(config.roles).toEqual({ admin: "ICEBERG_ADMIN", engineer: "ICEBERG_ENGINEER", analyst: "ICEBERG_ANALYST" });
    expect(config.warehouses.query).toEqual({ name: "ICEBERG_DEMO_WH", size: "XSMALL", autoSuspendSeconds: 60 });
    expect(config.lake.noncurrentVersionDays).toBeUndefined();
    expect(config.local).toBeUndefined();
  });

  it("needs nothing of databases and schedules: the demo's names and intervals are the defaults", () => {
    const { databases, schedules, alerts } = demoConfig(
      [/databases:[\s\S]*?(?=failover:)/, ""],
      [/recoveryPointObjectiveMinutes:[\s\S]*?(?=externalIds:)/, ""],
    );

    expect(alerts).toBeUndefined();
    expect(schedules).toEqual({
      syncProd: { minutes: 5 },
      heartbeat: { minutes: 5 },
      exportSchema: { minutes: 15 },
      detectDrift: { minutes: 15 },
      keepLastGood: { minutes: 60 },
    });
    expect(Object.values(databases).map(({ name }) => name)).toEqual([
      "ICEBERG_DEMO_EXT",
      "ICEBERG_DEMO_CLD",
      "ICEBERG_PROD",
      "ICEBERG_MONITORING",
      "ICEBERG_OPS",
    ]);
    expect(databases.catalogLinked).toMatchObject({ discoverySeconds: 60, writer: "none" });
  });

  it("has the demo's four tables with all their columns, in order", () => {
    const columnCounts = demoConfig().lake.tables.map(({ name, columns }) => [name, Object.keys(columns).length]);

    expect(columnCounts).toEqual([
      ["campaigns", 15],
      ["impressions", 16],
      ["clicks", 14],
      ["conversions", 16],
    ]);
    expect(Object.keys(demoConfig().lake.tables[0]?.columns ?? {}).slice(0, 3)).toEqual([
      "campaign_id",
      "campaign_name",
      "channel",
    ]);
  });

  it("is accepted as the annotated example gives it", () => {
    const file = join(__dirname, "../../config/example.yaml");

    expect(parseConfig(file, readFileSync(file, "utf8")).backend.type).toBe("s3");
  });

  it("may list no tables, which adopts what is in Glue", () => {
    const withoutTables = demoTextWith([/ {2}tables:[\s\S]*?\n\n/, "\n"], withoutAdvertisingViews);

    expect(parseConfig("lake.yaml", withoutTables).lake.tables).toEqual([]);
  });

  it.each(["order", "daily-metrics", "2024_q1", "select"])("takes the table name %s, which SQL must quote", (name) => {
    expect(demoConfig(["- name: campaigns", `- name: "${name}"`], withoutAdvertisingViews).lake.tables[0]?.name).toBe(
      name,
    );
  });
});

describe("a bad configuration is refused with file, line, path, the wrong value and what is allowed", () => {
  it("when it isn't YAML", () => {
    const text = "organization: [TWINBERG\naccounts: {";
    const problems = problemsOf(text);

    expect(problems.map(({ line }) => line)).toEqual([2, 2]);
    expect(problems[0]?.message).toContain("isn't valid YAML");
  });

  it("when it is empty", () => {
    expect(onlyProblem("").message).toContain("is not object");
  });

  it("when a key is given twice", () => {
    expect(onlyProblem(`${demoText}organization: OTHER\n`).message).toContain("unique");
  });

  it("when a key is unknown", () => {
    const text = demoTextWith(["  region: us-east-1\n", "  region: us-east-1\n  regoin: us-east-1\n"]);

    expect(onlyProblem(text)).toMatchObject({
      file: "lake.yaml",
      path: "aws.regoin",
      line: lineOf(text, "regoin"),
      message: expect.stringContaining("isn't a key that Twinberg knows here"),
    });
  });

  it("when a key is missing", () => {
    expect(onlyProblem(demoTextWith(["  bucket: twinberg-demo-lake\n", ""]))).toMatchObject({
      path: "lake.bucket",
      line: lineOf(demoText, "\nlake:") + 1,
      message: expect.stringContaining("is missing"),
    });
  });

  it("when an account id isn't quoted", () => {
    expect(onlyProblem(demoTextWith(['"123456789012"', "123456789012"]))).toMatchObject({
      path: "aws.accountId",
      message: "123456789012 is not string; put it in quotes",
    });
  });

  it.each([
    [
      "an unknown edition",
      "edition: BUSINESS_CRITICAL",
      "edition: PREMIUM",
      "accounts.primary.edition",
      "allowed: STANDARD, ENTERPRISE",
    ],
    [
      "an edition without failover",
      "edition: BUSINESS_CRITICAL",
      "edition: ENTERPRISE",
      "accounts.primary.edition",
      "no failover groups",
    ],
    [
      "two equal external ids",
      "twinberg-west-catalog",
      "twinberg-volume",
      "externalIds.secondary.catalog",
      "is externalIds.shared.volume too",
    ],
    ["one account twice", "name: WEST", "name: EAST", "accounts.secondary.name", "different accounts"],
    [
      "a bucket name with capitals",
      "bucket: twinberg-demo-lake",
      "bucket: Lake",
      "lake.bucket",
      "is not an S3 bucket name",
    ],
    ["a prefix without its slash", "prefix: iceberg/", "prefix: iceberg", "lake.prefix", "ends with a slash"],
    ["an unknown column type", "hour: int\n", "hour: integer\n", "lake.tables.1.columns.hour", "unknown column type"],
    ["a table named twice", "name: clicks", "name: campaigns", "lake.tables.2.name", "is lake.tables.0.name too"],
    ["a table name in capitals", "name: clicks", "name: Clicks", "lake.tables.2.name", "is not a Glue name"],
    [
      "a table name that is SQL",
      "name: clicks",
      'name: "clicks; drop table x"',
      "lake.tables.2.name",
      "is not a Glue name",
    ],
    [
      "a role name in small letters",
      "name: ICEBERG_DEMO_WH",
      "name: iceberg_wh",
      "warehouses.query.name",
      "in upper case",
    ],
    ["no quota", "creditQuota: 100", "creditQuota: 0", "warehouses.resourceMonitor.creditQuota", "at least 1"],
    ["an unknown backend", "type: local", "type: azurerm", "backend.type", "allowed: local, s3, cloud"],
    [
      "no Lake Formation admin",
      /\n {4}- arn:aws:iam::123456789012:role\/lake-admin/,
      " []",
      "aws.lakeFormationAdmins",
      "is empty",
    ],
    [
      "a discovery that is too frequent",
      "discoverySeconds: 60",
      "discoverySeconds: 29",
      "databases.catalogLinked.discoverySeconds",
      "at least 30",
    ],
    ["two writers", "writer: none", "writer: both", "databases.catalogLinked.writer", "none, primary, secondary"],
    [
      "two databases of one name",
      "name: ICEBERG_PROD",
      "name: ICEBERG_DEMO_CLD",
      "databases.prod.name",
      "is databases.catalogLinked.name too",
    ],
    [
      "two Glue databases in one schema",
      "iceberg_advertising_db: ADVERTISING",
      "iceberg_advertising_db: ADVERTISING\n      other: ADVERTISING",
      "databases.prod.schemas.other",
      "is databases.prod.schemas.iceberg_advertising_db too",
    ],
    [
      "another Glue database in the schema of the lake's",
      "iceberg_advertising_db: ADVERTISING",
      "other: ICEBERG_ADVERTISING_DB",
      "lake.glueDatabase",
      "is databases.prod.schemas.other too",
    ],
    [
      "a schema that is there already",
      "iceberg_advertising_db: ADVERTISING",
      "iceberg_advertising_db: INFORMATION_SCHEMA",
      "databases.prod.schemas.iceberg_advertising_db",
      "every database has already",
    ],
    [
      "last-good copies among the logs",
      "name: ICEBERG_OPS",
      "name: ICEBERG_OPS\n    schema: LAST_GOOD\n    lastGoodSchema: LAST_GOOD",
      "databases.operations.lastGoodSchema",
      "is databases.operations.schema too",
    ],
    [
      "a schedule of minutes and cron",
      /heartbeat:\n {4}minutes: 2/,
      "heartbeat:\n    minutes: 2\n    cron: 0 3 * * * UTC",
      "schedules.heartbeat",
      "minutes: 1 to 11520; or cron",
    ],
    [
      "a cron schedule without a time zone",
      /exportSchema:\n {4}minutes: 3/,
      "exportSchema:\n    cron: 0 3 * * *",
      "schedules.exportSchema.cron",
      "is not five cron fields and a time zone",
    ],
    ["an alert to nobody", /recipients:\n {4}- oncall@example.com/, "recipients: []", "alerts.recipients", "is empty"],
  ])("when it has %s", (_case, from, to, path, message) => {
    const text = demoTextWith(withoutAdvertisingViews, [from, to]);

    const problem = onlyProblem(text);
    expect(problem.path).toBe(path);
    expect(problem.message).toContain(message);
    expect(text.split("\n")[problem.line - 1]).toContain(path.split(".").at(-1));
  });

  it("when the advertising views lack what they take, or a table has the name of one", () => {
    const lacking = onlyProblem(demoTextWith(["        revenue_usd: double\n", ""]));
    const taken = problemsOf(demoTextWith(["- name: campaigns", "- name: v_daily_metrics"]));

    expect(lacking.path).toBe("databases.external.advertisingViews");
    expect(lacking.message).toContain("lake.tables lacks: conversions.revenue_usd");
    expect(taken.map(({ path, message }) => `${path} ${message}`)).toEqual([
      expect.stringContaining("lake.tables.0.name"),
      expect.stringContaining(
        "databases.external.advertisingViews true needs tables that lake.tables lacks: campaigns",
      ),
    ]);
  });

  it("when somebody to be told has no email address", () => {
    expect(onlyProblem(demoTextWith(["- oncall@example.com", "- oncall"]))).toMatchObject({
      path: "alerts.recipients.0",
      message: '"oncall" is not an email address',
    });
  });

  it("when a last-good view is kept twice", () => {
    const twice = "        view: CAMPAIGNS\n      - schema: ADVERTISING\n        view: CAMPAIGNS\n";

    expect(onlyProblem(demoTextWith(["        view: CAMPAIGNS\n", twice]))).toMatchObject({
      path: "databases.operations.lastGood.1",
      message: expect.stringContaining("each view is kept once"),
    });
  });

  it("but a heartbeat by cron that keeps the recovery point is taken", () => {
    const text = demoTextWith([/heartbeat:\n {4}minutes: 2/, 'heartbeat:\n    cron: "*/10 * * * * Europe/Berlin"']);

    expect(parseConfig("lake.yaml", text).schedules.heartbeat).toEqual({ cron: "*/10 * * * * Europe/Berlin" });
  });

  it("with all problems at once, in the file's order, whether the schema or a rule finds them", () => {
    const text = demoTextWith(
      ["edition: BUSINESS_CRITICAL", "edition: ENTERPRISE"],
      ["prefix: iceberg/", "prefix: /iceberg"],
      ["twinberg-west-catalog", "twinberg-east-catalog"],
    );

    const problems = problemsOf(text);
    expect(problems.map(({ path }) => path)).toEqual([
      "accounts.primary.edition",
      "lake.prefix",
      "externalIds.secondary.catalog",
    ]);
    expect(new ConfigError("lake.yaml", problems).message).toMatch(
      /^lake\.yaml has 3 problems:\n {2}lake\.yaml:\d+:\d+ accounts\.primary\.edition: "ENTERPRISE" has no/,
    );
  });
});
