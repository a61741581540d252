import { demoConfig } from "../helpers/demo-config";
import { blocksOf, synthesize } from "../helpers/synthesize";

const trust = synthesize(demoConfig()).trust;

describe("the trust stack", () => {
  it("has one role for each account and purpose, which trusts that account's principal with its external id", () => {
    const trusts = blocksOf(trust, "aws_iam_role").map(({ name, assume_role_policy: policy }) => {
      const [statement] = JSON.parse(String(policy)).Statement;
      return [name, statement.Principal.AWS, statement.Condition.StringEquals["sts:ExternalId"]];
    });
    const output = (account: string, name: string) =>
      `\${data.terraform_remote_state.State-${account}-account.outputs.${name}}`;
    const expected = [
      ["primary", "east"],
      ["secondary", "west"],
    ].flatMap(([account = "", side = ""]) =>
      ["catalog", "glue", "storage", "volume"].map((purpose) => [
        `twinberg-${account}-${purpose}`,
        output(account, `${purpose}_principal_arn`),
        purpose === "glue" ? output(account, "glue_external_id") : `twinberg-${side}-${purpose}`,
      ]),
    );

    expect(trusts.sort()).toEqual(expected);
  });

  it("lets the catalog roles ask Glue and be vended credentials, and the others read files or Glue only", () => {
    const actions = Object.fromEntries(
      blocksOf(trust, "aws_iam_role_policy").map(({ role, policy }) => [
        String(role).replace(/.*\.(\w+-\w+)_.*/, "$1"),
        JSON.parse(String(policy)).Statement.flatMap(({ Action }: { Action: string[] }) => Action),
      ]),
    );

    const glue = ["glue:GetCatalog", "glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables"];
    const files = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:GetBucketLocation"];
    expect(actions["primary-catalog"]).toEqual([...glue, "lakeformation:GetDataAccess"]);
    expect(actions["primary-glue"]).toEqual(glue);
    expect(actions["primary-storage"]).toEqual(files);
    expect(actions["secondary-volume"]).toEqual(files);
  });

  it("grants SELECT and DESCRIBE in Lake Formation to the roles that ask Glue, and nothing to the others", () => {
    const grants = blocksOf(trust, "aws_lakeformation_permissions").map(
      ({ principal, permissions, table }) =>
        `${String(principal).replace(/.*\.(\w+-\w+)_.*/, "$1")} ${[permissions].flat().join(",")} on ${table === undefined ? "database" : "tables"}`,
    );

    expect(grants.sort()).toEqual(
      ["primary", "secondary"].flatMap((account) => [
        `${account}-catalog DESCRIBE on database`,
        `${account}-catalog SELECT,DESCRIBE on tables`,
        `${account}-glue DESCRIBE on database`,
        `${account}-glue DESCRIBE on tables`,
      ]),
    );
  });

  it("keeps to the partition of its region", () => {
    const china = synthesize(demoConfig(["  region: us-east-1", "  region: cn-north-1"])).trust;

    expect(JSON.stringify(blocksOf(china, "aws_iam_role_policy"))).not.toContain("arn:aws:");
  });
});
