import { Terraform } from "../support/harness";
import { describeCases, PRINTED, TIME } from "../support/scripted-life";
import { ScriptedRunner } from "../support/scripted-runner";

const STATUS = {
  currentSnapshotId: 12,
  lastSnapshotTime: "2026-09-21T14:13:20Z",
  pendingSnapshotCount: 0,
  executionState: "RUNNING",
  lastUpdatedTime: "2026-09-21T14:14:20Z",
};
const ROW = {
  name: "T",
  database_name: "D",
  schema_name: "S",
  owner: "O",
  external_volume_name: "V",
  catalog_name: "C",
  iceberg_table_type: "UNMANAGED",
  catalog_table_name: "t",
  catalog_namespace: "ns",
  base_location: null,
  can_write_metadata: "N",
  comment: "c",
  owner_role_type: "ROLE",
  catalog_sync_name: "",
  auto_refresh_status: JSON.stringify(STATUS),
  partition_specs: JSON.stringify([
    { "spec-id": 0, fields: [{ name: "day", transform: "day", "source-id": 2, "field-id": 1000 }] },
  ]),
  current_partition_spec_id: "0",
  iceberg_table_format_version: "2",
  ...TIME,
};
const DESCRIBED = {
  name: "ID",
  type: "VARCHAR(134217728)",
  "source iceberg type": "string",
  kind: "COLUMN",
  "null?": "Y",
  default: null,
  "primary key": "N",
  "unique key": "N",
};
const PARAMETERS = [
  { key: "EXTERNAL_VOLUME", value: "V", default: "", level: "TABLE" },
  { key: "CATALOG", value: "C", default: "", level: "TABLE" },
  { key: "REPLACE_INVALID_CHARACTERS", value: "false", default: "false", level: "" },
];
const SCRIPT = { "SHOW ICEBERG TABLES": [ROW], "DESCRIBE ICEBERG": [DESCRIBED], "SHOW PARAMETERS": PARAMETERS };
const CONFIG = {
  database: "D",
  schema: "S",
  name: "T",
  external_volume: "V",
  catalog: '"C"',
  catalog_namespace: "ns",
  catalog_table_name: "t",
  auto_refresh: "true",
  comment: "c",
};
const READ = [
  'SHOW ICEBERG TABLES LIKE \'T\' IN SCHEMA "D"."S"',
  'DESCRIBE ICEBERG TABLE "D"."S"."T"',
  'SHOW PARAMETERS IN TABLE "D"."S"."T"',
];

describeCases([
  {
    type: "snowflake_iceberg_table_from_aws_glue",
    config: CONFIG,
    script: SCRIPT,
    create: [
      "CREATE ICEBERG TABLE \"D\".\"S\".\"T\" EXTERNAL_VOLUME = '\\\"V\\\"' CATALOG = '\\\"C\\\"' CATALOG_TABLE_NAME = 't' CATALOG_NAMESPACE = 'ns' AUTO_REFRESH = true COMMENT = 'c'",
      ...READ,
    ],
    id: '"D"."S"."T"',
    state: {
      fully_qualified_name: '"D"."S"."T"',
      external_volume: "V",
      catalog: "C",
      replace_invalid_characters: false,
      show_output: [
        {
          created_on: PRINTED,
          iceberg_table_type: "UNMANAGED",
          can_write_metadata: false,
          auto_refresh_status: [{ execution_state: "RUNNING", current_snapshot_id: 12 }],
          partition_specs: [{ spec_id: 0, fields: [{ name: "day", transform: "day", source_id: 2, field_id: 1000 }] }],
        },
      ],
      describe_output: [{ name: "ID", source_iceberg_type: "string", is_nullable: true }],
      parameters: [{ catalog: [{ value: "C", level: "TABLE" }] }],
    },
    change: { ...CONFIG, comment: "", auto_refresh: "false", replace_invalid_characters: true },
    update: [
      'ALTER ICEBERG TABLE "D"."S"."T" SET REPLACE_INVALID_CHARACTERS = true AUTO_REFRESH = false',
      'ALTER ICEBERG TABLE "D"."S"."T" UNSET COMMENT',
      ...READ,
    ],
    remove: 'DROP ICEBERG TABLE IF EXISTS "D"."S"."T"',
  },
]);

describe("snowflake_iceberg_table_from_aws_glue", () => {
  it("is replaced for another table of the catalog, another catalog and another volume", async () => {
    const terraform = new Terraform("snowflake_iceberg_table_from_aws_glue", new ScriptedRunner(SCRIPT));
    await terraform.apply(CONFIG);
    const other = { ...CONFIG, catalog: "C2", external_volume: "V2", catalog_table_name: "t2" };
    expect([...(await terraform.plan(other)).replace].sort()).toEqual([
      "catalog",
      "catalog_table_name",
      "external_volume",
    ]);
  });

  it("shows that it no longer refreshes itself, and that it reads another namespace", async () => {
    const runner = new ScriptedRunner(SCRIPT);
    const terraform = new Terraform("snowflake_iceberg_table_from_aws_glue", runner);
    await terraform.apply(CONFIG);
    runner.script = { ...SCRIPT, "SHOW ICEBERG TABLES": [{ ...ROW, auto_refresh_status: "" }] };
    await terraform.refresh();
    expect(terraform.state).toMatchObject({ auto_refresh: "false" });
    expect((await terraform.plan(CONFIG)).planned).toMatchObject({ auto_refresh: "true" });
    runner.script = { ...SCRIPT, "SHOW ICEBERG TABLES": [{ ...ROW, catalog_namespace: "other" }] };
    await terraform.refresh();
    expect((await terraform.plan(CONFIG)).replace).toEqual(["catalog_namespace"]);
  });

  it("has no difference while a snapshot follows the other", async () => {
    const runner = new ScriptedRunner(SCRIPT);
    const terraform = new Terraform("snowflake_iceberg_table_from_aws_glue", runner);
    await terraform.apply(CONFIG);
    const status = JSON.stringify({ ...STATUS, currentSnapshotId: 13 });
    runner.script = { ...SCRIPT, "SHOW ICEBERG TABLES": [{ ...ROW, auto_refresh_status: status }] };
    await terraform.refresh();
    expect((await terraform.plan(CONFIG)).planned).toEqual(terraform.state);
  });

  it("is imported by its name in full", async () => {
    const terraform = new Terraform("snowflake_iceberg_table_from_aws_glue", new ScriptedRunner(SCRIPT));
    await terraform.import('"D"."S"."T"');
    await terraform.refresh();
    expect(terraform.diagnostics).toEqual([]);
    expect(terraform.state).toMatchObject({ name: "T", auto_refresh: "true", catalog_table_name: "t", catalog: "C" });
  });
});
