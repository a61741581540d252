import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import { App } from "cdktf";
import { RulesError } from "../../../config/rules-error";
import { describeSuppressed, RULES_REPORT_FILE, rulesReportSchema } from "../../../config/rules-report";
import { declareStacks } from "../../../stacks/declare-stacks";
import { synthesizeStacks } from "../../../stacks/synthesize-stacks";
import { demoConfig } from "../../helpers/demo-config";
import { stackOf } from "./violations";

const outdir = mkdtempSync(join(tmpdir(), "twinberg-suppressions-"));
afterAll(() => rmSync(outdir, { recursive: true }));

const LOCAL = "type: local\n  directory: .twinberg/state\n";
const IN_THE_LAKES_REGION = "type: s3\n  bucket: states\n  region: us-east-1\n";
const suppressing = (...lines: readonly string[]) =>
  [LOCAL, `${IN_THE_LAKES_REGION}rules:\n  suppress:\n${lines.map((line) => `    ${line}\n`).join("")}`] as const;
const STATE = ["- id: state-outlives-the-lost-region", "  reason: somebody else copies the bucket"];

describe("a rule that is broken where the configuration says that it may be", () => {
  it("doesn't fail the synthesis, which writes down what was suppressed, where and why", () => {
    const report = synthesizeStacks(demoConfig(suppressing(...STATE)), outdir);

    expect(report.violations).toEqual([]);
    expect(report.suppressed.map(({ path }) => path)).toEqual([
      "controller",
      "secondary-account",
      "failover-secondary",
      "secondary-data",
    ]);
    expect(report.outcomes).toContainEqual({
      rule: "state-outlives-the-lost-region",
      verdict: "suppressed",
      judged: 4,
    });
    expect(rulesReportSchema.parse(JSON.parse(readFileSync(join(outdir, RULES_REPORT_FILE), "utf8")))).toEqual(report);
    expect(describeSuppressed(report)).toContain(
      "suppressed: secondary-data: state-outlives-the-lost-region: its state is in us-east-1 alone, where the lake is (because: somebody else copies the bucket)\n",
    );
  });

  it("is a warning at its construct in what cdktf reads and prints", () => {
    const manifest: unknown = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));

    expect(manifest).toHaveProperty("stacks.secondary-data.annotations", [
      expect.objectContaining({
        constructPath: "secondary-data",
        level: "@cdktf/warn",
        message: expect.stringMatching(
          /^state-outlives-the-lost-region is suppressed: .*because: somebody else copies/,
        ),
      }),
    ]);
  });

  it("still fails it at other constructs than the path that is named, and leaves no report of an earlier one", () => {
    writeFileSync(join(outdir, RULES_REPORT_FILE), "{}");
    const config = demoConfig(suppressing(...STATE, "  path: secondary-data"));

    expect(() => synthesizeStacks(config, outdir)).toThrow(
      /^3 violations of 1 rule, and nothing was synthesized:\n\n {2}controller\n {4}state-outlives-the-lost-region: /,
    );
    expect(existsSync(join(outdir, RULES_REPORT_FILE))).toBe(false);
  });

  it("is meant by the path of what holds it", () => {
    const app = new App({ outdir });
    const config = demoConfig([
      LOCAL,
      `${LOCAL}rules:\n  suppress:\n    - id: names-are-legal\n      reason: an old name\n      path: primary-data/Data\n`,
    ]);
    const policies = declareStacks(app, config);
    const scope = stackOf(app, "primary-data").node.findChild("Data");
    new Execute(scope, "Inside", { execute: "ALTER DATABASE old SET COMMENT = 'x'", revert: "SELECT 1" });
    new Execute(stackOf(app, "primary-data"), "Data2", {
      execute: "ALTER DATABASE old SET COMMENT = 'x'",
      revert: "SELECT 1",
    });

    expect(() => app.synth()).toThrow(RulesError);
    expect(policies.report.suppressed.map(({ path }) => path)).toEqual(["primary-data/Data/Inside"]);
    expect(policies.report.violations.map(({ path }) => path)).toEqual(["primary-data/Data2"]);
  });
});

describe("a suppression that nothing needs", () => {
  it("is told, and fails nothing", () => {
    const unused = ["- id: tasks-do-not-overlap", "  reason: they may, here", "  path: primary-data"];
    const report = synthesizeStacks(demoConfig(suppressing(...STATE, ...unused)), outdir);

    expect(report.unused).toEqual([{ id: "tasks-do-not-overlap", reason: "they may, here", path: "primary-data" }]);
    expect(describeSuppressed(report)).toContain(
      "suppressed, and nothing breaks it: primary-data: tasks-do-not-overlap (it says: they may, here)\n",
    );
  });
});

describe("a violation", () => {
  it("is told with its construct, the reason, the page and the fix, and how to have it broken on purpose", () => {
    const app = new App({ outdir });
    declareStacks(app, demoConfig(["onDestroy: delete", "onDestroy: keep"]));
    new S3Bucket(stackOf(app, "lake"), "Loose", { bucket: "loose" });

    expect(() => app.synth()).toThrow(`1 violation of 1 rule, and nothing was synthesized:

  lake/Loose
    stateful-is-kept: lifecycle.prevent_destroy isn't true
    why: a destroyed bucket or database takes with it what no apply brings back (developer.hashicorp.com/terraform/language/meta-arguments/lifecycle)
    fix: set lifecycle.prevent_destroy, or say lake.onDestroy: delete, which is for rehearsals

what must be so here: rules.suppress in the configuration, with the rule's id and a reason`);
  });
});
