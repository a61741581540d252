import { demoConfig } from "../helpers/demo-config";
import { blocksOf, synthesize } from "../helpers/synthesize";

const trust = synthesize(demoConfig()).trust;

describe("the trust stack", () => {
  const trusts = blocksOf(trust, "aws_iam_role").map(({ name, assume_role_policy: policy }) => {
    const [statement] = JSON.parse(String(policy)).Statement;
    return [name, statement.Principal.AWS, statement.Condition.StringEquals["sts:ExternalId"]];
  });
  const output = (stack: string, name: string) => `\${data.terraform_remote_state.State-${stack}.outputs.${name}}`;

  it("has a role for each account and purpose, which trusts that account's principal with its external id", () => {
    const own = [
      ["primary", "east"],
      ["secondary", "west"],
    ].flatMap(([account = "", side = ""]) =>
      ["catalog", "glue"].map((purpose) => [
        `twinberg-${account}-${purpose}`,
        output(`${account}-account`, `${purpose}_principal_arn`),
        purpose === "glue" ? output(`${account}-account`, "glue_external_id") : `twinberg-${side}-${purpose}`,
      ]),
    );

    expect(trusts).toHaveLength(6);
    expect(trusts).toEqual(expect.arrayContaining(own));
  });

  it("has one role for what a failover group carries, which trusts both accounts' principals", () => {
    const shared = ["storage", "volume"].map((purpose) => [
      `twinberg-${purpose}`,
      ["primary-account", "failover-secondary"].map((stack) => output(stack, `${purpose}_principal_arn`)),
      `twinberg-${purpose}`,
    ]);

    expect(trusts).toEqual(expect.arrayContaining(shared));
  });

  it("publishes the role of each account and purpose, of a shared purpose the same one", () => {
    const arns = Object(Object(trust?.output?.role_arns).value);

    expect(Object.keys(arns)).toHaveLength(8);
    expect(arns.primary_volume).toBe(arns.secondary_volume);
    expect(arns.primary_catalog).not.toBe(arns.secondary_catalog);
  });

  it("lets copies of the lake be read, too", () => {
    const copy = "  onDestroy: delete\n  replicas:\n    - { region: us-west-2, bucket: lake-west }\n";
    const policies = blocksOf(synthesize(demoConfig(["  onDestroy: delete\n", copy])).trust, "aws_iam_role_policy");
    const [volume] = policies.filter(({ role }) => /\.volume_/.test(String(role)));

    expect(JSON.parse(String(volume?.policy)).Statement[0].Resource).toEqual([
      "arn:aws:s3:::twinberg-demo-lake/iceberg/*",
      "arn:aws:s3:::lake-west/iceberg/*",
    ]);
  });

  it("lets the catalog roles ask Glue and be vended credentials, and the others read files or Glue only", () => {
    const actions = Object.fromEntries(
      blocksOf(trust, "aws_iam_role_policy").map(({ role, policy }) => [
        String(role).replace(/.*\.([\w-]+?)_.*/, "$1"),
        JSON.parse(String(policy)).Statement.flatMap(({ Action }: { Action: string[] }) => Action),
      ]),
    );

    const glue = ["glue:GetCatalog", "glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables"];
    const files = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:GetBucketLocation"];
    expect(actions["primary-catalog"]).toEqual([...glue, "lakeformation:GetDataAccess"]);
    expect(actions["primary-glue"]).toEqual(glue);
    expect(actions.storage).toEqual(files);
    expect(actions.volume).toEqual(files);
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
