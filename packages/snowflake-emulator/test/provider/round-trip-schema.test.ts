import { describeRoundTrips } from "./round-trip";

describeRoundTrips("small objects of a schema, as the provider makes and reads them:", {
  network_rule: {
    create: `CREATE NETWORK RULE "D"."S"."X" TYPE = HOST_PORT VALUE_LIST = ('example.com', 'company.com:443') MODE = EGRESS COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW NETWORK RULES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "networkRules",
        has: { type: "HOST_PORT", mode: "EGRESS", entries_in_valuelist: 2, comment: "c" },
      },
      {
        sql: 'DESCRIBE NETWORK RULE "D"."S"."X"',
        row: "networkRule",
        has: { value_list: "example.com,company.com:443" },
      },
    ],
    alter: [
      `ALTER NETWORK RULE "D"."S"."X" SET VALUE_LIST = ('example.com')`,
      'ALTER NETWORK RULE "D"."S"."X" UNSET COMMENT',
    ],
    altered: [
      {
        sql: `SHOW NETWORK RULES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "networkRules",
        has: { entries_in_valuelist: 1, comment: "" },
      },
    ],
    drop: 'DROP NETWORK RULE IF EXISTS "D"."S"."X"',
    gone: `SHOW NETWORK RULES LIKE 'X' IN SCHEMA "D"."S"`,
  },
  secret_with_generic_string: {
    create: `CREATE SECRET "D"."S"."X" TYPE = GENERIC_STRING SECRET_STRING = 's' COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW SECRETS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "secrets",
        has: { secret_type: "GENERIC_STRING", comment: "c" },
      },
      { sql: 'DESCRIBE SECRET "D"."S"."X"', row: "secret", has: { secret_type: "GENERIC_STRING", comment: "c" } },
    ],
    alter: [`ALTER SECRET "D"."S"."X" SET SECRET_STRING = 't'`, 'ALTER SECRET "D"."S"."X" UNSET COMMENT'],
    altered: [{ sql: `SHOW SECRETS LIKE 'X' IN SCHEMA "D"."S"`, row: "secrets", has: { name: "X" } }],
    drop: 'DROP SECRET IF EXISTS "D"."S"."X"',
    gone: `SHOW SECRETS LIKE 'X' IN SCHEMA "D"."S"`,
  },
  tag: {
    create: `CREATE TAG "D"."S"."X" ALLOWED_VALUES 'a', 'b' COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW TAGS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "tags",
        has: { allowed_values: '["a","b"]', comment: "c", owner_role_type: "ROLE" },
      },
      {
        sql: `SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.POLICY_REFERENCES(REF_ENTITY_NAME => '"D"."S"."X"', REF_ENTITY_DOMAIN => 'TAG'))`,
        row: "policyReferences",
        valueIn: "POLICY_KIND",
        has: {},
      },
    ],
    alter: [
      `ALTER TAG "D"."S"."X" DROP ALLOWED_VALUES 'a'`,
      'ALTER TAG "D"."S"."X" UNSET COMMENT',
      'ALTER TAG "D"."S"."X" RENAME TO "D"."S"."Y"',
    ],
    altered: [
      { sql: `SHOW TAGS LIKE 'Y' IN SCHEMA "D"."S"`, row: "tags", has: { allowed_values: '["b"]', comment: "" } },
    ],
    drop: 'DROP TAG IF EXISTS "D"."S"."Y"',
    gone: `SHOW TAGS LIKE 'Y' IN SCHEMA "D"."S"`,
  },
  authentication_policy: {
    create: `CREATE AUTHENTICATION POLICY "D"."S"."X" AUTHENTICATION_METHODS = ('KEYPAIR', 'PASSWORD') CLIENT_TYPES = ('ALL') COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW AUTHENTICATION POLICIES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "authenticationPolicies",
        has: { name: "X", kind: "AUTHENTICATION_POLICY", comment: "c" },
      },
      {
        sql: 'DESCRIBE AUTHENTICATION POLICY "D"."S"."X"',
        row: "describedProperties",
        valueIn: "value",
        has: { AUTHENTICATION_METHODS: "[KEYPAIR, PASSWORD]", CLIENT_TYPES: "[ALL]", COMMENT: "c" },
      },
    ],
    alter: [
      `ALTER AUTHENTICATION POLICY "D"."S"."X" SET AUTHENTICATION_METHODS = ('ALL')`,
      'ALTER AUTHENTICATION POLICY "D"."S"."X" UNSET COMMENT',
    ],
    altered: [
      {
        sql: 'DESCRIBE AUTHENTICATION POLICY "D"."S"."X"',
        row: "describedProperties",
        valueIn: "value",
        has: { AUTHENTICATION_METHODS: "[ALL]" },
      },
    ],
    drop: 'DROP AUTHENTICATION POLICY IF EXISTS "D"."S"."X"',
    gone: `SHOW AUTHENTICATION POLICIES LIKE 'X' IN SCHEMA "D"."S"`,
  },
  sequence: {
    create: `CREATE SEQUENCE "D"."S"."X" START = 5 INCREMENT = 2 ORDER COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW SEQUENCES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "sequences",
        has: { next_value: "5", interval: "2", ordered: "Y", comment: "c" },
      },
      { sql: 'DESCRIBE SEQUENCE "D"."S"."X"', row: "sequences", has: { next_value: "5", interval: "2" } },
    ],
    alter: ['ALTER SEQUENCE "D"."S"."X" SET INCREMENT = 3'],
    altered: [{ sql: `SHOW SEQUENCES LIKE 'X' IN SCHEMA "D"."S"`, row: "sequences", has: { interval: "3" } }],
    drop: 'DROP SEQUENCE IF EXISTS "D"."S"."X"',
    gone: `SHOW SEQUENCES LIKE 'X' IN SCHEMA "D"."S"`,
  },
  file_format: {
    create: `CREATE FILE FORMAT "D"."S"."X" TYPE = CSV FIELD_DELIMITER = ';' SKIP_HEADER = 1 NULL_IF = ('NULL', '') TRIM_SPACE = true
      FIELD_OPTIONALLY_ENCLOSED_BY = '"' COMPRESSION = GZIP COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW FILE FORMATS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "fileFormats",
        has: { type: "CSV", comment: "c", format_options: expect.stringContaining('"FIELD_DELIMITER":";"') },
      },
      {
        sql: 'DESCRIBE FILE FORMAT "D"."S"."X"',
        row: "properties",
        valueIn: "property_value",
        has: { TYPE: "CSV", FIELD_DELIMITER: ";", SKIP_HEADER: "1", TRIM_SPACE: "true", COMPRESSION: "GZIP" },
      },
    ],
    alter: [`ALTER FILE FORMAT "D"."S"."X" SET SKIP_HEADER = 2 COMMENT = 'd'`],
    altered: [
      {
        sql: 'DESCRIBE FILE FORMAT "D"."S"."X"',
        row: "properties",
        valueIn: "property_value",
        has: { SKIP_HEADER: "2", FIELD_DELIMITER: ";" },
      },
    ],
    drop: 'DROP FILE FORMAT IF EXISTS "D"."S"."X"',
    gone: `SHOW FILE FORMATS LIKE 'X' IN SCHEMA "D"."S"`,
  },
  file_format_json: {
    create: `CREATE FILE FORMAT "D"."S"."X" TYPE = JSON STRIP_OUTER_ARRAY = true NULL_IF = ('NULL')`,
    created: [
      { sql: `SHOW FILE FORMATS LIKE 'X' IN SCHEMA "D"."S"`, row: "fileFormats", has: { type: "JSON" } },
      {
        sql: 'DESCRIBE FILE FORMAT "D"."S"."X"',
        row: "properties",
        valueIn: "property_value",
        has: { TYPE: "JSON", STRIP_OUTER_ARRAY: "true", ENABLE_OCTAL: "false" },
      },
    ],
    drop: 'DROP FILE FORMAT IF EXISTS "D"."S"."X"',
    gone: `SHOW FILE FORMATS LIKE 'X' IN SCHEMA "D"."S"`,
  },
  file_format_parquet: {
    create: `CREATE FILE FORMAT "D"."S"."X" TYPE = PARQUET COMPRESSION = SNAPPY BINARY_AS_TEXT = false`,
    created: [
      { sql: `SHOW FILE FORMATS LIKE 'X' IN SCHEMA "D"."S"`, row: "fileFormats", has: { type: "PARQUET" } },
      {
        sql: 'DESCRIBE FILE FORMAT "D"."S"."X"',
        row: "properties",
        valueIn: "property_value",
        has: { TYPE: "PARQUET", COMPRESSION: "SNAPPY", BINARY_AS_TEXT: "false" },
      },
    ],
    drop: 'DROP FILE FORMAT IF EXISTS "D"."S"."X"',
    gone: `SHOW FILE FORMATS LIKE 'X' IN SCHEMA "D"."S"`,
  },
});
