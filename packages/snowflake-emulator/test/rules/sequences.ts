import type { Rule } from "./rule";

const PAGE = "https://docs.snowflake.com/en/user-guide/querying-sequences";
const SETUP = ["CREATE DATABASE d", "CREATE SEQUENCE d.public.s"];
const ROLE_R = [
  "CREATE ROLE r",
  "GRANT USAGE ON DATABASE d TO ROLE r",
  "GRANT USAGE, CREATE TABLE ON SCHEMA d.public TO ROLE r",
];

/** Rules about the values of sequences. */
export const RULES: readonly Rule[] = [
  {
    id: "sequences-1",
    title: "NEXTVAL needs USAGE on the sequence",
    setup: [...SETUP, ...ROLE_R],
    role: "R",
    statement: "SELECT d.public.s.NEXTVAL",
    code: "000904",
    sqlState: "42000",
    message: /invalid identifier 'D\.PUBLIC\.S\.NEXTVAL'/,
    page: PAGE,
  },
  {
    id: "sequences-2",
    title: "a default names a sequence that there is",
    setup: SETUP,
    statement: "CREATE TABLE d.public.t (x NUMBER DEFAULT d.public.nowhere.NEXTVAL)",
    code: "002003",
    sqlState: "02000",
    message: /Sequence 'D\.PUBLIC\.NOWHERE' does not exist or not authorized/,
    page: PAGE,
  },
  {
    id: "sequences-3",
    title: "who adds rows needs USAGE on the sequences of defaults",
    setup: [
      ...SETUP,
      ...ROLE_R,
      "CREATE TABLE d.public.t (id NUMBER DEFAULT d.public.s.NEXTVAL, x NUMBER)",
      "GRANT INSERT ON TABLE d.public.t TO ROLE r",
    ],
    role: "R",
    statement: "INSERT INTO d.public.t (x) VALUES (1)",
    code: "000904",
    sqlState: "42000",
    message: /invalid identifier 'D\.PUBLIC\.S\.NEXTVAL'/,
    page: PAGE,
  },
  {
    id: "sequences-4",
    title: "a dropped sequence gives nothing, and defaults that name it fail",
    setup: [
      ...SETUP,
      "CREATE TABLE d.public.t (id NUMBER DEFAULT d.public.s.NEXTVAL, x NUMBER)",
      "DROP SEQUENCE d.public.s",
    ],
    statement: "INSERT INTO d.public.t (x) VALUES (1)",
    code: "000904",
    sqlState: "42000",
    message: /invalid identifier 'D\.PUBLIC\.S\.NEXTVAL'/,
    page: "https://docs.snowflake.com/en/user-guide/account-replication-considerations",
  },
];
