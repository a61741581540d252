import type { CtyRecord } from "../../src/plugin/cty";
import { Terraform } from "../support/harness";
import { missing, type Script, ScriptedRunner } from "../support/scripted-runner";

const TIME = { "created_on:timestamp_ltz": "1790000000.5" };
const PRINTED = "2026-09-21 14:13:20.5 +0000 UTC";
const property = (name: string, value: string) => ({ property: name, property_value: value });

interface Case {
  readonly type: string;
  readonly config: CtyRecord;
  readonly script: Script;
  readonly create: readonly string[];
  readonly id: string;
  readonly state: object;
  readonly change: CtyRecord;
  readonly update: readonly string[];
  readonly remove: string;
}

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
const REST = { catalog_uri: "https://c", catalog_name: "1", catalog_api_type: "AWS_GLUE" };
const CATALOG_ROW = { name: "C", enabled: "true", type: "CATALOG", category: "CATALOG", comment: null, ...TIME };
const WAREHOUSE_ROW = {
  name: "W",
  state: "STARTED",
  type: "STANDARD",
  size: "X-Small",
  auto_suspend: "600",
  auto_resume: "true",
  resource_monitor: "null",
  ...TIME,
};

const CASES: readonly Case[] = [
  {
    type: "snowflake_account_role",
    config: { name: "R", comment: "it's" },
    script: {
      "SHOW ROLES": [
        { name: "r", comment: "" },
        { name: "R", comment: "it's", owner: "O", ...TIME },
      ],
    },
    create: ["CREATE ROLE \"R\" COMMENT = 'it\\'s'", "SHOW ROLES LIKE 'R'"],
    id: "R",
    state: {
      fully_qualified_name: '"R"',
      comment: "it's",
      show_output: [{ name: "R", comment: "it's", is_default: false, assigned_to_users: 0 }],
    },
    change: { name: "R2" },
    update: ['ALTER ROLE "R" RENAME TO "R2"', 'ALTER ROLE "R2" UNSET COMMENT', "SHOW ROLES LIKE 'R2'"],
    remove: 'DROP ROLE IF EXISTS "R"',
  },
  {
    type: "snowflake_warehouse",
    config: {
      name: "W",
      warehouse_size: "x-small",
      auto_suspend: 60,
      resource_monitor: '"M"',
      max_concurrency_level: 4,
    },
    script: {
      "SHOW WAREHOUSES": [WAREHOUSE_ROW],
      "SHOW PARAMETERS": [{ key: "MAX_CONCURRENCY_LEVEL", value: "4", default: "8", level: "WAREHOUSE" }],
    },
    create: [
      'CREATE WAREHOUSE "W" WAREHOUSE_SIZE = \'XSMALL\' AUTO_SUSPEND = 60 RESOURCE_MONITOR = "M" MAX_CONCURRENCY_LEVEL = 4',
      "SHOW WAREHOUSES LIKE 'W'",
      'SHOW PARAMETERS IN WAREHOUSE "W"',
    ],
    id: "W",
    state: {
      warehouse_size: "x-small",
      auto_resume: "default",
      max_concurrency_level: 4,
      parameters: [{ max_concurrency_level: [{ value: "4" }] }],
    },
    change: { name: "W", warehouse_size: "LARGE", comment: "c" },
    update: [
      "SHOW WAREHOUSES LIKE 'W'",
      "ALTER WAREHOUSE \"W\" SET WAREHOUSE_SIZE = 'LARGE' WAIT_FOR_COMPLETION = true AUTO_SUSPEND = 600 COMMENT = 'c'",
      'ALTER WAREHOUSE "W" UNSET MAX_CONCURRENCY_LEVEL',
      "SHOW WAREHOUSES LIKE 'W'",
      'SHOW PARAMETERS IN WAREHOUSE "W"',
    ],
    remove: 'DROP WAREHOUSE IF EXISTS "W"',
  },
  {
    type: "snowflake_resource_monitor",
    config: { name: "M", credit_quota: 10, notify_triggers: [50], suspend_trigger: 100 },
    script: {
      "SHOW RESOURCE MONITORS": [
        { name: "M", credit_quota: "10.00", frequency: "MONTHLY", notify_at: "50%", suspend_at: "100%", ...TIME },
      ],
    },
    create: [
      'CREATE RESOURCE MONITOR "M" WITH CREDIT_QUOTA = 10 TRIGGERS ON 50 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND',
      "SHOW RESOURCE MONITORS LIKE 'M'",
    ],
    id: "M",
    state: { show_output: [{ credit_quota: 10, suspend_at: 100, frequency: "MONTHLY", created_on: PRINTED }] },
    change: { name: "M", credit_quota: 10, notify_triggers: [60], suspend_trigger: 100 },
    update: [
      'ALTER RESOURCE MONITOR "M" SET CREDIT_QUOTA = 10 TRIGGERS ON 60 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND',
      "SHOW RESOURCE MONITORS LIKE 'M'",
    ],
    remove: 'DROP RESOURCE MONITOR IF EXISTS "M"',
  },
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
  {
    type: "snowflake_grant_privileges_to_account_role",
    config: {
      account_role_name: '"R"',
      privileges: ["USAGE", "MONITOR"],
      on_account_object: [{ object_type: "WAREHOUSE", object_name: "W" }],
    },
    script: {
      "SHOW ROLES": [{ name: "R" }],
      "SHOW GRANTS": ["USAGE", "MONITOR", "OPERATE"].map((privilege) => ({
        privilege,
        granted_on: "WAREHOUSE",
        granted_to: "ROLE",
        grantee_name: "R",
        grant_option: "false",
        granted_by: "A",
        name: "W",
      })),
    },
    create: [
      'GRANT USAGE, MONITOR ON WAREHOUSE "W" TO ROLE "R"',
      "SHOW ROLES LIKE 'R'",
      'SHOW GRANTS ON WAREHOUSE "W"',
    ],
    id: '"R"|false|false|USAGE,MONITOR|OnAccountObject|WAREHOUSE|"W"',
    state: { privileges: ["USAGE", "MONITOR"], all_privileges: false },
    change: {
      account_role_name: '"R"',
      privileges: ["USAGE", "OPERATE"],
      on_account_object: [{ object_type: "WAREHOUSE", object_name: "W" }],
    },
    update: [
      'REVOKE GRANT OPTION FOR OPERATE ON WAREHOUSE "W" FROM ROLE "R"',
      'GRANT OPERATE ON WAREHOUSE "W" TO ROLE "R"',
      'REVOKE MONITOR ON WAREHOUSE "W" FROM ROLE "R"',
      "SHOW ROLES LIKE 'R'",
      'SHOW GRANTS ON WAREHOUSE "W"',
    ],
    remove: 'REVOKE USAGE, MONITOR ON WAREHOUSE "W" FROM ROLE "R"',
  },
];

