import type { ClientCase } from "./case";

/** Objects that the cases make have names that nothing else has. */
const ROLE = "SNOWFLAKE_CLIENT_SUITE_ROLE";
const DATABASE = "SNOWFLAKE_CLIENT_SUITE_DB";
const TABLE = `${DATABASE}.PUBLIC.T`;

/** An empty table with one column of each common type. */
const WITH_TABLE = [
  { sql: `CREATE OR REPLACE DATABASE ${DATABASE}` },
  {
    sql: `CREATE TABLE ${TABLE} (n NUMBER(10,2) NOT NULL, t VARCHAR(20), b BOOLEAN, d DATE, ts TIMESTAMP_NTZ, v VARIANT)`,
    expected: { rows: [["Table T successfully created."]] },
  },
];
const WITHOUT_TABLE = [`DROP DATABASE IF EXISTS ${DATABASE}`];

/** More than any client takes at once. */
const MANY = 100_000;

/** The one suite that every client runs. */
export const CASES: readonly ClientCase[] = [
  {
    name: "selects a number under its own name",
    steps: [{ sql: "SELECT 1", expected: { columns: ["1"], rows: [[1]] } }],
  },
  {
    name: "selects text, booleans and null under aliases, quoted ones exact",
    steps: [
      {
        sql: `SELECT 'it''s' AS a, TRUE AS "b", FALSE AS C, NULL AS d, 'ü \u2603 \u{1F600}' AS e, '' AS f`,
        expected: {
          columns: ["A", "b", "C", "D", "E", "F"],
          rows: [["it's", true, false, null, "ü \u2603 \u{1F600}", ""]],
        },
      },
    ],
  },
  {
    name: "leaves comments out and takes a trailing semicolon",
    steps: [{ sql: "-- one\nSELECT /* two */ 2 AS x; -- three", expected: { columns: ["X"], rows: [[2]] } }],
  },
  {
    name: "reads text in dollars as it is",
    steps: [{ sql: "SELECT $$a'b\\n;$$ AS x", expected: { rows: [["a'b\\n;"]] } }],
  },
  {
    name: "binds numbers, text, booleans and null",
    steps: [
      {
        sql: "SELECT ? AS a, ? AS b, ? AS c, ? AS d",
        binds: [7, "it's; -- ?", true, null],
        expected: { columns: ["A", "B", "C", "D"], rows: [[7, "it's; -- ?", true, null]] },
      },
    ],
  },
  {
    name: "says which variable is not set",
    steps: [
      {
        sql: "SELECT ?, ?",
        binds: [1],
        expected: { error: { code: "002049", sqlState: "42601", message: "Bind variable ? not set." } },
      },
    ],
  },
  {
    name: "makes, shows and drops an object",
    steps: [
      {
        sql: `CREATE ROLE ${ROLE} COMMENT = 'of a test'`,
        expected: { rows: [[`Role ${ROLE} successfully created.`]] },
      },
      { sql: `SHOW ROLES LIKE '${ROLE}'`, expected: { cells: [{ name: ROLE, comment: "of a test" }] } },
      {
        sql: `CREATE ROLE ${ROLE}`,
        expected: { error: { code: "002002", sqlState: "42710", message: `Object '${ROLE}' already exists.` } },
      },
      { sql: `DROP ROLE ${ROLE}`, expected: { rows: [[`${ROLE} successfully dropped.`]] } },
      {
        sql: `DROP ROLE ${ROLE}`,
        expected: {
          error: { code: "002003", sqlState: "02000", message: `Role '${ROLE}' does not exist or not authorized.` },
        },
      },
    ],
    cleanup: [`DROP ROLE IF EXISTS ${ROLE}`],
  },
  {
    name: "tells syntax errors with their place",
    steps: [
      {
        sql: "FLY TO MOON",
        expected: {
          error: {
            code: "001003",
            sqlState: "42000",
            message: "syntax error line 1 at position 0 unexpected 'FLY'.",
          },
        },
      },
    ],
  },
  {
    name: "refuses more statements than were asked for",
    steps: [
      {
        sql: "SELECT 1; SELECT 2",
        expected: {
          error: {
            code: "000008",
            message: "Actual statement count 2 did not match the desired statement count 1.",
          },
        },
      },
    ],
  },
  {
    name: "runs several statements in one request",
    steps: [
      {
        sql: "ALTER SESSION SET QUERY_TAG = 'a;b'; SELECT 1; SELECT ';' AS last",
        several: true,
        expected: { columns: ["LAST"], rows: [[";"]] },
      },
    ],
  },
  {
    name: "stops several statements at the first that fails",
    steps: [
      {
        sql: `SELECT 1; DROP ROLE ${ROLE}; SELECT 2`,
        several: true,
        expected: { error: { code: "100132", sqlState: "P0000", message: "Execution of multiple statements failed" } },
      },
    ],
  },
  {
    name: "runs a statement asynchronously",
    steps: [{ sql: "SELECT 'later' AS x", asynchronous: true, expected: { columns: ["X"], rows: [["later"]] } }],
  },
  {
    name: "keeps what a session is set to",
    session: true,
    steps: [
      { sql: "ALTER SESSION SET TIMEZONE = 'UTC'" },
      { sql: "SHOW PARAMETERS LIKE 'TIMEZONE'", expected: { cells: [{ value: "UTC", level: "SESSION" }] } },
      { sql: "USE ROLE PUBLIC", expected: { rows: [["Statement executed successfully."]] } },
      { sql: "SELECT CURRENT_ROLE() AS r", expected: { columns: ["R"], rows: [["PUBLIC"]] } },
    ],
  },
  {
    name: "reads numbers with a scale and reals",
    steps: [
      {
        sql: "SELECT 12.50 AS a, -0.001 AS b, 1.5::FLOAT AS c, 123456789012 AS d",
        expected: { columns: ["A", "B", "C", "D"], rows: [[12.5, -0.001, 1.5, 123_456_789_012]] },
      },
    ],
  },
  {
    name: "reads dates, times and timestamps",
    steps: [
      {
        sql:
          "SELECT '2024-02-29'::DATE AS a, '1969-12-31'::DATE AS b, '13:14:15'::TIME AS c, " +
          "'2024-02-29 13:14:15.125'::TIMESTAMP_NTZ AS d, '2024-02-29 13:14:15 +01:00'::TIMESTAMP_TZ AS e",
        expected: {
          columns: ["A", "B", "C", "D", "E"],
          rows: [["2024-02-29", "1969-12-31", "13:14:15", "2024-02-29T13:14:15.125", "2024-02-29T12:14:15Z"]],
        },
      },
    ],
  },
  {
    name: "reads a point in time in the session's zone as the same moment",
    session: true,
    steps: [
      { sql: "ALTER SESSION SET TIMEZONE = 'America/New_York'" },
      {
        sql: "SELECT '2024-02-29 13:14:15'::TIMESTAMP_LTZ AS a, TO_VARCHAR('2024-02-29 12:00:00 +00:00'::TIMESTAMP_LTZ, 'HH24:MI') AS b",
        expected: { columns: ["A", "B"], rows: [["2024-02-29T18:14:15Z", "07:00"]] },
      },
    ],
  },
  {
    name: "reads binary values, objects and arrays",
    steps: [
      {
        sql: "SELECT TO_BINARY('00FFa1', 'HEX') AS a, OBJECT_CONSTRUCT('k', 1, 'l', ARRAY_CONSTRUCT('x', 2)) AS b, ARRAY_CONSTRUCT(1, 'two', TRUE) AS c",
        expected: { columns: ["A", "B", "C"], rows: [["00FFA1", { k: 1, l: ["x", 2] }, [1, "two", true]]] },
      },
    ],
  },
  {
    name: "binds text where a date or a timestamp is wanted",
    steps: [
      ...WITH_TABLE,
      {
        sql: `INSERT INTO ${TABLE} (n, d, ts) VALUES (?, ?, ?)`,
        binds: [1, "2024-02-29", "2024-02-29 13:14:15.5"],
        expected: { rows: [[1]] },
      },
      {
        sql: `SELECT d, ts FROM ${TABLE} WHERE d = ?`,
        binds: ["2024-02-29"],
        expected: { rows: [["2024-02-29", "2024-02-29T13:14:15.5"]] },
      },
    ],
    cleanup: WITHOUT_TABLE,
  },
  {
    name: "merges rows and counts what it did",
    steps: [
      ...WITH_TABLE,
      { sql: `INSERT INTO ${TABLE} (n, t) VALUES (1, 'old'), (2, 'stays')` },
      {
        sql:
          `MERGE INTO ${TABLE} USING (SELECT 1 AS n, 'new' AS t UNION ALL SELECT 3, 'added') AS s ON ${TABLE}.n = s.n ` +
          "WHEN MATCHED THEN UPDATE SET t = s.t WHEN NOT MATCHED THEN INSERT (n, t) VALUES (s.n, s.t)",
        expected: { columns: ["number of rows inserted", "number of rows updated"], rows: [[1, 1]] },
      },
      {
        sql: `SELECT n, t FROM ${TABLE} ORDER BY n`,
        expected: {
          rows: [
            [1, "new"],
            [2, "stays"],
            [3, "added"],
          ],
        },
      },
    ],
    cleanup: WITHOUT_TABLE,
  },
  {
    name: "calls a procedure",
    steps: [
      ...WITH_TABLE,
      {
        sql: `CREATE PROCEDURE ${DATABASE}.PUBLIC.GREET(WHO VARCHAR) RETURNS VARCHAR LANGUAGE JAVASCRIPT AS $$ return "hello " + WHO; $$`,
        expected: { rows: [["Function GREET successfully created."]] },
      },
      {
        sql: `CALL ${DATABASE}.PUBLIC.GREET(?)`,
        binds: ["it's me"],
        expected: { columns: ["GREET"], rows: [["hello it's me"]] },
      },
    ],
    cleanup: WITHOUT_TABLE,
  },
  {
    name: "reads semi-structured values",
    steps: [
      {
        sql: `SELECT PARSE_JSON('{"a":[1,null,"x"]}') AS a, PARSE_JSON('{"b":true}'):b AS b`,
        expected: { columns: ["A", "B"], rows: [[{ a: [1, null, "x"] }, true]] },
      },
    ],
  },
  {
    name: "knows a result by its id afterwards",
    session: true,
    steps: [
      { sql: "SELECT 'kept' AS x" },
      {
        sql: "SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))",
        expected: { columns: ["X"], rows: [["kept"]] },
      },
    ],
  },
  {
    name: "fills, changes and empties a table, and counts the rows",
    steps: [
      ...WITH_TABLE,
      {
        sql: `INSERT INTO ${TABLE} (n, t, b) VALUES (?, ?, ?)`,
        binds: [1.5, "one", true],
        expected: { columns: ["number of rows inserted"], rows: [[1]] },
      },
      {
        sql: `INSERT INTO ${TABLE} (n, d, ts) VALUES (2, '2024-02-29', '2024-02-29 13:14:15')`,
        expected: { rows: [[1]] },
      },
      {
        sql: `INSERT INTO ${TABLE} SELECT 3, NULL, FALSE, NULL, NULL, PARSE_JSON('{"k":[1]}')`,
        expected: { rows: [[1]] },
      },
      {
        sql: `SELECT * FROM ${TABLE} ORDER BY n`,
        expected: {
          columns: ["N", "T", "B", "D", "TS", "V"],
          rows: [
            [1.5, "one", true, null, null, null],
            [2, null, null, "2024-02-29", "2024-02-29T13:14:15", null],
            [3, null, false, null, null, { k: [1] }],
          ],
        },
      },
      {
        sql: `UPDATE ${TABLE} SET t = ? WHERE n > ?`,
        binds: ["more", 1.9],
        expected: { columns: ["number of rows updated", "number of multi-joined rows updated"], rows: [[2, 0]] },
      },
      { sql: `DELETE FROM ${TABLE} WHERE n = 2`, expected: { columns: ["number of rows deleted"], rows: [[1]] } },
      { sql: `SELECT COUNT(*) AS c, MAX(t) AS m FROM ${TABLE}`, expected: { columns: ["C", "M"], rows: [[2, "one"]] } },
    ],
    cleanup: WITHOUT_TABLE,
  },
  {
    name: "binds many rows to one INSERT",
    steps: [
      ...WITH_TABLE,
      {
        sql: `INSERT INTO ${TABLE} (n, t) VALUES (?, ?)`,
        bindRows: [
          [1, "a"],
          [2, "it's"],
          [3, null],
        ],
        expected: { rows: [[3]] },
      },
      {
        sql: `SELECT n, t FROM ${TABLE} ORDER BY n`,
        expected: {
          rows: [
            [1, "a"],
            [2, "it's"],
            [3, null],
          ],
        },
      },
    ],
    cleanup: WITHOUT_TABLE,
  },
  {
    name: "takes a transaction back",
    session: true,
    steps: [
      ...WITH_TABLE,
      { sql: "BEGIN", expected: { rows: [["Statement executed successfully."]] } },
      { sql: `INSERT INTO ${TABLE} (n) VALUES (1)`, expected: { rows: [[1]] } },
      { sql: "ROLLBACK", expected: { rows: [["Statement executed successfully."]] } },
      { sql: `SELECT COUNT(*) AS c FROM ${TABLE}`, expected: { rows: [[0]] } },
    ],
    cleanup: WITHOUT_TABLE,
  },
  {
    name: "tells what is wrong with a query",
    steps: [
      ...WITH_TABLE,
      {
        sql: `SELECT nothing FROM ${TABLE}`,
        expected: { error: { code: "000904", sqlState: "42000", message: "invalid identifier 'NOTHING'" } },
      },
      {
        sql: `SELECT * FROM ${DATABASE}.PUBLIC.NOTHING`,
        expected: { error: { code: "002003", sqlState: "42S02", message: "does not exist or not authorized." } },
      },
      {
        sql: "SELECT 'abc'::NUMBER",
        expected: { error: { code: "100038", sqlState: "22018", message: "Numeric value 'abc' is not recognized" } },
      },
      { sql: "SELECT 1 / 0", expected: { error: { code: "100051", sqlState: "22012", message: "Division by zero" } } },
      {
        sql: `INSERT INTO ${TABLE} (t) VALUES ('x')`,
        expected: { error: { code: "100072", sqlState: "22000", message: "NULL result in a non-nullable column" } },
      },
    ],
    cleanup: WITHOUT_TABLE,
  },
  {
    name: `reads ${MANY} rows`,
    steps: [
      {
        sql:
          `SELECT n, 'row ' || n AS t FROM (SELECT ROW_NUMBER() OVER (ORDER BY SEQ4()) AS n ` +
          `FROM TABLE(GENERATOR(ROWCOUNT => ${MANY}))) ORDER BY n`,
        expected: { count: MANY, last: [MANY, `row ${MANY}`] },
      },
    ],
  },
  {
    name: "tells the time in a column of SHOW",
    steps: [{ sql: "SHOW ROLES LIKE 'PUBLIC'", expected: { cells: [{ name: "PUBLIC" }] } }],
  },
];
