import type { Rule } from "./rule";

const CREATE = "https://docs.snowflake.com/en/sql-reference/sql/create-external-volume";
const ALTER = "https://docs.snowflake.com/en/sql-reference/sql/alter-external-volume";

const location = (name: string, more = "") =>
  `(NAME = '${name}' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' STORAGE_BASE_URL = 's3://lake/' ${more})`;
const VOLUME = `CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = (${location("one")})`;

/** Rules about external volumes. */
export const RULES: readonly Rule[] = [
  {
    id: "external-volumes-1",
    title: "a volume has a location",
    setup: [],
    statement: "CREATE EXTERNAL VOLUME v",
    code: "002029",
    sqlState: "42601",
    message: /STORAGE_LOCATIONS/,
    page: CREATE,
  },
  {
    id: "external-volumes-2",
    title: "locations have names of their own",
    setup: [],
    statement: `CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = (${location("one")}, ${location("one")})`,
    code: "001422",
    sqlState: "22023",
    message: /one/i,
    page: CREATE,
  },
  {
    id: "external-volumes-3",
    title: "a location has a base URL on S3",
    setup: [],
    statement:
      "CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = ((NAME = 'a' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' STORAGE_BASE_URL = 'lake'))",
    code: "001008",
    sqlState: "22023",
    message: /lake/,
    page: CREATE,
  },
  {
    id: "external-volumes-4",
    title: "encryption is one of three kinds",
    setup: [],
    statement: `CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = (${location("one", "ENCRYPTION = (TYPE = 'ROT13')")})`,
    code: "001008",
    sqlState: "22023",
    message: /ROT13/,
    page: CREATE,
  },
  {
    id: "external-volumes-5",
    title: "creating a volume needs CREATE EXTERNAL VOLUME on the account",
    setup: [],
    role: "SYSADMIN",
    statement: VOLUME,
    code: "003001",
    sqlState: "42501",
    message: /Insufficient privileges to operate on account/,
    page: CREATE,
  },
  {
    id: "external-volumes-6",
    title: "the last location can't be removed",
    setup: [VOLUME],
    statement: "ALTER EXTERNAL VOLUME v REMOVE STORAGE_LOCATION 'one'",
    code: "001422",
    sqlState: "22023",
    message: /location/i,
    page: ALTER,
  },
  {
    id: "external-volumes-7",
    title: "only the owner alters a volume",
    setup: ["CREATE ROLE r", VOLUME, "GRANT USAGE ON EXTERNAL VOLUME v TO ROLE r"],
    role: "R",
    statement: "ALTER EXTERNAL VOLUME v SET ALLOW_WRITES = FALSE",
    code: "003001",
    sqlState: "42501",
    message: /external volume 'V'/,
    page: ALTER,
  },
];