describe.each(CASES)("$type", (given) => {
  it("creates, reads back, and then plans nothing", async () => {
    const terraform = new Terraform(given.type, new ScriptedRunner(given.script));
    expect(await terraform.apply(given.config)).toEqual(given.create);
    expect(terraform.diagnostics).toEqual([]);
    expect(terraform.state).toMatchObject({ id: given.id, ...given.state });
    expect((await terraform.plan(given.config)).planned).toEqual(terraform.state);
  });

  it("changes in place what can be changed", async () => {
    const terraform = new Terraform(given.type, new ScriptedRunner(given.script));
    await terraform.apply(given.config);
    expect((await terraform.plan(given.change)).replace).toEqual([]);
    expect(await terraform.apply(given.change)).toEqual(given.update);
  });

  it("deletes", async () => {
    const terraform = new Terraform(given.type, new ScriptedRunner(given.script));
    await terraform.apply(given.config);
    expect(await terraform.destroy()).toEqual([given.remove]);
    expect(terraform.state).toBeNull();
  });

  it("drops from the state what is gone, with a warning", async () => {
    const runner = new ScriptedRunner(given.script);
    const terraform = new Terraform(given.type, runner);
    await terraform.apply(given.config);
    runner.script = {};
    await terraform.refresh();
    expect(terraform.state).toBeNull();
    expect(terraform.diagnostics).toMatchObject([{ severity: "WARNING" }]);
  });

  it("keeps the state and says why when Snowflake refuses to delete", async () => {
    const runner = new ScriptedRunner(given.script);
    const terraform = new Terraform(given.type, runner);
    await terraform.apply(given.config);
    runner.script = { [given.remove]: missing("X") };
    await terraform.destroy();
    expect(terraform.state).toMatchObject({ id: given.id });
    expect(terraform.diagnostics).toMatchObject([
      { severity: "ERROR", summary: expect.stringContaining("002003 (02000)") },
    ]);
  });
});

