import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseConfig } from "../../../config/parse";
import { readPlan, readState } from "../../../operator/cleanup/terraform/read";
import { destroyable, stacksOf } from "../../../operator/cleanup/terraform/synthesized";
import { demoConfig, demoText } from "../../helpers/demo-config";

/** A Terraform that writes down what it is asked, and answers by files. */
const PROGRAM = `#!/usr/bin/env node
const fs = require("node:fs");
const args = process.argv.slice(2);
fs.appendFileSync("asked", args.join(" ") + "\\n");
const [command, what] = args;
if (command === "state" && what === "pull") process.stdout.write(fs.readFileSync("state.json"));
if (command === "plan") fs.writeFileSync(args.at(-1).slice("-out=".length), "secret");
if (command === "show") process.stdout.write(fs.readFileSync("plan.json"));
if (command === "apply") {
  if (fs.existsSync("locked")) { console.error("Error acquiring the state lock"); process.exit(1); }
  console.log("Apply complete! Resources: 0 added, 0 changed, 2 destroyed.");
}
`;

const bucket = {
  mode: "managed",
  type: "aws_s3_bucket",
  name: "Bucket",
  instances: [{ attributes: { bucket: "b", arn: "x" } }],
};

describe("Terraform's state and plans, as a cleanup reads them", () => {
  it("takes of a state what tells what a resource holds, and nothing that it only reads", () => {
    const state = {
      version: 4,
      resources: [
        bucket,
        {
          mode: "managed",
          type: "aws_lakeformation_permissions",
          name: "Grant",
          instances: [{ attributes: { database: [{ name: "lake" }], principal: "role" } }],
        },
        { mode: "data", type: "terraform_remote_state", name: "State", instances: [{ attributes: {} }] },
        {
          mode: "managed",
          type: "snowflake_table",
          name: "T",
          instances: [
            { index_key: "a", attributes: { name: "LOG", database: "OPS", schema: "M", comment: "secret" } },
            { index_key: 1, attributes: { name: "LOG2", database: "OPS", schema: null } },
          ],
        },
      ],
    };
    expect(readState(JSON.stringify(state))).toEqual([
      { address: "aws_s3_bucket.Bucket", type: "aws_s3_bucket", bucket: "b" },
      { address: "aws_lakeformation_permissions.Grant", type: "aws_lakeformation_permissions" },
      { address: 'snowflake_table.T["a"]', type: "snowflake_table", name: "LOG", database: "OPS", schema: "M" },
      { address: "snowflake_table.T[1]", type: "snowflake_table", name: "LOG2", database: "OPS" },
    ]);
  });

  it("knows no state from an empty one", () => {
    expect(readState("")).toBeNull();
    expect(readState('{"version": 4, "resources": []}')).toEqual([]);
    expect(() => readState("{")).toThrow(SyntaxError);
  });

  it("tells deletions of a plan from all else that it would do", () => {
    const change = (address: string, ...actions: readonly string[]) => ({
      address,
      mode: "managed",
      type: "aws_s3_bucket",
      change: { actions, before: { bucket: "b" } },
    });
    const plan = {
      resource_changes: [
        change("a", "delete"),
        change("b", "no-op"),
        change("c", "delete", "create"),
        change("d", "update"),
      ],
    };
    expect(readPlan(JSON.stringify(plan))).toEqual({
      deletes: [{ address: "a", type: "aws_s3_bucket", bucket: "b" }],
      others: ["c", "d"],
    });
  });

  it("is given the configuration with nothing else changed but what a destroy does", () => {
    const kept = destroyable(demoText.replace("onDestroy: delete", "onDestroy: keep"));
    expect(parseConfig("config.yaml", kept)).toEqual(demoConfig());
  });
});

describe("Terraform in a stack's folder", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "cleanup-"));
  const directory = path.join(folder, "lake");
  const program = path.join(folder, "terraform");
  const asked = () => readFileSync(path.join(directory, "asked"), "utf8").trim().split("\n");
  const open = (signal = new AbortController().signal) =>
    stacksOf({
      manifest: {
        stacks: new Map([
          [
            "lake",
            { name: "lake", directory, file: path.join(directory, "cdk.tf.json"), providers: new Map(), resources: 0 },
          ],
        ]),
        graph: new Map([["lake", []]]),
      },
      program,
      env: process.env,
      logs: path.join(folder, "logs"),
      shownLogs: "logs",
      signal,
    });

  beforeAll(() => {
    writeFileSync(program, PROGRAM);
    chmodSync(program, 0o755);
  });
  beforeEach(() => {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory);
    writeFileSync(path.join(directory, "state.json"), JSON.stringify({ resources: [bucket] }));
    const deleted = {
      address: "aws_s3_bucket.Bucket",
      mode: "managed",
      type: "aws_s3_bucket",
      change: { actions: ["delete"], before: null },
    };
    writeFileSync(path.join(directory, "plan.json"), JSON.stringify({ resource_changes: [deleted] }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is initialised once, and asked for its state", async () => {
    const stacks = open();
    expect(await stacks.resources("lake")).toHaveLength(1);
    await stacks.resources("lake");
    expect(asked()).toEqual(["init -input=false -no-color", "state pull", "state pull"]);
  });

  it("forgets by whole addresses, some at a time", async () => {
    await open().forget(
      "lake",
      Array.from({ length: 60 }, (_, index) => `a.b[${index}]`),
    );
    const removals = asked().filter((one) => one.startsWith("state rm"));
    expect(removals.map((one) => one.split(" ").length - 2)).toEqual([50, 10]);
  });

  it("applies just the plan that was looked at, and leaves no plan behind", async () => {
    const file = path.join(directory, "cleanup.tfplan");
    const said = await open().planDestroy("lake", async ({ deletes, apply }) => {
      expect(deletes.map(({ address }) => address)).toEqual(["aws_s3_bucket.Bucket"]);
      expect(existsSync(file)).toBe(true);
      return apply();
    });
    expect(said).toBe("Apply complete! Resources: 0 added, 0 changed, 2 destroyed.");
    expect(asked().at(-1)).toBe(`apply -input=false -no-color ${file}`);
    expect(existsSync(file)).toBe(false);
  });

  it("carries nothing out when what was planned isn't wanted", async () => {
    await expect(
      open().planDestroy("lake", async () => {
        throw new Error("not that");
      }),
    ).rejects.toThrow("not that");
    expect(asked().some((one) => one.startsWith("apply"))).toBe(false);
    expect(existsSync(path.join(directory, "cleanup.tfplan"))).toBe(false);
  });

  it("tells what Terraform said when it failed, and where the rest is", async () => {
    writeFileSync(path.join(directory, "locked"), "");
    await expect(open().planDestroy("lake", ({ apply }) => apply())).rejects.toThrow(
      /lake: "terraform apply" ended with exit code 1\n[\s\S]*Error acquiring the state lock[\s\S]*logs\/lake\.log/,
    );
  });

  it("isn't begun after Ctrl-C", async () => {
    const interrupted = new AbortController();
    interrupted.abort();
    await expect(open(interrupted.signal).resources("lake")).rejects.toThrow("was not started");
  });
});
