import type { Rule } from "./rule";

const TRANSACTIONS = "https://docs.snowflake.com/en/sql-reference/transactions";
const BEGIN = "https://docs.snowflake.com/en/sql-reference/sql/begin";
const COMMIT = "https://docs.snowflake.com/en/sql-reference/sql/commit";
const SHOW = "https://docs.snowflake.com/en/sql-reference/sql/show-transactions";
const LOCKS = "https://docs.snowflake.com/en/sql-reference/sql/show-locks";

const SETUP = ["CREATE DATABASE db", "USE SCHEMA db.public", "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)"];

/** Rules of transactions that one session can break. */
export const RULES: readonly Rule[] = [
  {
    id: "transactions-1",
    title: "a failed statement's changes are rolled back by themselves",
    setup: SETUP,
    before: ["BEGIN", "INSERT INTO t VALUES (2)"],
    statement: "INSERT INTO t VALUES (3), ('This is not a valid integer.')",
    code: "100038",
    sqlState: "22018",
    message: /Numeric value 'This is not a valid integer\.' is not recognized$/,
    page: TRANSACTIONS,
  },
  {
    id: "transactions-2",
    title: "a transaction's name is an identifier",
    setup: SETUP,
    statement: "BEGIN TRANSACTION NAME 'text'",
    code: "001003",
    sqlState: "42000",
    message: "SQL compilation error:\nsyntax error line 1 at position 23 unexpected ''text''.",
    page: BEGIN,
  },
  {
    id: "transactions-3",
    title: "only BEGIN takes a name",
    setup: SETUP,
    before: ["BEGIN NAME x"],
    statement: "COMMIT NAME x",
    code: "001003",
    sqlState: "42000",
    message: "SQL compilation error:\nsyntax error line 1 at position 7 unexpected 'NAME'.",
    page: COMMIT,
  },
  ...[
    { statement: "SHOW TRANSACTIONS IN ACCOUNT", page: SHOW },
    { statement: "SHOW LOCKS IN ACCOUNT", page: LOCKS },
  ].map(({ statement, page }, index) => ({
    id: `transactions-show-${index + 1}`,
    title: "those of all users are shown to ACCOUNTADMIN",
    setup: [...SETUP, "GRANT ROLE SYSADMIN TO USER ADMIN"],
    role: "SYSADMIN",
    statement,
    code: "003001",
    sqlState: "42501",
    message: /^SQL access control error:\nInsufficient privileges to operate on account '/,
    page,
  })),
];
