import type { Rule } from "./rule";

const CREATE = "https://docs.snowflake.com/en/sql-reference/sql/create-view";
const COMPILATION = "SQL compilation error:\n";
const SETUP = ["CREATE DATABASE d", "CREATE TABLE d.public.t (a INT, b VARCHAR)"];
const VIEW = [...SETUP, "CREATE VIEW d.public.v AS SELECT * FROM d.public.t"];

export const RULES: readonly Rule[] = [
  {
    id: "views-1",
    title: "names in a view's query are checked when it is created",
    setup: SETUP,
    statement: "CREATE VIEW d.public.v AS SELECT * FROM d.public.nope",
    code: "002003",
    sqlState: "42S02",
    message: `${COMPILATION}Object 'D.PUBLIC.NOPE' does not exist or not authorized.`,
    page: CREATE,
  },
  {
    id: "views-2",
    title: "a column list is as long as the query's",
    setup: SETUP,
    statement: "CREATE VIEW d.public.v (x, y) AS SELECT a, b, a + 1 AS c FROM d.public.t",
    code: "002057",
    sqlState: "42601",
    message: `${COMPILATION}View definition for 'D.PUBLIC.V' declared 2 column(s), but view query produces 3 column(s).`,
    page: CREATE,
  },
  {
    id: "views-3",
    title: "a view whose table has gone fails at use",
    setup: [...VIEW, "DROP TABLE d.public.t"],
    statement: "SELECT * FROM d.public.v",
    code: "002037",
    sqlState: "42601",
    message: `${COMPILATION}Failure during expansion of view 'V': ${COMPILATION}Object 'D.PUBLIC.T' does not exist or not authorized.`,
    page: CREATE,
  },
  {
    id: "views-4",
    title: "a view whose table has got a column fails at use",
    setup: [...VIEW, "ALTER TABLE d.public.t ADD COLUMN c INT"],
    statement: "SELECT * FROM d.public.v",
    code: "002057",
    sqlState: "42601",
    message: `${COMPILATION}View definition for 'D.PUBLIC.V' declared 2 column(s), but view query produces 3 column(s).`,
    page: CREATE,
  },
  {
    id: "views-5",
    title: "a view's columns have names of their own",
    setup: SETUP,
    statement: "CREATE VIEW d.public.v AS SELECT a, a FROM d.public.t",
    code: "002025",
    sqlState: "42S21",
    message: `${COMPILATION}duplicate column name 'A'`,
    page: CREATE,
  },
  {
    id: "views-6",
    title: "a view doesn't read itself",
    setup: VIEW,
    statement: "CREATE OR REPLACE VIEW d.public.v AS SELECT a FROM d.public.v",
    code: "002058",
    sqlState: "42601",
    message: /refers to itself/,
    page: CREATE,
  },
];
