import type { Rule } from "./rule";

const INSERT = "https://docs.snowflake.com/en/sql-reference/sql/insert";
const UPDATE = "https://docs.snowflake.com/en/sql-reference/sql/update";
const DELETE = "https://docs.snowflake.com/en/sql-reference/sql/delete";
const MERGE = "https://docs.snowflake.com/en/sql-reference/sql/merge";
const TRUNCATE = "https://docs.snowflake.com/en/sql-reference/sql/truncate-table";
const CONSTRAINTS = "https://docs.snowflake.com/en/sql-reference/constraints-overview";
const TEXT = "https://docs.snowflake.com/en/sql-reference/data-types-text";
const CONVERSION = "https://docs.snowflake.com/en/sql-reference/data-type-conversion";
const PRIVILEGES = "https://docs.snowflake.com/en/user-guide/security-access-control-privileges";
const PARAMETERS = "https://docs.snowflake.com/en/sql-reference/parameters";

const SETUP = [
  "CREATE DATABASE db",
  "USE SCHEMA db.public",
  "CREATE TABLE t (a INT NOT NULL DEFAULT 1, s VARCHAR(3), d DATE, v VARIANT)",
  "INSERT INTO t VALUES (1, 'x', NULL, NULL)",
];
/** The role SYSADMIN can use the schema and read the table, and nothing else. */
const READER = [
  ...SETUP,
  "GRANT ROLE SYSADMIN TO USER ADMIN",
  "GRANT USAGE ON DATABASE db TO ROLE SYSADMIN",
  "GRANT USAGE ON SCHEMA db.public TO ROLE SYSADMIN",
  "GRANT SELECT ON TABLE db.public.t TO ROLE SYSADMIN",
];

const compilation = (text: string) => `SQL compilation error:\n${text}`;
const at = (position: number, text: string) => `SQL compilation error: error line 1 at position ${position}\n${text}`;
const onColumn = (column: string, text: string) =>
  `DML operation to table T failed on column ${column} with error: ${text}`;
const mismatch = (expected: string, given: string, column: string) =>
  compilation(
    `Expression type does not match column data type, expecting ${expected} but got ${given} for column ${column}`,
  );

type Short = readonly [
  title: string,
  statement: string,
  code: string,
  sqlState: string,
  message: string | RegExp,
  page: string,
];

