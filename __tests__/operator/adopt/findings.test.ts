import type { DeclaredResource } from "../../../operator/adopt/declared";
import { findingOf, isClear, type Sighting } from "../../../operator/adopt/findings";
import { SnowflakeLook } from "../../../operator/adopt/look/snowflake";
import type { Lookup, SnowflakeQuestion } from "../../../operator/adopt/lookup";
import { adoptFacts, mayAdopt, renderAdopt } from "../../../operator/adopt/report";
import type { Known } from "../../../operator/failover/observation";

const resource: DeclaredResource = {
  stack: "primary-data",
  address: "snowflake_database.Data_Prod",
  type: "snowflake_database",
  path: "primary-data/Data/Prod",
  arguments: {},
  place: { cloud: "snowflake", account: "primary", role: "ICEBERG_ADMIN" },
};
const question: SnowflakeQuestion = {
  in: "snowflake",
  statement: "SHOW DATABASES",
  matches: (row) => row.name === "P",
};
const lookup: Lookup = { kind: "ask", question, importId: '"P"' };
const judge = (value: Sighting | undefined) =>
  findingOf({ resource, lookup, seen: { known: true, value } }, new Set(["ACCOUNTADMIN"]));

describe("what is found of a resource", () => {
  it("is there, absent, or can't be told", () => {
    expect(judge({ owner: "ICEBERG_ADMIN", broughtBy: undefined })).toMatchObject({ kind: "there", warnings: [] });
    expect(judge(undefined).kind).toBe("absent");
    const untold: Known<undefined> = { known: false, reason: "no login" };
    const finding = findingOf({ resource, lookup, seen: untold }, new Set());
    expect(finding).toMatchObject({ kind: "unknown", reason: "no login" });
    expect(isClear([finding])).toBe(false);
  });

  it("is blocked as a read-only replica, with the fix", () => {
    const finding = judge({ owner: "ACCOUNTADMIN", broughtBy: "the failover group FG" });
    expect(finding).toMatchObject({ kind: "blocked", fix: expect.stringContaining("twinberg adopt prod") });
    const report = { findings: [finding], plans: new Map(), written: undefined };
    expect(mayAdopt(report)).toBe(false);
    expect(renderAdopt(report)).toContain("✗ 1 is there, and can't be taken over");
    expect(adoptFacts(report)).toMatchObject({ ok: false, stacks: [{ resources: [{ found: "blocked" }] }] });
  });

  it("warns of an owner that Terraform's role isn't", () => {
    expect(judge({ owner: "SYSADMIN", broughtBy: undefined })).toMatchObject({
      kind: "there",
      warnings: [expect.stringContaining("GRANT OWNERSHIP")],
    });
  });
});

describe("a look into an account", () => {
  const rows: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
    "SHOW DATABASES": [{ name: "P", owner: "ICEBERG_ADMIN" }, { name: "R" }, { name: "D" }],
    "SHOW FAILOVER GROUPS": [
      { name: "FG", account_name: "WEST", is_primary: "false" },
      { name: "FG", account_name: "EAST", is_primary: "true" },
    ],
    'SHOW DATABASES IN FAILOVER GROUP "FG"': [{ name: "R" }],
    "SHOW REPLICATION DATABASES": [
      { name: "D", account_name: "WEST", is_primary: "false", primary: "ORG.EAST.D" },
      { name: "P", account_name: "WEST", is_primary: "true", primary: "ORG.WEST.P" },
      { name: "D", account_name: "EAST", is_primary: "true", primary: "ORG.EAST.D" },
    ],
    'SHOW SCHEMAS IN DATABASE "P"': [{ name: "S" }],
    'SHOW VIEWS IN SCHEMA "P"."S"': Array.from({ length: 10_000 }, () => ({ name: "V" })),
  };
  const asked: string[] = [];
  const look = new SnowflakeLook(
    {
      execute: async (sql) => {
        asked.push(sql);
        const found = rows[sql];
        if (found === undefined) throw new Error(`not expected: ${sql}`);
        return found;
      },
    },
    "WEST",
  );
  const ask = (statement: string, within: SnowflakeQuestion["within"], name: string) =>
    look.find({
      in: "snowflake",
      statement,
      matches: (row) => row.name === name,
      ...(within === undefined ? {} : { within }),
    });

  it("tells the owner, and which databases come from another account", async () => {
    expect(await ask("SHOW DATABASES", undefined, "P")).toEqual({ owner: "ICEBERG_ADMIN", broughtBy: undefined });
    expect(await ask("SHOW DATABASES", undefined, "R")).toMatchObject({ broughtBy: "the failover group FG" });
    expect(await ask("SHOW DATABASES", undefined, "D")).toMatchObject({ broughtBy: "replication of ORG.EAST.D" });
  });

  it("asks nothing of a database or a schema that isn't there, and nothing twice", async () => {
    expect(await ask('SHOW SCHEMAS IN DATABASE "X"', ["X"], "S")).toBeUndefined();
    expect(await ask('SHOW TASKS IN SCHEMA "P"."X"', ["P", "X"], "T")).toBeUndefined();
    expect(asked).toEqual([...new Set(asked)]);
  });

  it("can't tell by a list that is cut off", async () => {
    await expect(ask('SHOW VIEWS IN SCHEMA "P"."S"', ["P", "S"], "W")).rejects.toThrow(/no more than 10000/);
  });
});
