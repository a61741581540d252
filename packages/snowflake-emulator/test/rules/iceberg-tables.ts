import { LAKE_SETUP } from "../iceberg/lake-setup";
import type { Rule } from "./rule";

const SQL = "https://docs.snowflake.com/en/sql-reference/sql";
const GUIDE = "https://docs.snowflake.com/en/user-guide";
const GLUE_PAGE = `${SQL}/create-iceberg-table-aws-glue`;
const FILES_PAGE = `${SQL}/create-iceberg-table-iceberg-files`;
const REST_PAGE = `${SQL}/create-iceberg-table-rest`;
const ALTER_PAGE = `${SQL}/alter-iceberg-table`;
const TRAVEL_PAGE = `${GUIDE}/tables-iceberg-time-travel`;

const GLUE = "EXTERNAL_VOLUME = 'VOL' CATALOG = 'GLUE'";
const TABLE = `CREATE ICEBERG TABLE d.public.orders ${GLUE} CATALOG_TABLE_NAME = 'orders'`;
const FILE = "CREATE ICEBERG TABLE d.public.f EXTERNAL_VOLUME = vol CATALOG = files";
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
  id: `iceberg-tables-${number}`,
  title,
  setup: [...LAKE_SETUP, ...setup],
  statement,
  code,
  sqlState,
  message,
  page,
  remote: ["sales.orders"],
  ...more,
});

const missing = (option: string) => ["002029", "42601", new RegExp(`\\[${option}\\]`)] as const;
const invalid = (message: RegExp) => ["001422", "22023", message] as const;
const refused = (message: RegExp) => ["000002", "0A000", message] as const;
const denied = (message: RegExp) => ["003001", "42501", message] as const;

