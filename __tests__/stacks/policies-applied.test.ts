import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
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
});
