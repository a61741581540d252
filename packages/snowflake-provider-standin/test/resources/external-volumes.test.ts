import { describeCases, property } from "../support/scripted-life";

const LOCATION = {
  storage_location_name: "l1",
  storage_provider: "s3",
  storage_base_url: "s3://b/",
  storage_aws_role_arn: "arn:r",
  storage_aws_external_id: "x",
};
const DESCRIBED_LOCATION = JSON.stringify({
  NAME: "l1",
  STORAGE_PROVIDER: "S3",
  STORAGE_BASE_URL: "s3://b/",
  STORAGE_ALLOWED_LOCATIONS: ["s3://b/*"],
  STORAGE_AWS_ROLE_ARN: "arn:r",
  STORAGE_AWS_IAM_USER_ARN: "arn:u",
  STORAGE_AWS_EXTERNAL_ID: "x",
  ENCRYPTION_TYPE: "NONE",
});
const LOCATION_SQL =
  "(NAME = 'l1' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:r' STORAGE_BASE_URL = 's3://b/' STORAGE_AWS_EXTERNAL_ID = 'x')";
/** The same once it was read back: Snowflake shows encryption NONE, and the plan keeps it. */
const READ_BACK_SQL = LOCATION_SQL.replace(/\)$/, " ENCRYPTION = (TYPE = 'NONE'))");
describeCases([
  {
    type: "snowflake_external_volume",
    config: { name: "V", allow_writes: "true", storage_location: [LOCATION] },
    script: {
      "SHOW EXTERNAL": [{ name: "V", allow_writes: "true", comment: null }],
      "DESCRIBE EXTERNAL": [
        property("ALLOW_WRITES", "true"),
        property("STORAGE_LOCATION_1", DESCRIBED_LOCATION),
        property("ACTIVE", ""),
      ],
    },
    create: [
      `CREATE EXTERNAL VOLUME "V" STORAGE_LOCATIONS = (${LOCATION_SQL}) ALLOW_WRITES = true`,
      "SHOW EXTERNAL VOLUMES LIKE 'V'",
      'DESCRIBE EXTERNAL VOLUME "V"',
    ],
    id: "V",
    state: {
      storage_location: [{ storage_location_name: "l1", storage_aws_external_id: "x" }],
      describe_output: [{ storage_locations: [{ s3_storage_location: [{ storage_aws_iam_user_arn: "arn:u" }] }] }],
    },
    change: { name: "V", allow_writes: "true", storage_location: [{ ...LOCATION, storage_location_name: "l2" }] },
    update: [
      `ALTER EXTERNAL VOLUME "V" ADD STORAGE_LOCATION = ${READ_BACK_SQL.replace("'l1'", "'terraform_provider_sentinel_storage_location'")}`,
      "ALTER EXTERNAL VOLUME \"V\" REMOVE STORAGE_LOCATION 'l1'",
      `ALTER EXTERNAL VOLUME "V" ADD STORAGE_LOCATION = ${READ_BACK_SQL.replace("'l1'", "'l2'")}`,
      "ALTER EXTERNAL VOLUME \"V\" REMOVE STORAGE_LOCATION 'terraform_provider_sentinel_storage_location'",
      "SHOW EXTERNAL VOLUMES LIKE 'V'",
      'DESCRIBE EXTERNAL VOLUME "V"',
    ],
    remove: 'DROP EXTERNAL VOLUME IF EXISTS "V"',
  },
]);