const OF_ADMINISTRATOR: readonly Short[] = [
  [
    "as many values as columns: too many",
    "INSERT INTO t (a) VALUES (1, 2)",
    "002020",
    "21S01",
    compilation("Insert value list does not match column list expecting 1 but got 2"),
    INSERT,
  ],
  [
    "as many values as columns: too few from a query",
    "INSERT INTO t SELECT 1",
    "002020",
    "21S01",
    compilation("Insert value list does not match column list expecting 4 but got 1"),
    INSERT,
  ],
  [
    "every row of VALUES has as many values",
    "INSERT INTO t (a, s) VALUES (1, 'a'), (2)",
    "002020",
    "21S01",
    /expecting 2 but got 1$/,
    INSERT,
  ],
  [
    "a column that there is not",
    "INSERT INTO t (a, nix) VALUES (1, 2)",
    "000904",
    "42000",
    /invalid identifier 'NIX'$/,
    INSERT,
  ],
  [
    "a column twice",
    "INSERT INTO t (a, a) VALUES (1, 2)",
    "002025",
    "42S21",
    compilation("duplicate column name 'A'"),
    INSERT,
  ],
  [
    "a table that there is not",
    "INSERT INTO nix VALUES (1)",
    "002003",
    "42S02",
    compilation("Table 'NIX' does not exist or not authorized."),
    INSERT,
  ],
  [
    "NOT NULL is enforced",
    "INSERT INTO t (a) VALUES (NULL)",
    "100072",
    "22000",
    onColumn("A", "NULL result in a non-nullable column"),
    CONSTRAINTS,
  ],
  [
    "NOT NULL is enforced in UPDATE",
    "UPDATE t SET a = NULL",
    "100072",
    "22000",
    onColumn("A", "NULL result in a non-nullable column"),
    CONSTRAINTS,
  ],
  [
    "text that is longer than its column",
    "INSERT INTO t (s) VALUES ('long')",
    "100078",
    "22000",
    onColumn("S", "String 'long' is too long and would be truncated"),
    TEXT,
  ],
  [
    "text that is no number",
    "INSERT INTO t (a) VALUES ('This is not a valid integer.')",
    "100038",
    "22018",
    onColumn("A", "Numeric value 'This is not a valid integer.' is not recognized"),
    CONVERSION,
  ],
  [
    "a boolean is no number",
    "INSERT INTO t (a) VALUES (TRUE)",
    "002023",
    "22000",
    mismatch("NUMBER(38,0)", "BOOLEAN", "A"),
    CONVERSION,
  ],
  ["a number is no date", "UPDATE t SET d = 5", "002023", "22000", mismatch("DATE", "NUMBER(1,0)", "D"), CONVERSION],
  [
    "text needs PARSE_JSON to be a VARIANT",
    "INSERT INTO t (v) SELECT 'abc'",
    "002023",
    "22000",
    mismatch("VARIANT", "VARCHAR(3)", "V"),
    CONVERSION,
  ],
  [
    "SET names columns of the target",
    "UPDATE t SET nix = 1",
    "000904",
    "42000",
    at(13, "invalid identifier 'NIX'"),
    UPDATE,
  ],
  [
    "SET names a column once",
    "UPDATE t SET a = 1, a = 2",
    "002025",
    "42S21",
    compilation("duplicate column name 'A'"),
    UPDATE,
  ],
  [
    "an alias hides the target's name",
    "UPDATE t x SET s = t.s",
    "000904",
    "42000",
    at(19, "invalid identifier 'T.S'"),
    UPDATE,
  ],
  [
    "UPDATE of a table that there is not",
    "UPDATE nix SET a = 1",
    "002003",
    "42S02",
    compilation("Object 'NIX' does not exist or not authorized."),
    UPDATE,
  ],
  [
    "DELETE's condition names columns that there are",
    "DELETE FROM t WHERE nix = 1",
    "000904",
    "42000",
    at(20, "invalid identifier 'NIX'"),
    DELETE,
  ],
  [
    "a row of MERGE's target is updated by one row of the source",
    "MERGE INTO t USING (SELECT 1 AS k UNION ALL SELECT 1) s ON t.a = s.k WHEN MATCHED THEN UPDATE SET s = 'y'",
    "100090",
    "42P18",
    'Duplicate row detected during DML action\nRow Values: [1, "x", NULL, NULL]',
    MERGE,
  ],
  [
    "a row of MERGE's target is not both updated and deleted",
    "MERGE INTO t USING (SELECT 1 AS k, 1 AS n UNION ALL SELECT 1, 2) s ON t.a = s.k WHEN MATCHED AND n = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET s = 'y'",
    "100090",
    "42P18",
    /^Duplicate row detected during DML action/,
    MERGE,
  ],
  [
    "a WHEN clause without a condition is the last of its kind",
    "MERGE INTO t USING t s ON t.a = s.a WHEN MATCHED THEN DELETE WHEN MATCHED THEN UPDATE SET s = 'y'",
    "001003",
    "42000",
    at(66, "Unreachable merge case."),
    MERGE,
  ],
  [
    "MERGE inserts as many values as columns",
    "MERGE INTO t USING t s ON t.a = s.a WHEN NOT MATCHED THEN INSERT (a) VALUES (1, 2)",
    "002020",
    "21S01",
    compilation("Insert value list does not match column list expecting 1 but got 2"),
    MERGE,
  ],
  [
    "what MERGE inserts comes from the source",
    "MERGE INTO t USING t s ON t.a = s.a WHEN NOT MATCHED THEN INSERT (a) VALUES (t.a)",
    "000904",
    "42000",
    /invalid identifier 'T\.A'$/,
    MERGE,
  ],
  [
    "TRUNCATE of a table that there is not",
    "TRUNCATE TABLE nix",
    "002003",
    "42S02",
    compilation("Table 'NIX' does not exist or not authorized."),
    TRUNCATE,
  ],
];

const OF_A_READER: readonly (readonly [privilege: string, statement: string])[] = [
  ["INSERT", "INSERT INTO db.public.t (a) VALUES (1)"],
  ["UPDATE", "UPDATE db.public.t SET a = 1"],
  ["DELETE", "DELETE FROM db.public.t"],
  ["TRUNCATE", "TRUNCATE TABLE db.public.t"],
  ["DELETE, for OVERWRITE", "INSERT OVERWRITE INTO db.public.t (a) VALUES (1)"],
  [
    "UPDATE, for its clause of MERGE",
    "MERGE INTO db.public.t USING db.public.t s ON t.a = s.a WHEN MATCHED THEN UPDATE SET a = 1",
  ],
];

/** Rules of statements that change rows. */
export const RULES: readonly Rule[] = [
  ...OF_ADMINISTRATOR.map(([title, statement, code, sqlState, message, page], index) => ({
    id: `dml-${index + 1}`,
    title,
    setup: SETUP,
    statement,
    code,
    sqlState,
    message,
    page,
  })),
  ...OF_A_READER.map(([privilege, statement], index) => ({
    id: `dml-privileges-${index + 1}`,
    title: `it needs the privilege ${privilege}`,
    setup: READER,
    role: "SYSADMIN",
    statement,
    code: "003001",
    sqlState: "42501",
    message: "SQL access control error:\nInsufficient privileges to operate on table 'T'",
    page: PRIVILEGES,
  })),
  {
    id: "dml-update-1",
    title: "ERROR_ON_NONDETERMINISTIC_UPDATE refuses several rows for one",
    setup: [...SETUP, "ALTER SESSION SET ERROR_ON_NONDETERMINISTIC_UPDATE = TRUE"],
    statement: "UPDATE t SET s = q.s FROM (SELECT 1 AS k, 'p' AS s UNION ALL SELECT 1, 'q') q WHERE t.a = q.k",
    code: "100090",
    sqlState: "42P18",
    message: 'Duplicate row detected during DML action\nRow Values: [1, "x", NULL, NULL]',
    page: PARAMETERS,
  },
];
