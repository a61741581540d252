import { UNKNOWN } from "../../src/plugin/cty";
import { Terraform } from "../support/harness";
import { ScriptedRunner } from "../support/scripted-runner";

const validate = (type: string, config: Parameters<Terraform["validate"]>[0]) =>
  new Terraform(type, new ScriptedRunner()).validate(config);
const GRANT = "snowflake_grant_privileges_to_account_role";

describe("validation", () => {
  it("passes a right configuration", async () => {
    expect(await validate(GRANT, { account_role_name: "R", all_privileges: true, on_account: true })).toEqual([]);
  });

  it("asks for exactly one of a group", async () => {
    expect(await validate("snowflake_grant_account_role", { role_name: "R" })).toEqual([
      expect.stringContaining("one of `user_name`, `parent_role_name` must be specified"),
    ]);
    expect(
      await validate("snowflake_grant_account_role", { role_name: "R", user_name: "U", parent_role_name: "P" }),
    ).toEqual([expect.stringContaining("only one of `user_name`, `parent_role_name` can be specified")]);
  });

  it("lets values pass that are not known yet", async () => {
    expect(await validate("snowflake_grant_account_role", { role_name: UNKNOWN, user_name: UNKNOWN })).toEqual([]);
    expect(
      await validate("snowflake_warehouse", { name: UNKNOWN, warehouse_size: UNKNOWN, auto_suspend: UNKNOWN }),
    ).toEqual([]);
  });

  it("refuses arguments that exclude each other, and values that Snowflake doesn't know", async () => {
    expect(
      await validate("snowflake_warehouse", { name: "W", generation: "2", resource_constraint: "MEMORY_1X" }),
    ).toEqual(expect.arrayContaining([expect.stringContaining("conflicts with resource_constraint")]));
    expect(
      await validate("snowflake_warehouse", {
        name: "W",
        warehouse_size: "HUGE",
        auto_resume: "yes",
        max_cluster_count: 0,
      }),
    ).toHaveLength(3);
    expect(await validate("snowflake_resource_monitor", { name: "M", frequency: "DAILY" })).toEqual([
      expect.stringContaining("`frequency,start_timestamp` must be specified"),
    ]);
  });

  it("points at the attribute inside of a block", async () => {
    const terraform = new Terraform(GRANT, new ScriptedRunner());
    await terraform.validate({
      account_role_name: "R",
      privileges: ["USAGE"],
      on_account_object: [{ object_type: "TABLE", object_name: "T" }],
    });
    expect(terraform.diagnostics).toMatchObject([
      {
        attribute: {
          steps: [{ attribute_name: "on_account_object" }, { element_key_int: 0 }, { attribute_name: "object_type" }],
        },
      },
    ]);
  });
});

describe("what isn't carried out", () => {
  it.each([
    ["on_schema", { inherited: [{ in_database: "D" }] }],
    ["on_schema_object", { inherited: [{ object_type_plural: "TABLES", in_database: "D" }] }],
  ])("is refused by name: inherited grants %s", async (name, block) => {
    expect(await validate(GRANT, { account_role_name: "R", privileges: ["USAGE"], [name]: [block] })).toEqual([
      expect.stringContaining(`${name}.inherited is not carried out by the stand-in`),
    ]);
  });

  it("is refused by name: tags, policies and keys of schema objects", async () => {
    const place = { database: "D", schema: "S", name: "N" };
    const tag = [{ name: "T", value: "v" }];
    expect(
      await validate("snowflake_table", {
        ...place,
        column: [{ name: "A", type: "INT", masking_policy: "P" }],
        primary_key: [{ keys: ["A"] }],
        tag,
      }),
    ).toEqual([
      expect.stringContaining("primary_key is not carried out"),
      expect.stringContaining("tag is not carried out"),
      expect.stringContaining("column.masking_policy is not carried out"),
    ]);
    expect(
      await validate("snowflake_view", {
        ...place,
        statement: "SELECT 1",
        row_access_policy: [{ policy_name: "P", on: ["A"] }],
      }),
    ).toEqual([expect.stringContaining("row_access_policy is not carried out")]);
    expect(
      await validate("snowflake_task", { ...place, started: true, sql_statement: "SELECT 1", autocommit: true }),
    ).toEqual([expect.stringContaining("autocommit is not carried out")]);
  });

  it("is refused by name: other authentications, other clouds, other resources", async () => {
    const rest = [{ catalog_uri: "https://c" }];
    expect(
      await validate("snowflake_catalog_integration_iceberg_rest", {
        name: "C",
        enabled: true,
        rest_config: rest,
        bearer_rest_authentication: [{ bearer_token: "t" }],
      }),
    ).toEqual([expect.stringContaining("bearer_rest_authentication is not carried out")]);
    const location = { storage_location_name: "l", storage_provider: "GCS", storage_base_url: "gcs://b" };
    expect(await validate("snowflake_external_volume", { name: "V", storage_location: [location] })).toEqual([
      expect.stringContaining('storage provider "GCS" is not carried out'),
    ]);
    expect(await validate("snowflake_external_table", {})).toEqual([
      "snowflake_external_table is not carried out: snowflake_external_table refused",
    ]);
  });
});
