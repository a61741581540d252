import { parseOutputs } from "../../../rehearsal/terraform/outputs";

const carried = {
  storage_integration_name: "S",
  external_volume_name: "V",
  storage_principal_arn: "arn:aws:iam::999999999999:user/s",
  volume_principal_arn: "arn:aws:iam::999999999999:user/v",
};
const failover = {
  account_group_name: "A",
  volume_group_name: "V",
  database_group_name: "D",
  connection_name: "",
};
const account = {
  catalog_integration_rest_name: "R",
  catalog_integration_glue_name: "G",
  analyst_role_name: "A",
  glue_principal_arn: "arn:aws:iam::999999999999:user/x",
  glue_external_id: "G",
};
const data = {
  external_database_name: "E",
  external_schema_name: "S",
  catalog_linked_database_name: "C",
  prod_database_name: "P",
  prod_schema_name: "S",
  monitoring_database_name: "M",
  monitoring_schema_name: "S",
  operations_database_name: "O",
  procedure_names: { HEARTBEAT: "M.S.HEARTBEAT" },
  task_names: { HEARTBEAT_TASK: "M.S.HEARTBEAT_TASK" },
  view_names: {},
};
const all = () =>
  new Map<string, Record<string, unknown>>([
    ["lake", { bucket_name: "b", glue_database_name: "d", registration_role_arn: "arn" }],
    ["controller", { bucket_name: "b", bucket_region: "us-east-2" }],
    ["failover-primary", failover],
    ["failover-secondary", { ...failover, ...carried, storage_integration_name: "ARRIVED" }],
    ["primary-account", { ...account, ...carried }],
    ["secondary-account", account],
    ["primary-data", data],
    ["secondary-data", data],
    ["trust", { role_arns: { primary_storage: "arn" } }],
  ]);

describe("parseOutputs", () => {
  it("takes what the stacks publish", () => {
    expect(parseOutputs(all()).primary.analyst_role_name).toBe("A");
    expect(parseOutputs(all()).secondary.storage_integration_name).toBe("ARRIVED");
    expect(parseOutputs(all()).data.secondary.task_names).toEqual({ HEARTBEAT_TASK: "M.S.HEARTBEAT_TASK" });
  });

  it("fails for a stack without outputs, naming it", () => {
    const outputs = all();
    outputs.delete("trust");
    expect(() => parseOutputs(outputs)).toThrow("there are no outputs of stack trust");
  });

  it("fails for a missing output, naming stack and output", () => {
    expect(() => parseOutputs(all().set("lake", { bucket_name: "b", glue_database_name: "d" }))).toThrow(
      /outputs of stack lake .*registration_role_arn/,
    );
  });
});
