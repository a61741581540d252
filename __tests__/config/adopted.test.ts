import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { App, TerraformStack } from "cdktf";
import { adoptedFolder, readAdopted } from "../../config/adopted";
import { importsOf, writeImports } from "../../operator/adopt/imports";
import { declareAdopted } from "../../stacks/adopted";
import { declareStacks } from "../../stacks/declare-stacks";
import { demoConfig } from "../helpers/demo-config";

const dollar = "$";

describe("the lists of what is adopted", () => {
  const folder = mkdtempSync(join(tmpdir(), "adopted-"));
  const config = join(folder, "production.yaml");
  const lists = adoptedFolder(config);
  /** What Terraform would read as templates. */
  const hostile = `${dollar}{hostile} %{name}`;
  afterAll(() => rmSync(folder, { recursive: true }));

  it("belong to one configuration, and come back as they were written", async () => {
    expect(lists).toBe(join(folder, "production.adopt"));
    expect(readAdopted(config, {})).toEqual(new Map());
    const imports = new Map([["lake", [{ to: "aws_s3_bucket.Bucket_1", id: hostile }]]]);
    expect(await writeImports(lists, imports)).toHaveLength(1);
    expect(await writeImports(lists, imports)).toEqual([]);
    expect(readAdopted(config, {})).toEqual(imports);
    expect(readAdopted(config, { TWINBERG_ADOPTED: "none" })).toEqual(new Map());
    expect(await writeImports(lists, new Map([["lake", []]]))).toHaveLength(1);
    expect(readAdopted(config, {})).toEqual(new Map());
    expect(importsOf([])).toEqual(new Map());
  });

  it.each([
    ["{", /isn't JSON/],
    ['{"imports": [{"to": "not an address", "id": "x"}]}', /imports\.0\.to: isn't the address of a resource/],
    ['{"imports": [], "more": 1}', /more/],
  ])("that can't be used are refused: %s", (text, message) => {
    mkdirSync(lists, { recursive: true });
    writeFileSync(join(lists, "lake.json"), text);
    expect(() => readAdopted(config, {})).toThrow(message);
  });

  it("become import blocks, in which nothing of an id is a template", () => {
    const app = new App({ outdir: folder });
    declareStacks(app, demoConfig());
    const lake = app.node.children.find((stack) => stack instanceof TerraformStack && stack.node.id === "lake");
    if (!(lake instanceof TerraformStack)) throw new Error("there is no lake");
    const [bucket] = lake.node.findAll().filter((one) => one instanceof S3Bucket);
    const to = `aws_s3_bucket.${bucket?.friendlyUniqueId}`;
    declareAdopted(app, new Map([["lake", [{ to, id: hostile }]]]));
    expect(lake.toTerraform()).toMatchObject({ import: [{ to, id: `${dollar}${dollar}{hostile} %%{name}` }] });
    expect(() => declareAdopted(app, new Map([["lake", [{ to: "aws_s3_bucket.Gone", id: "x" }]]]))).toThrow(
      /aws_s3_bucket\.Gone: isn't declared in the stack lake/,
    );
    expect(() => declareAdopted(app, new Map([["pond", []]]))).toThrow(/stack pond, which isn't declared/);
  });
});
