import type { Rule } from "./rule";

const CREATE = "https://docs.snowflake.com/en/sql-reference/sql/create-procedure";
const ARGUMENTS = "https://docs.snowflake.com/en/developer-guide/udf-stored-procedure-arguments";
const CALLING = "https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-calling";
const JAVASCRIPT = "https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-javascript";
const API = "https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-api";
const RIGHTS = "https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-rights";
const TYPES = "https://docs.snowflake.com/en/developer-guide/udf-stored-procedure-data-type-mapping";

const PLACE = ["CREATE DATABASE D", "USE SCHEMA D.PUBLIC"];
const BEFORE = ["USE SCHEMA D.PUBLIC"];

const procedure = (signature: string, body: string, more = "") =>
  `CREATE PROCEDURE ${signature} LANGUAGE JAVASCRIPT ${more} AS $$${body}$$`;
const running = (sql: string) => `snowflake.execute({sqlText: ${JSON.stringify(sql)}}); return "done"`;

/** A rule about what a procedure P runs. */
const inside = (id: string, title: string, sql: string, message: string, executeAs = "OWNER"): Rule => ({
  id,
  title,
  setup: [...PLACE, procedure("P() RETURNS VARCHAR", running(sql), `EXECUTE AS ${executeAs}`)],
  before: BEFORE,
  statement: "CALL P()",
  code: "100183",
  sqlState: "P0000",
  message: `Execution error in store procedure P:\n${message}\nAt Snowflake.execute, line 1 position 10`,
  page: RIGHTS,
});

const unsupported = (type: string) => `Stored procedure execution error: Unsupported statement type '${type}'.`;

/** A rule about a procedure that is called as P(). */
const called = (
  id: string,
  title: string,
  returns: string,
  body: string,
  rest: Pick<Rule, "code" | "sqlState" | "message" | "page">,
): Rule => ({
  id,
  title,
  setup: [...PLACE, procedure(`P() RETURNS ${returns}`, body)],
  before: BEFORE,
  statement: "CALL P()",
  ...rest,
});

