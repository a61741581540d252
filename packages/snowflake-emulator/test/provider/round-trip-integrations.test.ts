import { describeRoundTrips } from "./round-trip";

describeRoundTrips("integrations and volumes, as the provider makes and reads them:", {
  storage_integration: {
    create: `CREATE STORAGE INTEGRATION "X" TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r'
      ENABLED = true STORAGE_ALLOWED_LOCATIONS = ('s3://one/a/', 's3://two/') STORAGE_BLOCKED_LOCATIONS = ('s3://one/a/b/') COMMENT = 'c'`,
    created: [
      {
        sql: "SHOW STORAGE INTEGRATIONS LIKE 'X'",
        row: "integrations",
        has: { name: "X", type: "EXTERNAL_STAGE", category: "STORAGE", enabled: "true", comment: "c" },
      },
      {
        sql: 'DESCRIBE STORAGE INTEGRATION "X"',
        row: "properties",
        valueIn: "property_value",
        has: {
          ENABLED: "true",
          STORAGE_PROVIDER: "S3",
          STORAGE_ALLOWED_LOCATIONS: "s3://one/a/,s3://two/",
          STORAGE_BLOCKED_LOCATIONS: "s3://one/a/b/",
          STORAGE_AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/r",
          STORAGE_AWS_IAM_USER_ARN: expect.stringMatching(/^arn:aws:iam::/),
          STORAGE_AWS_EXTERNAL_ID: expect.stringMatching(/_SFCRole=/),
        },
      },
    ],
    alter: [
      `ALTER STORAGE INTEGRATION "X" SET ENABLED = false STORAGE_ALLOWED_LOCATIONS = ('s3://three/') COMMENT = 'd'`,
      'ALTER STORAGE INTEGRATION "X" UNSET STORAGE_BLOCKED_LOCATIONS',
    ],
    altered: [
      {
        sql: "SHOW STORAGE INTEGRATIONS LIKE 'X'",
        row: "integrations",
        has: { enabled: "false", comment: "d" },
      },
    ],
    drop: 'DROP STORAGE INTEGRATION IF EXISTS "X"',
    gone: "SHOW STORAGE INTEGRATIONS LIKE 'X'",
  },
  external_volume: {
    create: `CREATE EXTERNAL VOLUME "X" STORAGE_LOCATIONS = ((NAME = 'one' STORAGE_PROVIDER = 'S3'
      STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' STORAGE_BASE_URL = 's3://one/a/')) ALLOW_WRITES = true COMMENT = 'c'`,
    created: [
      {
        sql: "SHOW EXTERNAL VOLUMES LIKE 'X'",
        row: "externalVolumes",
        has: { name: "X", allow_writes: "true", comment: "c" },
      },
      {
        sql: 'DESCRIBE EXTERNAL VOLUME "X"',
        row: "nestedProperties",
        valueIn: "property_value",
        has: { ALLOW_WRITES: "true", STORAGE_LOCATION_1: expect.stringContaining('"NAME":"one"') },
      },
    ],
    alter: [`ALTER EXTERNAL VOLUME "X" SET COMMENT = 'd'`, 'ALTER EXTERNAL VOLUME "X" SET ALLOW_WRITES = false'],
    altered: [
      { sql: "SHOW EXTERNAL VOLUMES LIKE 'X'", row: "externalVolumes", has: { allow_writes: "false", comment: "d" } },
    ],
    drop: 'DROP EXTERNAL VOLUME IF EXISTS "X"',
    gone: "SHOW EXTERNAL VOLUMES LIKE 'X'",
  },
  catalog_integration_aws_glue: {
    create: `CREATE CATALOG INTEGRATION "X" CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG GLUE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r'
      GLUE_CATALOG_ID = '123456789012' GLUE_REGION = 'us-east-1' CATALOG_NAMESPACE = 'db' ENABLED = true COMMENT = 'c'`,
    created: [
      {
        sql: "SHOW CATALOG INTEGRATIONS LIKE 'X'",
        row: "integrations",
        has: { name: "X", type: "CATALOG", category: "CATALOG", enabled: "true", comment: "c" },
      },
      {
        sql: 'DESCRIBE CATALOG INTEGRATION "X"',
        row: "properties",
        valueIn: "property_value",
        has: {
          CATALOG_SOURCE: "GLUE",
          TABLE_FORMAT: "ICEBERG",
          ENABLED: "true",
          REFRESH_INTERVAL_SECONDS: "30",
          CATALOG_NAMESPACE: "db",
          GLUE_AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/r",
          GLUE_CATALOG_ID: "123456789012",
          GLUE_REGION: "us-east-1",
          GLUE_AWS_IAM_USER_ARN: expect.stringMatching(/^arn:aws:iam::/),
          GLUE_AWS_EXTERNAL_ID: expect.stringMatching(/./),
        },
      },
    ],
    alter: [`ALTER CATALOG INTEGRATION "X" SET ENABLED = false REFRESH_INTERVAL_SECONDS = 60 COMMENT = 'd'`],
    altered: [
      {
        sql: "SHOW CATALOG INTEGRATIONS LIKE 'X'",
        row: "integrations",
        has: { enabled: "false", comment: "d" },
      },
      {
        sql: 'DESCRIBE CATALOG INTEGRATION "X"',
        row: "properties",
        valueIn: "property_value",
        has: { REFRESH_INTERVAL_SECONDS: "60" },
      },
    ],
    drop: 'DROP CATALOG INTEGRATION IF EXISTS "X"',
    gone: "SHOW CATALOG INTEGRATIONS LIKE 'X'",
  },
  catalog_integration_iceberg_rest: {
    create: `CREATE CATALOG INTEGRATION "X" CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG CATALOG_NAMESPACE = 'db'
      REST_CONFIG = (CATALOG_URI = 'https://glue.us-east-1.amazonaws.com/iceberg' CATALOG_NAME = '123456789012' CATALOG_API_TYPE = AWS_GLUE
      ACCESS_DELEGATION_MODE = VENDED_CREDENTIALS) REST_AUTHENTICATION = (TYPE = SIGV4 SIGV4_IAM_ROLE = 'arn:aws:iam::123456789012:role/r'
      SIGV4_SIGNING_REGION = 'us-east-1' SIGV4_EXTERNAL_ID = 'one-of-ours') ENABLED = true COMMENT = 'c'`,
    created: [
      {
        sql: "SHOW CATALOG INTEGRATIONS LIKE 'X'",
        row: "integrations",
        has: { name: "X", type: "CATALOG", category: "CATALOG", enabled: "true", comment: "c" },
      },
      {
        sql: 'DESCRIBE CATALOG INTEGRATION "X"',
        row: "properties",
        valueIn: "property_value",
        has: {
          CATALOG_SOURCE: "ICEBERG_REST",
          CATALOG_NAMESPACE: "db",
          REST_CONFIG: expect.stringContaining("CATALOG_API_TYPE=AWS_GLUE"),
          REST_AUTHENTICATION: expect.stringContaining("SIGV4_IAM_ROLE=arn:aws:iam::123456789012:role/r"),
        },
      },
    ],
    alter: [`ALTER CATALOG INTEGRATION "X" SET REFRESH_INTERVAL_SECONDS = 45`],
    altered: [
      {
        sql: 'DESCRIBE CATALOG INTEGRATION "X"',
        row: "properties",
        valueIn: "property_value",
        has: { REFRESH_INTERVAL_SECONDS: "45" },
      },
    ],
    drop: 'DROP CATALOG INTEGRATION IF EXISTS "X"',
    gone: "SHOW CATALOG INTEGRATIONS LIKE 'X'",
  },
  email_notification_integration: {
    create: `CREATE NOTIFICATION INTEGRATION "X" ENABLED = true TYPE = EMAIL ALLOWED_RECIPIENTS = ('a@example.com') COMMENT = 'c'`,
    created: [
      {
        sql: "SHOW NOTIFICATION INTEGRATIONS LIKE 'X'",
        row: "integrations",
        has: { type: "EMAIL", category: "NOTIFICATION", enabled: "true", comment: "c" },
      },
      {
        sql: 'DESCRIBE NOTIFICATION INTEGRATION "X"',
        row: "properties",
        valueIn: "property_value",
        has: { ALLOWED_RECIPIENTS: "a@example.com", ENABLED: "true" },
      },
    ],
    alter: [
      `ALTER NOTIFICATION INTEGRATION "X" SET ENABLED = false COMMENT = 'd'`,
      'ALTER NOTIFICATION INTEGRATION "X" UNSET ALLOWED_RECIPIENTS',
    ],
    altered: [
      {
        sql: "SHOW NOTIFICATION INTEGRATIONS LIKE 'X'",
        row: "integrations",
        has: { enabled: "false", comment: "d" },
      },
    ],
    drop: 'DROP NOTIFICATION INTEGRATION IF EXISTS "X"',
    gone: "SHOW NOTIFICATION INTEGRATIONS LIKE 'X'",
  },
  notification_integration: {
    create: `CREATE NOTIFICATION INTEGRATION "X" ENABLED = true DIRECTION = OUTBOUND TYPE = QUEUE NOTIFICATION_PROVIDER = AWS_SNS
      AWS_SNS_TOPIC_ARN = 'arn:aws:sns:us-east-1:123456789012:t' AWS_SNS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' COMMENT = 'c'`,
    created: [
      {
        sql: "SHOW NOTIFICATION INTEGRATIONS LIKE 'X'",
        row: "integrations",
        has: { type: expect.stringMatching(/^QUEUE/), category: "NOTIFICATION", enabled: "true", comment: "c" },
      },
      {
        sql: 'DESCRIBE NOTIFICATION INTEGRATION "X"',
        row: "properties",
        valueIn: "property_value",
        has: {
          NOTIFICATION_PROVIDER: "AWS_SNS",
          DIRECTION: "OUTBOUND",
          AWS_SNS_TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:t",
          AWS_SNS_ROLE_ARN: "arn:aws:iam::123456789012:role/r",
          SF_AWS_IAM_USER_ARN: expect.stringMatching(/^arn:aws:iam::/),
          SF_AWS_EXTERNAL_ID: expect.stringMatching(/_SFCRole=/),
        },
      },
    ],
    alter: [
      `ALTER NOTIFICATION INTEGRATION "X" SET AWS_SNS_TOPIC_ARN = 'arn:aws:sns:us-east-1:123456789012:u'
        AWS_SNS_ROLE_ARN = 'arn:aws:iam::123456789012:role/s'`,
    ],
    altered: [
      {
        sql: 'DESCRIBE NOTIFICATION INTEGRATION "X"',
        row: "properties",
        valueIn: "property_value",
        has: { AWS_SNS_TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:u" },
      },
    ],
    drop: 'DROP NOTIFICATION INTEGRATION IF EXISTS "X"',
    gone: "SHOW NOTIFICATION INTEGRATIONS LIKE 'X'",
  },
});
