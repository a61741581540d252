import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Database } from "@cdktf/provider-snowflake/lib/database";
import { App } from "cdktf";
import { IcebergTableFromAwsGlue } from "../../constructs/snowflake/resources/iceberg-table-from-aws-glue";
import { declareStacks } from "../../stacks/declare-stacks";
import { demoConfig } from "../helpers/demo-config";

describe("synthesis", () => {
  const outdir = mkdtempSync(join(tmpdir(), "twinberg-synth-"));
  afterAll(() => rmSync(outdir, { recursive: true }));

  it("fails, naming rule and construct, when a stack breaks a policy", () => {
    const snowflakeAsAdmin = demoConfig(["role/lake-admin", "role/twinberg-secondary-catalog"]);
    const app = new App({ outdir });
    declareStacks(app, snowflakeAsAdmin);

    expect(() => app.synth()).toThrow(
      /lake\/LakeFormation\/Settings.*lake-formation-admin-is-not-snowflake: arn:aws:iam/s,
    );
  });

  it("follows a reference to the name that it stands for", () => {
    const app = new App({ outdir });
    declareStacks(app, demoConfig());
    const stack = app.node.findChild("failover-primary");
    const operations = stack.node.findChild("Operations").node.findChild("Database");
    if (!(operations instanceof Database)) {
      throw new Error("the operations database isn't a database");
    }
    new IcebergTableFromAwsGlue(stack, "Misplaced", {
      database: operations.name,
      schema: "S",
      name: "T",
      externalVolume: "V",
      catalog: "C",
      catalogNamespace: "n",
      catalogTableName: "t",
      autoRefresh: true,
    });

    expect(() => app.synth()).toThrow(
      /failover-primary\/Misplaced.*replicated-database-holds-native-tables: ICEBERG_OPS is replicated/s,
    );
  });
});
