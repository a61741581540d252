import { STAGE_SETUP } from "../external/external-bench";
import type { Rule } from "./rule";

const SQL = "https://docs.snowflake.com/en/sql-reference/sql";
const CREATE_PAGE = `${SQL}/create-external-table`;
const ALTER_PAGE = `${SQL}/alter-external-table`;
const STAGE_PAGE = `${SQL}/create-stage`;
const INTEGRATION_PAGE = `${SQL}/create-storage-integration`;
const PRIVILEGES_PAGE = "https://docs.snowflake.com/en/user-guide/security-access-control-privileges";

const FORMAT = "FILE_FORMAT = (TYPE = JSON)";
const TABLE = `CREATE EXTERNAL TABLE d.public.t (id NUMBER AS (VALUE:id::NUMBER)) LOCATION = @d.public.stage/t/ ${FORMAT}`;
const PART = "p VARCHAR AS (SPLIT_PART(METADATA$FILENAME, '/', 3))";
const OWN = "p VARCHAR AS (PARSE_JSON(METADATA$EXTERNAL_TABLE_PARTITION):P::VARCHAR)";
const MANUAL = `CREATE EXTERNAL TABLE d.public.m (${OWN}) PARTITION BY (p) PARTITION_TYPE = USER_SPECIFIED LOCATION = @d.public.stage/t/ ${FORMAT}`;
const ROLE = [
  "CREATE ROLE r",
  "GRANT USAGE ON DATABASE d TO ROLE r",
  "GRANT USAGE ON SCHEMA d.public TO ROLE r",
  "GRANT ROLE r TO USER ADMIN",
];

const rule = (
  number: number,
  title: string,
  statement: string,
  [code, sqlState, message]: readonly [string, string, RegExp],
  page: string,
  { setup = [], ...more }: Partial<Rule> = {},
): Rule => ({
  id: `external-tables-${number}`,
  title,
  setup: [...STAGE_SETUP, ...setup],
  statement,
  code,
  sqlState,
  message,
  page,
  files: ["raw/t/x/a.json"],
  ...more,
});

const missing = (option: string) => ["002029", "42601", new RegExp(`\\[${option}\\]`)] as const;
const invalid = (message: RegExp) => ["001422", "22023", message] as const;
const refused = (message: RegExp) => ["000002", "0A000", message] as const;
const denied = (message: RegExp) => ["003001", "42501", message] as const;
const hidden = (message: RegExp) => ["002003", "02000", message] as const;
const manual = (message: RegExp) => ["091095", "0A000", message] as const;

