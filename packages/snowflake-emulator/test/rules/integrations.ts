import type { Rule } from "./rule";

const STORAGE = "https://docs.snowflake.com/en/sql-reference/sql/create-storage-integration";
const GLUE = "https://docs.snowflake.com/en/sql-reference/sql/create-catalog-integration-glue";
const SNS = "https://docs.snowflake.com/en/sql-reference/sql/create-notification-integration-queue-outbound-aws";
const EMAIL = "https://docs.snowflake.com/en/sql-reference/sql/create-notification-integration-email";

const S3 = "TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE";
const ROLE = "STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r'";

const rule = (
  id: string,
  title: string,
  statement: string,
  [code, sqlState, message]: readonly [string, string, RegExp],
  page: string,
  more: Partial<Rule> = {},
): Rule => ({ id, title, setup: [], statement, code, sqlState, message, page, ...more });

const missing = (property: string) => ["002029", "42601", new RegExp(`\\[${property}\\]`)] as const;
const invalid = (message: RegExp) => ["001008", "22023", message] as const;
const denied = ["003001", "42501", /Insufficient privileges to operate on account/] as const;

/** Rules about integrations. */
export const RULES: readonly Rule[] = [
  rule(
    "integrations-1",
    "a storage integration names the locations that it allows",
    `CREATE STORAGE INTEGRATION i ${S3} ${ROLE}`,
    missing("STORAGE_ALLOWED_LOCATIONS"),
    STORAGE,
  ),
  rule(
    "integrations-2",
    "a storage integration for S3 has a role",
    `CREATE STORAGE INTEGRATION i ${S3} STORAGE_ALLOWED_LOCATIONS = ('s3://bucket/')`,
    missing("STORAGE_AWS_ROLE_ARN"),
    STORAGE,
  ),
  rule(
    "integrations-3",
    "ENABLED is required",
    `CREATE STORAGE INTEGRATION i TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ${ROLE} STORAGE_ALLOWED_LOCATIONS = ('s3://bucket/')`,
    missing("ENABLED"),
    STORAGE,
  ),
  rule(
    "integrations-4",
    "locations on S3 begin with s3://",
    `CREATE STORAGE INTEGRATION i ${S3} ${ROLE} STORAGE_ALLOWED_LOCATIONS = ('https://b/')`,
    invalid(/https:\/\/b/),
    STORAGE,
  ),
  rule(
    "integrations-5",
    "everything can be allowed, not blocked",
    `CREATE STORAGE INTEGRATION i ${S3} ${ROLE} STORAGE_ALLOWED_LOCATIONS = ('*') STORAGE_BLOCKED_LOCATIONS = ('*')`,
    invalid(/\*/),
    STORAGE,
  ),
  rule(
    "integrations-6",
    "the only object ACL is bucket-owner-full-control",
    `CREATE STORAGE INTEGRATION i ${S3} ${ROLE} STORAGE_AWS_OBJECT_ACL = 'public-read' STORAGE_ALLOWED_LOCATIONS = ('s3://bucket/')`,
    invalid(/public-read/),
    STORAGE,
  ),
  rule(
    "integrations-7",
    "a role has an ARN",
    `CREATE STORAGE INTEGRATION i ${S3} STORAGE_AWS_ROLE_ARN = 'role' STORAGE_ALLOWED_LOCATIONS = ('s3://bucket/')`,
    invalid(/role/),
    STORAGE,
  ),
  rule(
    "integrations-8",
    "creating an integration needs CREATE INTEGRATION on the account",
    `CREATE STORAGE INTEGRATION i ${S3} ${ROLE} STORAGE_ALLOWED_LOCATIONS = ('s3://bucket/')`,
    denied,
    STORAGE,
    { role: "SYSADMIN" },
  ),
  rule(
    "integrations-9",
    "integrations of all kinds share one namespace",
    "CREATE CATALOG INTEGRATION i CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG GLUE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' GLUE_CATALOG_ID = '123456789012' ENABLED = TRUE",
    ["002002", "42710", /'I' already exists/],
    "https://docs.snowflake.com/en/sql-reference/identifiers",
    { setup: [`CREATE STORAGE INTEGRATION i ${S3} ${ROLE} STORAGE_ALLOWED_LOCATIONS = ('s3://bucket/')`] },
  ),
  rule(
    "integrations-10",
    "a Glue catalog integration has a catalog id",
    "CREATE CATALOG INTEGRATION i CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG GLUE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' ENABLED = TRUE",
    missing("GLUE_CATALOG_ID"),
    GLUE,
  ),
  rule(
    "integrations-11",
    "a Glue catalog integration has a role",
    "CREATE CATALOG INTEGRATION i CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG GLUE_CATALOG_ID = '123456789012' ENABLED = TRUE",
    missing("GLUE_AWS_ROLE_ARN"),
    GLUE,
  ),
  rule(
    "integrations-12",
    "Amazon SNS is for outbound notifications",
    "CREATE NOTIFICATION INTEGRATION n ENABLED = TRUE TYPE = QUEUE NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_TOPIC_ARN = 'arn:aws:sns:us-east-1:123456789012:t' AWS_SNS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r'",
    ["001422", "22023", /DIRECTION = OUTBOUND/],
    SNS,
  ),
  rule(
    "integrations-13",
    "an SNS integration has a topic",
    "CREATE NOTIFICATION INTEGRATION n ENABLED = TRUE TYPE = QUEUE DIRECTION = OUTBOUND NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r'",
    missing("AWS_SNS_TOPIC_ARN"),
    SNS,
  ),
  rule(
    "integrations-14",
    "email goes to users of the account only",
    "CREATE NOTIFICATION INTEGRATION n ENABLED = TRUE TYPE = EMAIL ALLOWED_RECIPIENTS = ('nobody@example.com')",
    ["394209", "22023", /./],
    EMAIL,
  ),
];