describe("changes made behind Terraform's back", () => {
  it("show in the plan: a warehouse's size, a storage integration's external id", async () => {
    const runner = new ScriptedRunner(CASES[1]?.script);
    const terraform = new Terraform("snowflake_warehouse", runner);
    await terraform.apply({ name: "W", warehouse_size: "XSMALL" });
    runner.script = { "SHOW WAREHOUSES": [{ ...WAREHOUSE_ROW, size: "Large" }] };
    await terraform.refresh();
    expect(terraform.state).toMatchObject({ warehouse_size: "LARGE", auto_suspend: -1 });
    expect((await terraform.plan({ name: "W", warehouse_size: "XSMALL" })).planned).toMatchObject({
      warehouse_size: "XSMALL",
    });
  });
});

describe("snowflake_grant_account_role", () => {
  const script = { "SHOW GRANTS OF ROLE": [{ role: "A", granted_to: "ROLE", grantee_name: "B" }] };

  it("grants, finds the grant, revokes", async () => {
    const terraform = new Terraform("snowflake_grant_account_role", new ScriptedRunner(script));
    expect(await terraform.apply({ role_name: "A", parent_role_name: '"B"' })).toEqual([
      'GRANT ROLE "A" TO ROLE "B"',
      'SHOW GRANTS OF ROLE "A"',
    ]);
    expect(terraform.state?.id).toBe('"A"|ROLE|"B"');
    expect((await terraform.plan({ role_name: "A", parent_role_name: "C" })).replace).toEqual(["parent_role_name"]);
    expect(await terraform.destroy()).toEqual(['REVOKE ROLE "A" FROM ROLE "B"']);
  });

  it("is imported by the real provider's id", async () => {
    const terraform = new Terraform("snowflake_grant_account_role", new ScriptedRunner(script));
    await terraform.import('"A"|USER|"U"');
    expect(terraform.state).toMatchObject({ role_name: "A", user_name: "U", parent_role_name: null });
    await terraform.import("A|B");
    expect(terraform.diagnostics).toMatchObject([
      { summary: expect.stringContaining("expected <role_name>|<grantee_object_type>|<grantee_identifier>") },
    ]);
  });
});

describe("snowflake_execute", () => {
  it("runs its statement, keeps the query's rows and replaces when the statement changes", async () => {
    const terraform = new Terraform("snowflake_execute", new ScriptedRunner({ SELECT: [{ A: "x", B: null }] }));
    expect(await terraform.apply({ execute: "CREATE X", revert: "DROP X", query: "SELECT 1" })).toEqual([
      "CREATE X",
      "SELECT 1",
    ]);
    expect(terraform.state).toMatchObject({ query_results: [{ A: "x", B: "" }] });
    expect((await terraform.plan({ execute: "CREATE Y", revert: "DROP Y" })).replace).toEqual(["execute"]);
    expect(await terraform.destroy()).toEqual(["DROP X"]);
  });

  it("warns when the query fails, and stores nothing when the statement fails", async () => {
    const runner = new ScriptedRunner({ SELECT: missing("T") });
    const terraform = new Terraform("snowflake_execute", runner);
    await terraform.apply({ execute: "CREATE X", revert: "DROP X", query: "SELECT 1" });
    expect(terraform.diagnostics).toMatchObject([{ severity: "WARNING", summary: "SQL query statement failed" }]);
    const other = new Terraform("snowflake_execute", new ScriptedRunner({ CREATE: missing("T") }));
    await other.apply({ execute: "CREATE X", revert: "DROP X" });
    expect(other.state).toBeNull();
  });
});