/** Rules about stages and external tables. */
export const RULES: readonly Rule[] = [
  rule(
    1,
    "creating needs CREATE EXTERNAL TABLE on the schema; CREATE TABLE will not do",
    TABLE,
    denied(/schema 'PUBLIC'/),
    CREATE_PAGE,
    {
      setup: [
        ...ROLE,
        "GRANT CREATE TABLE ON SCHEMA d.public TO ROLE r",
        "GRANT USAGE ON STAGE d.public.stage TO ROLE r",
      ],
      role: "R",
    },
  ),
  rule(2, "creating needs USAGE on the stage", TABLE, hidden(/Stage 'D\.PUBLIC\.STAGE' does not exist/), CREATE_PAGE, {
    setup: [...ROLE, "GRANT CREATE EXTERNAL TABLE ON SCHEMA d.public TO ROLE r"],
    role: "R",
  }),
  rule(
    3,
    "creating needs USAGE on the file format",
    "CREATE EXTERNAL TABLE d.public.t LOCATION = @d.public.stage FILE_FORMAT = (FORMAT_NAME = 'd.public.f')",
    hidden(/File format 'D\.PUBLIC\.F' does not exist/),
    CREATE_PAGE,
    {
      setup: [
        ...ROLE,
        "CREATE FILE FORMAT d.public.f TYPE = JSON",
        "GRANT CREATE EXTERNAL TABLE ON SCHEMA d.public TO ROLE r",
        "GRANT USAGE ON STAGE d.public.stage TO ROLE r",
      ],
      role: "R",
    },
  ),
  rule(
    4,
    "a format has a name or options",
    "CREATE EXTERNAL TABLE d.public.t LOCATION = @d.public.stage FILE_FORMAT = (FORMAT_NAME = 'f' TYPE = CSV)",
    invalid(/FORMAT_NAME/),
    CREATE_PAGE,
  ),
  rule(5, "there has to be a location", `CREATE EXTERNAL TABLE d.public.t ${FORMAT}`, missing("LOCATION"), CREATE_PAGE),
  rule(
    6,
    "the stage's own format is not inherited",
    "CREATE EXTERNAL TABLE d.public.t LOCATION = @d.public.stage",
    missing("FILE_FORMAT"),
    CREATE_PAGE,
    { setup: ["ALTER STAGE d.public.stage SET FILE_FORMAT = (TYPE = PARQUET)"] },
  ),
  rule(
    7,
    "a location is no string literal",
    `CREATE EXTERNAL TABLE d.public.t LOCATION = '@d.public.stage' ${FORMAT}`,
    ["001003", "42000", /'@d\.public\.stage'/],
    CREATE_PAGE,
  ),
  rule(
    8,
    "a column is an expression",
    `CREATE EXTERNAL TABLE d.public.t (id NUMBER) LOCATION = @d.public.stage ${FORMAT}`,
    ["001003", "42000", /unexpected '\)'/],
    CREATE_PAGE,
  ),
  rule(
    9,
    "an expression has the column's type",
    `CREATE EXTERNAL TABLE d.public.t (day DATE AS (METADATA$FILE_ROW_NUMBER)) LOCATION = @d.public.stage ${FORMAT}`,
    ["002023", "22000", /expecting DATE but got NUMBER\(38,0\) for column DAY/],
    CREATE_PAGE,
  ),
  rule(
    10,
    "expressions are over VALUE and the file's metadata",
    `CREATE EXTERNAL TABLE d.public.t (a VARCHAR AS (other)) LOCATION = @d.public.stage ${FORMAT}`,
    ["000904", "42000", /invalid identifier 'OTHER'/],
    CREATE_PAGE,
  ),
  rule(
    11,
    "VALUE is there already",
    `CREATE EXTERNAL TABLE d.public.t (value VARCHAR AS (METADATA$FILENAME)) LOCATION = @d.public.stage ${FORMAT}`,
    ["002025", "42S21", /'VALUE'/],
    CREATE_PAGE,
  ),
  rule(
    12,
    "a partition column comes from the file's name",
    `CREATE EXTERNAL TABLE d.public.t (p VARCHAR AS (VALUE:p::VARCHAR)) PARTITION BY (p) LOCATION = @d.public.stage ${FORMAT}`,
    ["091096", "42601", /Partition column P must be an expression over METADATA\$FILENAME only/],
    CREATE_PAGE,
  ),
  rule(
    13,
    "a partition column is a column",
    `CREATE EXTERNAL TABLE d.public.t (${PART}) PARTITION BY (q) LOCATION = @d.public.stage ${FORMAT}`,
    ["000904", "42000", /'Q'/],
    CREATE_PAGE,
  ),
  rule(
    14,
    "a user-specified partition column comes from the partition",
    `CREATE EXTERNAL TABLE d.public.t (${PART}) PARTITION BY (p) PARTITION_TYPE = USER_SPECIFIED LOCATION = @d.public.stage ${FORMAT}`,
    ["091096", "42601", /METADATA\$EXTERNAL_TABLE_PARTITION only/],
    CREATE_PAGE,
  ),
  rule(
    15,
    "user-specified partitions need partition columns",
    `CREATE EXTERNAL TABLE d.public.t PARTITION_TYPE = USER_SPECIFIED LOCATION = @d.public.stage ${FORMAT}`,
    missing("PARTITION BY"),
    CREATE_PAGE,
  ),
  rule(
    16,
    "user-specified partitions go without AUTO_REFRESH",
    `${MANUAL} AUTO_REFRESH = TRUE`,
    manual(/AUTO_REFRESH/),
    CREATE_PAGE,
  ),
  rule(
    17,
    "user-specified partitions go without REFRESH_ON_CREATE",
    `${MANUAL} REFRESH_ON_CREATE = TRUE`,
    manual(/REFRESH_ON_CREATE/),
    CREATE_PAGE,
  ),
  rule(
    18,
    "user-specified partitions are not refreshed",
    "ALTER EXTERNAL TABLE d.public.m REFRESH",
    manual(/REFRESH does not go/),
    ALTER_PAGE,
    { setup: [MANUAL] },
  ),
  rule(
    19,
    "AUTO_REFRESH is not turned on for user-specified partitions",
    "ALTER EXTERNAL TABLE d.public.m SET AUTO_REFRESH = TRUE",
    manual(/AUTO_REFRESH/),
    ALTER_PAGE,
    { setup: [MANUAL] },
  ),
  rule(
    20,
    "partitions are added to tables that have user-specified ones",
    "ALTER EXTERNAL TABLE d.public.t ADD PARTITION (p = '1') LOCATION 'x'",
    manual(/not user-specified/),
    ALTER_PAGE,
    { setup: [TABLE] },
  ),
  rule(
    21,
    "names of user-specified partition columns have up to 32 characters",
    `CREATE EXTERNAL TABLE d.public.t (${OWN.replace("p ", `${"p".repeat(33)} `)}) PARTITION BY (${"p".repeat(33)}) PARTITION_TYPE = USER_SPECIFIED LOCATION = @d.public.stage ${FORMAT}`,
    manual(/more than 32 characters/),
    CREATE_PAGE,
  ),
  rule(
    22,
    "altering needs OWNERSHIP",
    "ALTER EXTERNAL TABLE d.public.t REFRESH",
    denied(/external table 'T'/),
    ALTER_PAGE,
    {
      setup: [TABLE, ...ROLE, "GRANT SELECT ON EXTERNAL TABLE d.public.t TO ROLE r"],
      role: "R",
    },
  ),
  rule(23, "reading needs SELECT", "SELECT * FROM d.public.t", denied(/table 'T'/), PRIVILEGES_PAGE, {
    setup: [TABLE, ...ROLE, "GRANT REFERENCES ON EXTERNAL TABLE d.public.t TO ROLE r"],
    role: "R",
  }),
  rule(
    24,
    "external tables are read-only",
    "INSERT INTO d.public.t VALUES (1)",
    ["091098", "0A000", /External table T is read-only/],
    "https://docs.snowflake.com/en/user-guide/tables-external-intro",
    { setup: [TABLE] },
  ),
  rule(
    25,
    "tables, views and external tables share their names",
    TABLE,
    ["002002", "42710", /already exists/],
    CREATE_PAGE,
    { setup: ["CREATE TABLE d.public.t (a INT)"] },
  ),
  rule(
    26,
    "an external table is no table",
    "DROP TABLE d.public.t",
    ["002203", "02000", /Object found is of type 'EXTERNAL TABLE', not specified type 'TABLE'/],
    `${SQL}/drop-external-table`,
    { setup: [TABLE] },
  ),
  rule(
    27,
    "a stage that is replaced is another one",
    "SELECT * FROM d.public.t",
    ["091093", "55000", /External table T marked invalid/],
    STAGE_PAGE,
    { setup: [TABLE, "CREATE OR REPLACE STAGE d.public.stage URL = 's3://lake/raw/' STORAGE_INTEGRATION = si"] },
  ),
  rule(
    28,
    "a stage lies in its integration's allowed locations",
    "CREATE STAGE d.public.s URL = 's3://other/' STORAGE_INTEGRATION = si",
    ["003155", "42601", /Location 's3:\/\/other\/' is not allowed by integration 'SI'/],
    INTEGRATION_PAGE,
  ),
  rule(
    29,
    "a storage integration that is replaced is lost to its stages",
    "LIST @d.public.stage",
    ["003164", "42601", /Integration associated with the stage 'STAGE' cannot be found/],
    INTEGRATION_PAGE,
    { setup: [`CREATE OR REPLACE ${(STAGE_SETUP[0] ?? "").replace(/^CREATE /, "")}`] },
  ),
  rule(
    30,
    "creating a stage needs USAGE on the integration",
    "CREATE STAGE d.public.s URL = 's3://lake/' STORAGE_INTEGRATION = si",
    hidden(/Integration 'SI' does not exist/),
    STAGE_PAGE,
    { setup: [...ROLE, "GRANT CREATE STAGE ON SCHEMA d.public TO ROLE r"], role: "R" },
  ),
  rule(31, "listing a stage needs USAGE on it", "LIST @d.public.stage", denied(/stage 'STAGE'/), `${SQL}/list`, {
    setup: [...ROLE, "GRANT READ ON STAGE d.public.stage TO ROLE r"],
    role: "R",
  }),
  rule(
    32,
    "ORC is not built",
    "CREATE EXTERNAL TABLE d.public.t LOCATION = @d.public.stage FILE_FORMAT = (TYPE = ORC)",
    refused(/TYPE = ORC/),
    CREATE_PAGE,
  ),
  rule(
    33,
    "a pattern is a regular expression",
    `CREATE EXTERNAL TABLE d.public.t LOCATION = @d.public.stage PATTERN = '*(' ${FORMAT}`,
    ["100048", "2201B", /Invalid regular expression: '\*\('/],
    CREATE_PAGE,
  ),
  rule(
    34,
    "VALUE and partition columns are not dropped",
    "ALTER TABLE d.public.t DROP COLUMN value",
    ["091097", "0A000", /Column 'VALUE'/],
    `${SQL}/alter-table`,
    { setup: [TABLE] },
  ),
];