/** Rules about Iceberg tables over a catalog integration. */
export const RULES: readonly Rule[] = [
  rule(
    1,
    "a table of Glue names its table there",
    `CREATE ICEBERG TABLE d.public.t ${GLUE}`,
    missing("CATALOG_TABLE_NAME"),
    GLUE_PAGE,
  ),
  rule(
    2,
    "an external volume is needed where the catalog vends no credentials",
    "CREATE ICEBERG TABLE d.public.t CATALOG = glue CATALOG_TABLE_NAME = 'orders'",
    missing("EXTERNAL_VOLUME"),
    GLUE_PAGE,
  ),
  rule(
    3,
    "the namespace is the statement's or the integration's",
    "CREATE ICEBERG TABLE d.public.t CATALOG = rest CATALOG_TABLE_NAME = 'orders'",
    missing("CATALOG_NAMESPACE"),
    REST_PAGE,
  ),
  rule(4, "a table of files names its metadata file", FILE, missing("METADATA_FILE_PATH"), FILES_PAGE),
  rule(
    5,
    "a table of files has no table in a catalog",
    `${FILE} METADATA_FILE_PATH = 'm.json' CATALOG_TABLE_NAME = 'orders'`,
    invalid(/CATALOG_TABLE_NAME/),
    FILES_PAGE,
  ),
  rule(
    6,
    "a table of a catalog has its metadata file from there",
    `${TABLE} METADATA_FILE_PATH = 'm.json'`,
    invalid(/METADATA_FILE_PATH/),
    GLUE_PAGE,
  ),
  rule(
    7,
    "creating needs CREATE ICEBERG TABLE on the schema; CREATE TABLE will not do",
    TABLE,
    denied(/schema 'PUBLIC'/),
    GLUE_PAGE,
    { setup: [...ROLE, "GRANT CREATE TABLE ON SCHEMA d.public TO ROLE r"], role: "R" },
  ),
  rule(
    8,
    "creating needs USAGE on the catalog integration",
    TABLE,
    ["002003", "02000", /Integration 'GLUE' does not exist or not authorized/],
    GLUE_PAGE,
    { setup: [...ROLE, "GRANT CREATE ICEBERG TABLE ON SCHEMA d.public TO ROLE r"], role: "R" },
  ),
  rule(
    9,
    "creating needs USAGE on the external volume",
    TABLE,
    ["002003", "02000", /External volume 'VOL' does not exist or not authorized/],
    GLUE_PAGE,
    {
      setup: [
        ...ROLE,
        "GRANT CREATE ICEBERG TABLE ON SCHEMA d.public TO ROLE r",
        "GRANT USAGE ON INTEGRATION glue TO ROLE r",
      ],
      role: "R",
    },
  ),
  rule(
    10,
    "the table has to be in the catalog",
    `CREATE ICEBERG TABLE d.public.t ${GLUE} CATALOG_TABLE_NAME = 'nothing'`,
    ["004109", "42704", /Catalog table sales\.nothing does not exist in catalog integration GLUE/],
    GLUE_PAGE,
  ),
  rule(
    11,
    "the metadata file has to be there",
    `${FILE} METADATA_FILE_PATH = 'sales/orders/metadata/none.metadata.json'`,
    ["100016", "22000", /Remote file 's3:\/\/lake\/sales\/orders\/metadata\/none\.metadata\.json' was not found/],
    FILES_PAGE,
  ),
  rule(
    12,
    "tables, views and Iceberg tables share their names",
    TABLE,
    ["002002", "42710", /Object 'D\.PUBLIC\.ORDERS' already exists|Object 'ORDERS' already exists/],
    GLUE_PAGE,
    {
      setup: ["CREATE VIEW d.public.orders AS SELECT 1 AS a"],
    },
  ),
  rule(
    13,
    "a table of Glue is read only",
    "INSERT INTO d.public.orders VALUES (1)",
    ["091361", "0A000", /read-only table and cannot be modified/],
    `${GUIDE}/tables-iceberg-manage`,
    { setup: [TABLE] },
  ),
  rule(
    14,
    "a volume that a table uses stays",
    "DROP EXTERNAL VOLUME vol",
    ["002037", "42601", /Iceberg table 'ORDERS'/],
    `${SQL}/drop-external-volume`,
    {
      setup: [TABLE],
    },
  ),
  rule(
    15,
    "a catalog integration that a table uses stays",
    "DROP CATALOG INTEGRATION glue",
    ["002037", "42601", /Iceberg table 'ORDERS'/],
    `${SQL}/drop-catalog-integration`,
    { setup: [TABLE] },
  ),
  rule(
    16,
    "REFRESH names a metadata file for tables of files only",
    "ALTER ICEBERG TABLE d.public.orders REFRESH 'x.metadata.json'",
    invalid(/OBJECT_STORE/),
    `${SQL}/alter-iceberg-table-refresh`,
    { setup: [TABLE] },
  ),
  rule(17, "altering needs OWNERSHIP", "ALTER ICEBERG TABLE d.public.orders REFRESH", denied(/ORDERS/), ALTER_PAGE, {
    setup: [TABLE, ...ROLE, "GRANT SELECT ON ICEBERG TABLE d.public.orders TO ROLE r"],
    role: "R",
  }),
  rule(
    18,
    "AUTO_REFRESH can't be unset",
    "ALTER ICEBERG TABLE d.public.orders UNSET AUTO_REFRESH",
    ["001003", "42000", /AUTO_REFRESH/],
    ALTER_PAGE,
    {
      setup: [TABLE],
    },
  ),
  rule(
    19,
    "reading needs SELECT, and that on its files",
    "SELECT * FROM d.public.orders",
    denied(/ORDERS/),
    "https://docs.snowflake.com/en/user-guide/security-access-control-privileges",
    { setup: [TABLE, ...ROLE, "GRANT REFERENCES ON ICEBERG TABLE d.public.orders TO ROLE r"], role: "R" },
  ),
  rule(
    20,
    "time travel goes to snapshots that the table has",
    "SELECT * FROM d.public.orders AT (VERSION => 1)",
    ["000708", "02000", /snapshot 1/],
    TRAVEL_PAGE,
    { setup: [TABLE] },
  ),
  rule(
    21,
    "time travel goes to times of which there are snapshots",
    "SELECT * FROM d.public.orders AT (TIMESTAMP => '1970-01-01'::TIMESTAMP)",
    ["000707", "02000", /Time travel data is not available for table ORDERS/],
    TRAVEL_PAGE,
    { setup: [TABLE] },
  ),
  rule(
    22,
    "a version tag is a tag, and no branch",
    "SELECT * FROM d.public.orders AT (VERSION_TAG => 'main')",
    ["000708", "02000", /version tag 'main'/],
    TRAVEL_PAGE,
    { setup: [TABLE] },
  ),
  rule(
    23,
    "an Iceberg table is no view",
    "DROP VIEW d.public.orders",
    ["002203", "02000", /Object found is of type 'ICEBERG TABLE'/],
    `${SQL}/drop-iceberg-table`,
    {
      setup: [TABLE],
    },
  ),
  rule(
    24,
    "an external volume goes with no catalog that vends credentials",
    "CREATE ICEBERG TABLE d.public.t EXTERNAL_VOLUME = vol CATALOG = rest CATALOG_NAMESPACE = 'sales' CATALOG_TABLE_NAME = 'orders'",
    invalid(/vends credentials/),
    `${GUIDE}/tables-iceberg-configure-catalog-integration-vended-credentials`,
  ),
  rule(
    25,
    "object storage has automatic refreshes for Delta tables only",
    `${FILE} METADATA_FILE_PATH = 'm.json' AUTO_REFRESH = TRUE`,
    refused(/AUTO_REFRESH/),
    `${GUIDE}/tables-iceberg-auto-refresh`,
  ),
  rule(
    26,
    "an integration for object storage has no namespace",
    "CREATE CATALOG INTEGRATION i CATALOG_SOURCE = OBJECT_STORE TABLE_FORMAT = ICEBERG CATALOG_NAMESPACE = 'n' ENABLED = TRUE",
    ["001008", "22023", /CATALOG_NAMESPACE/],
    `${SQL}/create-catalog-integration-object-storage`,
  ),
];
