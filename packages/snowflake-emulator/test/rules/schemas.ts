import type { Rule } from "./rule";

const DOCS = "https://docs.snowflake.com/en/sql-reference/sql";
const COMPILATION = "SQL compilation error:\n";

export const RULES: readonly Rule[] = [
  {
    id: "schemas-1",
    title: "creating a schema needs a database",
    setup: [],
    statement: "CREATE SCHEMA s",
    code: "090105",
    sqlState: "22000",
    message:
      "Cannot perform CREATE SCHEMA. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.",
    page: `${DOCS}/create-schema`,
  },
  {
    id: "schemas-2",
    title: "a schema of a database that can't be used does not exist",
    setup: ["CREATE DATABASE d", "CREATE ROLE r"],
    role: "R",
    statement: "CREATE SCHEMA d.s",
    code: "002003",
    sqlState: "02000",
    message: `${COMPILATION}Database 'D' does not exist or not authorized.`,
    page: `${DOCS}/create-schema`,
  },
  {
    id: "schemas-3",
    title: "INFORMATION_SCHEMA is there in every database",
    setup: ["CREATE DATABASE d"],
    statement: "CREATE SCHEMA d.INFORMATION_SCHEMA",
    code: "002002",
    sqlState: "42710",
    message: `${COMPILATION}Object 'D.INFORMATION_SCHEMA' already exists.`,
    page: "https://docs.snowflake.com/en/sql-reference/info-schema",
  },
  {
    id: "schemas-4",
    title: "schemas of a transient database are transient",
    setup: ["CREATE TRANSIENT DATABASE d"],
    statement: "CREATE SCHEMA d.s DATA_RETENTION_TIME_IN_DAYS = 2",
    code: "001008",
    sqlState: "22023",
    message: /DATA_RETENTION_TIME_IN_DAYS/,
    page: `${DOCS}/create-database`,
  },
  {
    id: "schemas-5",
    title: "USE SCHEMA of something missing",
    setup: ["CREATE DATABASE d"],
    statement: "USE SCHEMA d.nope",
    code: "002043",
    sqlState: "02000",
    message: /Object does not exist, or operation cannot be performed\./,
    page: `${DOCS}/use-schema`,
  },
  {
    id: "schemas-6",
    title: "a schema can't take the name of another",
    setup: ["CREATE DATABASE d", "CREATE SCHEMA d.s"],
    statement: "ALTER SCHEMA d.s RENAME TO d.public",
    code: "002002",
    sqlState: "42710",
    message: /already exists\./,
    page: `${DOCS}/alter-schema`,
  },
  {
    id: "schemas-7",
    title: "PIPE_EXECUTION_PAUSED is no parameter of a database",
    setup: ["CREATE DATABASE d"],
    statement: "ALTER DATABASE d SET PIPE_EXECUTION_PAUSED = TRUE",
    code: "001420",
    sqlState: "22023",
    message: /PIPE_EXECUTION_PAUSED/,
    page: "https://docs.snowflake.com/en/sql-reference/parameters",
  },
];
