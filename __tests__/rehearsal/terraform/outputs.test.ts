import { parseOutputs } from "../../../rehearsal/terraform/outputs";

const account = {
  storage_integration_name: "S",
  external_volume_name: "V",
  catalog_integration_rest_name: "R",
  catalog_integration_glue_name: "G",
  analyst_role_name: "A",
  glue_principal_arn: "arn:aws:iam::999999999999:user/x",
  glue_external_id: "G",
};
const all = () =>
  new Map<string, Record<string, unknown>>([
    ["lake", { bucket_name: "b", glue_database_name: "d", registration_role_arn: "arn" }],
    ["primary-account", account],
    ["secondary-account", account],
    ["trust", { role_arns: { primary_storage: "arn" } }],
  ]);

describe("parseOutputs", () => {
  it("takes what the stacks publish", () => {
    expect(parseOutputs(all()).primary.analyst_role_name).toBe("A");
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
