import type { Rule } from "./rule";

const CREATE = "https://docs.snowflake.com/en/sql-reference/sql/create-warehouse";
const ALTER = "https://docs.snowflake.com/en/sql-reference/sql/alter-warehouse";

const invalid = (id: string, title: string, statement: string, message: RegExp): Rule => ({
  id,
  title,
  setup: [],
  statement,
  code: "001008",
  sqlState: "22023",
  message,
  page: CREATE,
});

const state = (id: string, title: string, setup: readonly string[], statement: string): Rule => ({
  id,
  title,
  setup,
  statement,
  code: "090064",
  sqlState: "22000",
  message: /Invalid state. Warehouse 'W' cannot be/,
  page: ALTER,
});

/** Rules about warehouses. */
export const RULES: readonly Rule[] = [
  invalid("warehouses-1", "a size is one of ten", "CREATE WAREHOUSE w WAREHOUSE_SIZE = HUGE", /HUGE/),
  invalid("warehouses-2", "a type is one of two", "CREATE WAREHOUSE w WAREHOUSE_TYPE = FAST", /FAST/),
  invalid(
    "warehouses-3",
    "a warehouse has at least one cluster",
    "CREATE WAREHOUSE w MAX_CLUSTER_COUNT = 0",
    /MAX_CLUSTER_COUNT/,
  ),
  invalid(
    "warehouses-4",
    "the scale factor of query acceleration is at most 100",
    "CREATE WAREHOUSE w QUERY_ACCELERATION_MAX_SCALE_FACTOR = 101",
    /QUERY_ACCELERATION_MAX_SCALE_FACTOR/,
  ),
  {
    ...invalid(
      "warehouses-5",
      "the least is not more than the most",
      "CREATE WAREHOUSE w MIN_CLUSTER_COUNT = 3 MAX_CLUSTER_COUNT = 2",
      /MIN_CLUSTER_COUNT/,
    ),
    code: "001422",
  },
  invalid("warehouses-6", "a scaling policy is one of two", "CREATE WAREHOUSE w SCALING_POLICY = 'LAZY'", /LAZY/),
  invalid(
    "warehouses-7",
    "a warehouse does not suspend before it rests",
    "CREATE WAREHOUSE w AUTO_SUSPEND = -1",
    /AUTO_SUSPEND/,
  ),
  state("warehouses-8", "a started warehouse can't be resumed", ["CREATE WAREHOUSE w"], "ALTER WAREHOUSE w RESUME"),
  state(
    "warehouses-9",
    "a suspended warehouse can't be suspended",
    ["CREATE WAREHOUSE w INITIALLY_SUSPENDED = TRUE"],
    "ALTER WAREHOUSE w SUSPEND",
  ),
  {
    id: "warehouses-10",
    title: "using a warehouse needs USAGE or OPERATE",
    setup: ["CREATE ROLE r", "CREATE WAREHOUSE w", "GRANT MONITOR ON WAREHOUSE w TO ROLE r"],
    role: "R",
    statement: "USE WAREHOUSE w",
    code: "002043",
    sqlState: "02000",
    message: /Object does not exist, or operation cannot be performed/,
    page: "https://docs.snowflake.com/en/sql-reference/sql/use-warehouse",
  },
  {
    id: "warehouses-11",
    title: "suspending needs OPERATE",
    setup: ["CREATE ROLE r", "CREATE WAREHOUSE w", "GRANT USAGE ON WAREHOUSE w TO ROLE r"],
    role: "R",
    statement: "ALTER WAREHOUSE w SUSPEND",
    code: "003001",
    sqlState: "42501",
    message: /warehouse 'W'/,
    page: ALTER,
  },
  {
    id: "warehouses-12",
    title: "changing properties needs MODIFY",
    setup: ["CREATE ROLE r", "CREATE WAREHOUSE w", "GRANT USAGE, OPERATE ON WAREHOUSE w TO ROLE r"],
    role: "R",
    statement: "ALTER WAREHOUSE w SET WAREHOUSE_SIZE = LARGE",
    code: "003001",
    sqlState: "42501",
    message: /warehouse 'W'/,
    page: ALTER,
  },
  {
    id: "warehouses-13",
    title: "a monitor has to exist",
    setup: [],
    statement: "CREATE WAREHOUSE w RESOURCE_MONITOR = m",
    code: "002003",
    sqlState: "02000",
    message: /'M' does not exist/,
    page: CREATE,
  },
];
