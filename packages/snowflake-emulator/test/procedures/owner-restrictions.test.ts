import { refusedForOwner } from "../../src/procedures/owner-restrictions";
import { tokenize } from "../../src/sql/tokenizer";

describe("statements of owner's rights procedures", () => {
  it.each([
    ["alter session set TIMEZONE = 'UTC'", "ALTER_SESSION"],
    ["use role R", "USE"],
    ["USE DATABASE D", "USE"],
    ["SET x = 1", "SET"],
    ["UNSET x", "UNSET"],
    ["LIST @s", "LIST_FILES"],
    ["SHOW PARAMETERS", "SHOW PARAMETER"],
    ["SHOW PARAMETERS LIKE 'X' IN SESSION", "SHOW PARAMETER"],
    ["SHOW GRANTS", "SHOW GRANT"],
    ["SHOW VARIABLES", "SHOW VARIABLE"],
    ["SHOW LOCKS", "SHOW LOCK"],
    ["SHOW TRANSACTIONS", "SHOW TRANSACTION"],
    ["ALTER USER SET EMAIL = 'x'", "ALTER_USER"],
    ["CREATE OR REPLACE TEMPORARY TABLE T (A INT)", "temporary TABLE"],
  ])("%s is refused", (sql, type) => {
    expect(refusedForOwner(tokenize(sql))).toMatchObject({
      code: "090236",
      sqlState: "42601",
      message: `Stored procedure execution error: Unsupported statement type '${type}'.`,
    });
  });

  it("session variables can't be read", () => {
    expect(refusedForOwner(tokenize("select f from t where f > $SESSION_VAR1"))?.message).toBe(
      "Use of session variable '$SESSION_VAR1' is not allowed in owners rights stored procedure",
    );
    expect(refusedForOwner(tokenize("select '$x', $1 from values (1)"))).toBeUndefined();
  });

  it.each([
    "SELECT 1",
    "INSERT INTO T VALUES (1)",
    "CREATE TRANSIENT TABLE T (A INT)",
    "ALTER USER U SET EMAIL = 'x'",
    "GRANT SELECT ON TABLE T TO ROLE R",
    "SHOW GRANTS TO ROLE R",
    "SHOW PARAMETERS IN DATABASE D",
    "SHOW TABLES",
    "DESCRIBE TABLE T",
    "BEGIN",
    "CALL P()",
  ])("%s may be run", (sql) => {
    expect(refusedForOwner(tokenize(sql))).toBeUndefined();
  });
});
