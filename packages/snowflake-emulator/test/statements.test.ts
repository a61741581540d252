import { REFUSED } from "../src/sql/registry";
import { Bench } from "./support/accounts";

describe("statements", () => {
  const shared = new Bench();

  // A scripting block is told from the whole text, before its first word is looked at.
  it.each(REFUSED.filter((leading) => leading !== "DECLARE"))("%s is refused by name", async (leading) => {
    expect(await shared.error(`${leading} x`)).toMatch(
      new RegExp(`^000002 \\(0A000\\): Unsupported feature 'not emulated: .*${leading}`),
    );
  });

  it.each([
    ["", /^000900/],
    ["-- nothing", /^000900/],
    ["FLY TO MOON", /^001003 \(42000\): SQL compilation error:\nsyntax error line 1 at position 0 unexpected 'FLY'\.$/],
    ["SHOW ROLES LIKE", /unexpected '<EOF>'/],
    ["DROP ROLE a b", /position 12 unexpected 'b'/],
    ["SELECT 1; SELECT 2", /^000008.*Actual statement count 2 did not match the desired statement count 1\./],
    ["SELECT 1 FROM t", /^090105/],
    ["SELECT *", /needs a FROM clause/],
    ["DECLARE x INT; BEGIN RETURN 1; END", /^000002.*not emulated: Snowflake Scripting blocks/],
  ])("%j fails", async (sql, message) => {
    expect(await new Bench().error(sql)).toMatch(message);
  });

  it.each([
    ["SELECT 1", { "1": "1" }],
    ["select 'a' as \"x\", true y, null", { x: "a", Y: true, NULL: null }],
    ["SELECT CURRENT_ROLE();", { "CURRENT_ROLE()": "ACCOUNTADMIN" }],
    ["SELECT CURRENT_DATABASE() AS D, CURRENT_SCHEMA() AS S", { D: null, S: null }],
  ])("%s answers", async (sql, row) => {
    expect(await new Bench().row(sql)).toEqual(row);
  });

  it("follow the session's own parameters", async () => {
    const bench = new Bench();
    const zone = () => bench.row("SHOW PARAMETERS LIKE 'TIMEZONE'");
    await bench.run("ALTER SESSION SET TIMEZONE = 'UTC', QUERY_TAG = 't'");
    expect(await zone()).toMatchObject({ value: "UTC", level: "SESSION" });
    await bench.run("ALTER SESSION UNSET TIMEZONE");
    expect(await zone()).toMatchObject({ value: "America/Los_Angeles", level: "" });
    expect(await bench.error("ALTER SESSION SET NONSENSE = 1")).toMatch("invalid parameter 'NONSENSE'");
    expect(await bench.error("ALTER SESSION SET AUTOCOMMIT = perhaps")).toMatch(/^001008/);
  });
});