export const RULES: readonly Rule[] = [
  {
    id: "procedures-1",
    title: "an optional argument does not tell overloads apart",
    setup: [...PLACE, procedure("P() RETURNS FLOAT", "return 1")],
    before: BEFORE,
    statement: procedure("P(A FLOAT DEFAULT 0) RETURNS FLOAT", "return 1"),
    code: "000949",
    sqlState: "42723",
    message: "SQL compilation error:\nCannot overload PROCEDURE 'P' as it would cause ambiguous PROCEDURE overloading.",
    page: ARGUMENTS,
  },
  {
    id: "procedures-2",
    title: "an optional argument behind a required one does not tell overloads apart either",
    setup: [...PLACE, procedure("P(A FLOAT) RETURNS FLOAT", "return 1")],
    before: BEFORE,
    statement: procedure("P(A FLOAT, B FLOAT DEFAULT 0) RETURNS FLOAT", "return 1"),
    code: "000949",
    sqlState: "42723",
    message: /^SQL compilation error:\nCannot overload PROCEDURE 'P'/,
    page: ARGUMENTS,
  },
  {
    id: "procedures-3",
    title: "a procedure can't be renamed into an ambiguous overload",
    setup: [
      ...PLACE,
      procedure("ABC(A FLOAT) RETURNS FLOAT", "return 1"),
      procedure("DEF(A FLOAT, B FLOAT DEFAULT 0) RETURNS FLOAT", "return 1"),
    ],
    before: BEFORE,
    statement: "ALTER PROCEDURE DEF(FLOAT, FLOAT) RENAME TO ABC",
    code: "000949",
    sqlState: "42723",
    message:
      "SQL compilation error:\nCannot overload PROCEDURE 'ABC' as it would cause ambiguous PROCEDURE overloading.",
    page: ARGUMENTS,
  },
  {
    id: "procedures-4",
    title: "optional arguments stand after required ones",
    setup: PLACE,
    before: BEFORE,
    statement: procedure("P(A FLOAT DEFAULT 0, B FLOAT) RETURNS FLOAT", "return 1"),
    code: "001422",
    sqlState: "22023",
    message: /required arguments have to stand before optional ones/,
    page: ARGUMENTS,
  },
  {
    id: "procedures-5",
    title: "a call names all of its arguments or none",
    setup: [...PLACE, procedure("P(A FLOAT, B FLOAT) RETURNS FLOAT", "return 1")],
    before: BEFORE,
    statement: "CALL P(1, B => 2)",
    code: "001422",
    sqlState: "22023",
    message: /either all of them are named or none is/,
    page: CALLING,
  },
  {
    id: "procedures-6",
    title: "required arguments can't be left out",
    setup: [...PLACE, procedure("P(A FLOAT) RETURNS FLOAT", "return 1")],
    before: BEFORE,
    statement: "CALL P()",
    code: "000938",
    sqlState: "22023",
    message:
      "SQL compilation error: error line 0 at position -1\nnot enough arguments for function [P()], expected 1, got 0",
    page: CALLING,
  },
  {
    id: "procedures-7",
    title: "JavaScript has no type for NUMBER",
    setup: PLACE,
    before: BEFORE,
    statement: procedure("P(A INTEGER) RETURNS FLOAT", "return 1"),
    code: "391528",
    sqlState: "42601",
    message:
      "SQL compilation error:\nLanguage JAVASCRIPT does not support type 'NUMBER(38,0)' for argument or return type.",
    page: TYPES,
  },
  {
    id: "procedures-8",
    title: "a procedure needs the privilege CREATE PROCEDURE on its schema",
    setup: [
      "CREATE ROLE R",
      "CREATE USER U",
      "GRANT ROLE R TO USER U",
      ...PLACE,
      "GRANT USAGE ON DATABASE D TO ROLE R",
      "GRANT USAGE ON SCHEMA D.PUBLIC TO ROLE R",
    ],
    user: "U",
    role: "R",
    before: BEFORE,
    statement: procedure("P() RETURNS FLOAT", "return 1"),
    code: "003001",
    sqlState: "42501",
    message: "SQL access control error:\nInsufficient privileges to operate on schema 'PUBLIC'",
    page: CREATE,
  },
  {
    id: "procedures-9",
    title: "a procedure that the role has no USAGE on is not known",
    setup: [
      "CREATE ROLE R",
      "CREATE USER U",
      "GRANT ROLE R TO USER U",
      ...PLACE,
      "GRANT USAGE ON DATABASE D TO ROLE R",
      "GRANT USAGE ON SCHEMA D.PUBLIC TO ROLE R",
      procedure("P() RETURNS FLOAT", "return 1"),
    ],
    user: "U",
    role: "R",
    statement: "CALL D.PUBLIC.P()",
    code: "002141",
    sqlState: "42601",
    message: "SQL compilation error:\nUnknown user-defined function D.PUBLIC.P.",
    page: CREATE,
  },
  inside(
    "procedures-10",
    "an owner's rights procedure can't change session parameters",
    "ALTER SESSION SET TIMEZONE = 'UTC'",
    unsupported("ALTER_SESSION"),
  ),
  inside(
    "procedures-11",
    "an owner's rights procedure can't set session variables",
    "SET SESSION_VAR2 = 'x'",
    unsupported("SET"),
  ),
  inside(
    "procedures-12",
    "an owner's rights procedure can't read session variables",
    "SELECT $SESSION_VAR1",
    "Use of session variable '$SESSION_VAR1' is not allowed in owners rights stored procedure",
  ),
  inside(
    "procedures-13",
    "an owner's rights procedure can't change the session's role, warehouse, database or schema",
    "USE ROLE PUBLIC",
    unsupported("USE"),
  ),
  inside("procedures-14", "an owner's rights procedure can't list files", "LIST @S", unsupported("LIST_FILES")),
  inside(
    "procedures-15",
    "an owner's rights procedure can't show the session's parameters",
    "SHOW PARAMETERS IN SESSION",
    unsupported("SHOW PARAMETER"),
  ),
  inside(
    "procedures-16",
    "an owner's rights procedure can't show the session's variables",
    "SHOW VARIABLES",
    unsupported("SHOW VARIABLE"),
  ),
  inside(
    "procedures-17",
    "an owner's rights procedure can't show the user's own grants",
    "SHOW GRANTS",
    unsupported("SHOW GRANT"),
  ),
  inside("procedures-18", "an owner's rights procedure can't show locks", "SHOW LOCKS", unsupported("SHOW LOCK")),
  inside(
    "procedures-19",
    "an owner's rights procedure can't show transactions",
    "SHOW TRANSACTIONS",
    unsupported("SHOW TRANSACTION"),
  ),
  {
    id: "procedures-20",
    title: "what an owner's rights procedure calls has its restrictions, too",
    setup: [
      ...PLACE,
      procedure("INNER_ONE() RETURNS VARCHAR", running("ALTER SESSION SET TIMEZONE = 'UTC'"), "EXECUTE AS CALLER"),
      procedure("P() RETURNS VARCHAR", running("CALL INNER_ONE()"), "EXECUTE AS OWNER"),
    ],
    before: BEFORE,
    statement: "CALL P()",
    code: "100183",
    sqlState: "P0000",
    message:
      /^Execution error in store procedure P:\nExecution error in store procedure INNER_ONE:\nStored procedure execution error: Unsupported statement type 'ALTER_SESSION'\./,
    page: RIGHTS,
  },
  called("procedures-21", "a procedure can't call eval()", "FLOAT", "return eval('1')", {
    code: "100132",
    sqlState: "P0000",
    message: /^JavaScript execution error: Uncaught EvalError: /,
    page: JAVASCRIPT,
  }),
  called(
    "procedures-22",
    "a body that is no JavaScript fails when it is called, not when it is created",
    "FLOAT",
    "var x = ;",
    {
      code: "100131",
      sqlState: "P0000",
      message: /^JavaScript compilation error: Uncaught SyntaxError: /,
      page: JAVASCRIPT,
    },
  ),
  {
    id: "procedures-23",
    title: "argument names are upper case inside unless they are quoted",
    setup: [...PLACE, procedure("P(argument1 VARCHAR) RETURNS VARCHAR", "return argument1")],
    before: BEFORE,
    statement: "CALL P('x')",
    code: "100132",
    sqlState: "P0000",
    message:
      /^JavaScript execution error: Uncaught ReferenceError: argument1 is not defined in P at 'return argument1'/,
    page: JAVASCRIPT,
  },
  called("procedures-24", "sqltext is not sqlText", "FLOAT", "snowflake.execute({sqltext: 'SELECT 1'})", {
    code: "100183",
    sqlState: "P0000",
    message: "Execution error in store procedure P:\nempty argument passed\nAt Snowflake.execute, line 1 position 10",
    page: JAVASCRIPT,
  }),
  called(
    "procedures-25",
    "only numbers, strings and SfDate can be bound",
    "FLOAT",
    "snowflake.execute({sqlText: 'SELECT ?', binds: [true]})",
    {
      code: "100183",
      sqlState: "P0000",
      message: /^Execution error in store procedure P:\nUnsupported type for binding argument 1/,
      page: JAVASCRIPT,
    },
  ),
  called(
    "procedures-26",
    "a result's rows begin with next()",
    "FLOAT",
    "return snowflake.execute({sqlText: 'SELECT 1'}).getColumnValue(1)",
    {
      code: "100183",
      sqlState: "P0000",
      message: /\nResultSet is empty or not prepared \(call next\(\) first\)\.\nAt ResultSet\.getColumnValue, /,
      page: API,
    },
  ),
  called(
    "procedures-27",
    "a statement has no query id before it is executed",
    "FLOAT",
    "return snowflake.createStatement({sqlText: 'SELECT 1'}).getQueryId()",
    {
      code: "100183",
      sqlState: "P0000",
      message: /\nStatement is not executed yet\.\nAt Statement\.getQueryId, /,
      page: API,
    },
  ),
  called("procedures-28", "a log has one of the levels", "FLOAT", "snowflake.log('loud', 'x')", {
    code: "100183",
    sqlState: "P0000",
    message: /\nInvalid log level: loud\nAt Snowflake\.log, /,
    page: API,
  }),
  called("procedures-29", "a value that can't be cast to the declared type is an error", "FLOAT", "return 'abc'", {
    code: "100038",
    sqlState: "22018",
    message: "Numeric value 'abc' is not recognized",
    page: TYPES,
  }),
  called("procedures-30", "RETURNS … NOT NULL keeps NULL out", "FLOAT NOT NULL", "", {
    code: "100072",
    sqlState: "22000",
    message: "NULL result in a non-nullable column",
    page: CREATE,
  }),
];
