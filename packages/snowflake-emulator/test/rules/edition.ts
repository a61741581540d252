import type { Rule } from "./rule";

const PAGE = "https://docs.snowflake.com/en/user-guide/intro-editions";

const standard = (id: string, title: string, statement: string, setup: readonly string[] = []): Rule => ({
  id,
  title,
  setup,
  edition: "STANDARD",
  statement,
  code: "001422",
  sqlState: "22023",
  message: /needs? Enterprise Edition/,
  page: PAGE,
});

/** Rules about what needs a higher edition. */
export const RULES: readonly Rule[] = [
  standard("edition-1", "multi-cluster warehouses need Enterprise", "CREATE WAREHOUSE w MAX_CLUSTER_COUNT = 2"),
  standard("edition-2", "query acceleration needs Enterprise", "CREATE WAREHOUSE w ENABLE_QUERY_ACCELERATION = TRUE"),
  standard("edition-3", "the same when a warehouse is altered", "ALTER WAREHOUSE w SET MAX_CLUSTER_COUNT = 2", [
    "CREATE WAREHOUSE w",
  ]),
  standard("edition-4", "yearly rekeying needs Enterprise", "ALTER ACCOUNT SET PERIODIC_DATA_REKEYING = TRUE"),
  {
    id: "edition-5",
    title: "more than one day of Time Travel needs Enterprise",
    setup: [],
    edition: "STANDARD",
    statement: "CREATE DATABASE d DATA_RETENTION_TIME_IN_DAYS = 2",
    code: "001008",
    sqlState: "22023",
    message: /DATA_RETENTION_TIME_IN_DAYS/,
    page: PAGE,
  },
];
