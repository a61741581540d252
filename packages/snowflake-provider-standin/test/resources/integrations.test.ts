import { describeCases, property, TIME } from "../support/scripted-life";

const REST = { catalog_uri: "https://c", catalog_name: "1", catalog_api_type: "AWS_GLUE" };
const CATALOG_ROW = { name: "C", enabled: "true", type: "CATALOG", category: "CATALOG", comment: null, ...TIME };
describeCases([
  {
    type: "snowflake_storage_integration_aws",
    config: {
      name: "S",
      enabled: true,
      storage_provider: "s3",
      storage_allowed_locations: ["s3://a/"],
      storage_aws_role_arn: "arn:r",
      comment: "c",
    },
    script: {
      "SHOW STORAGE": [
        { name: "S", type: "EXTERNAL_STAGE", category: "STORAGE", enabled: "true", comment: "c", ...TIME },
      ],
      "DESCRIBE STORAGE": [
        property("STORAGE_PROVIDER", "S3"),
        property("STORAGE_ALLOWED_LOCATIONS", "s3://a/"),
        property("STORAGE_AWS_ROLE_ARN", "arn:r"),
        property("STORAGE_AWS_EXTERNAL_ID", "gen"),
      ],
    },
    create: [
      "CREATE STORAGE INTEGRATION \"S\" TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:r' ENABLED = true STORAGE_ALLOWED_LOCATIONS = ('s3://a/') COMMENT = 'c'",
      "SHOW STORAGE INTEGRATIONS LIKE 'S'",
      'DESCRIBE STORAGE INTEGRATION "S"',
    ],
    id: "S",
    state: {
      storage_provider: "S3",
      describe_output: [{ external_id: "gen", allowed_locations: ["s3://a/"] }],
      show_output: [{ storage_type: "EXTERNAL_STAGE" }],
    },
    change: {
      name: "S",
      enabled: false,
      storage_provider: "S3",
      storage_allowed_locations: ["s3://b/"],
      storage_aws_role_arn: "arn:r",
    },
    update: [
      "ALTER STORAGE INTEGRATION \"S\" SET ENABLED = false STORAGE_ALLOWED_LOCATIONS = ('s3://b/')",
      'ALTER STORAGE INTEGRATION "S" UNSET COMMENT',
      "SHOW STORAGE INTEGRATIONS LIKE 'S'",
      'DESCRIBE STORAGE INTEGRATION "S"',
    ],
    remove: 'DROP STORAGE INTEGRATION IF EXISTS "S"',
  },
  {
    type: "snowflake_catalog_integration_aws_glue",
    config: { name: "C", enabled: true, glue_aws_role_arn: "arn:g", glue_catalog_id: "1" },
    script: {
      "SHOW CATALOG": [CATALOG_ROW],
      "DESCRIBE CATALOG": [
        property("CATALOG_SOURCE", "GLUE"),
        property("ENABLED", "true"),
        property("REFRESH_INTERVAL_SECONDS", "30"),
        property("GLUE_AWS_ROLE_ARN", "arn:g"),
        property("GLUE_CATALOG_ID", "1"),
        property("GLUE_AWS_EXTERNAL_ID", "e"),
      ],
    },
    create: [
      "CREATE CATALOG INTEGRATION \"C\" CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG GLUE_AWS_ROLE_ARN = 'arn:g' GLUE_CATALOG_ID = '1' ENABLED = true",
      "SHOW CATALOG INTEGRATIONS LIKE 'C'",
      'DESCRIBE CATALOG INTEGRATION "C"',
    ],
    id: "C",
    state: { catalog_source: "GLUE", describe_output: [{ glue_aws_external_id: "e", refresh_interval_seconds: 30 }] },
    change: { name: "C", enabled: false, comment: "n", glue_aws_role_arn: "arn:g", glue_catalog_id: "1" },
    update: [
      "ALTER CATALOG INTEGRATION \"C\" SET ENABLED = false COMMENT = 'n'",
      "SHOW CATALOG INTEGRATIONS LIKE 'C'",
      'DESCRIBE CATALOG INTEGRATION "C"',
    ],
    remove: 'DROP CATALOG INTEGRATION IF EXISTS "C"',
  },
  {
    type: "snowflake_catalog_integration_iceberg_rest",
    config: {
      name: "C",
      enabled: true,
      rest_config: [REST],
      sigv4_rest_authentication: [{ sigv4_iam_role: "arn:i", sigv4_external_id: "e" }],
    },
    script: {
      "SHOW CATALOG": [CATALOG_ROW],
      "DESCRIBE CATALOG": [
        property("CATALOG_SOURCE", "ICEBERG_REST"),
        property("ENABLED", "true"),
        property(
          "REST_CONFIG",
          "{CATALOG_URI=https://c, PREFIX=null, CATALOG_API_TYPE=AWS_GLUE, CATALOG_NAME=1, ACCESS_DELEGATION_MODE=VENDED_CREDENTIALS}",
        ),
        property("REST_AUTHENTICATION", "{TYPE=SIGV4, SIGV4_IAM_ROLE=arn:i, SIGV4_SIGNING_REGION=us-west-2}"),
      ],
    },
    create: [
      "CREATE CATALOG INTEGRATION \"C\" CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG REST_CONFIG = (CATALOG_URI = 'https://c' CATALOG_NAME = '1' CATALOG_API_TYPE = AWS_GLUE) REST_AUTHENTICATION = (TYPE = SIGV4 SIGV4_IAM_ROLE = 'arn:i' SIGV4_EXTERNAL_ID = 'e') ENABLED = true",
      "SHOW CATALOG INTEGRATIONS LIKE 'C'",
      'DESCRIBE CATALOG INTEGRATION "C"',
    ],
    id: "C",
    state: {
      describe_output: [
        {
          rest_config: [{ access_delegation_mode: "VENDED_CREDENTIALS", prefix: "" }],
          sigv4_rest_authentication: [{ sigv4_signing_region: "us-west-2" }],
        },
      ],
    },
    change: {
      name: "C",
      enabled: true,
      refresh_interval_seconds: 60,
      rest_config: [REST],
      sigv4_rest_authentication: [{ sigv4_iam_role: "arn:i", sigv4_external_id: "e" }],
    },
    update: [
      'ALTER CATALOG INTEGRATION "C" SET REFRESH_INTERVAL_SECONDS = 60',
      "SHOW CATALOG INTEGRATIONS LIKE 'C'",
      'DESCRIBE CATALOG INTEGRATION "C"',
    ],
    remove: 'DROP CATALOG INTEGRATION IF EXISTS "C"',
  },
]);
