import type { Rule } from "./rule";

const SEVERAL = "https://docs.snowflake.com/en/developer-guide/sql-api/submitting-multiple-statements";

/** Rules of requests, not of single statements. What only the wire shows is in test/http. */
export const RULES: readonly Rule[] = [
  {
    id: "protocol-1",
    title: "a request holds as many statements as it says: one, unless it says otherwise",
    setup: [],
    statement: "SELECT 1; SELECT 2",
    code: "000008",
    sqlState: "0A000",
    message: "Actual statement count 2 did not match the desired statement count 1.",
    page: SEVERAL,
  },
  {
    id: "protocol-2",
    title: "nothing of a request with a wrong number of statements is carried out",
    setup: [],
    before: [],
    statement: "CREATE ROLE r; CREATE ROLE r; CREATE ROLE r",
    code: "000008",
    sqlState: "0A000",
    message: "Actual statement count 3 did not match the desired statement count 1.",
    page: SEVERAL,
  },
];
