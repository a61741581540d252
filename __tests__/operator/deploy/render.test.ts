import { readFileSync } from "node:fs";
import path from "node:path";
import { deployedReport, plannedReport } from "../../../operator/deploy/deploy-report";
import { progressLines } from "../../../operator/deploy/progress";
import { renderReport } from "../../../operator/deploy/render";
import type { StackPlan } from "../../../operator/deploy/stack-plan";
import { change } from "./fake-stacks";

const golden = (name: string): string => readFileSync(path.join(__dirname, "golden", name), "utf8");
const plan: StackPlan = {
  fromNothing: false,
  changes: [
    ...["a", "b", "c", "d", "e", "f", "g"].map((name) => change(`aws_iam_role.${name}`, ["create"])),
    change("aws_glue_catalog_table.orders", ["update"]),
    change("aws_s3_bucket.lake", ["delete", "create"], "its objects"),
    change("aws_iam_role.old", ["delete"]),
    change("snowflake_database.prod", ["import"]),
    { ...change("output.bucket_name", ["update"]), type: "output" },
  ],
};
const stop = { problem: "terraform plan ended with exit code 1\nError: no", remedy: "mend it", log: "logs/x.log" };

describe("what people read", () => {
  it("of plans: a golden", () => {
    const stacks = [
      plannedReport("lake", {
        kind: "changes",
        plan: { ...plan, changes: plan.changes.filter(({ lost }) => lost === undefined) },
      }),
      plannedReport("controller", { kind: "empty" }),
      plannedReport("account", { kind: "refused", plan, lost: plan.changes.filter(({ lost }) => lost !== undefined) }),
      plannedReport("data", { kind: "failed", stop }),
      plannedReport("sync", { kind: "not-begun", because: ["data"] }),
      plannedReport("trust", { kind: "later", because: ["lake"] }),
    ];
    expect(renderReport({ result: "incomplete", terraform: "terraform 1.11.4", backend: "s3", stacks })).toBe(
      golden("plans.txt"),
    );
  });

  it("of a run that came to its end: a golden", () => {
    const stacks = [
      deployedReport("lake", { kind: "applied", plan }),
      deployedReport("controller", { kind: "unchanged" }),
      deployedReport("trust", {
        kind: "unshown",
        plan,
        unshown: plan.changes.filter(({ actions }) => actions.join() === "delete"),
      }),
      deployedReport("data", { kind: "interrupted", begun: true }),
    ];
    expect(renderReport({ result: "interrupted", terraform: "opentofu 1.10.0", backend: "local", stacks })).toBe(
      golden("run.txt"),
    );
  });

  it("while it works: lines with the time, and nothing that only a terminal understands", () => {
    const lines: string[] = [];
    let at = 0;
    const tell = progressLines(
      (line) => void lines.push(line),
      () => new Date(at),
    );
    tell({ kind: "planning", stack: "lake" });
    at = 12_340;
    tell({ kind: "planned", stack: "lake", planned: { kind: "changes", plan } });
    tell({ kind: "applying", stack: "lake", plan });
    at = 80_000;
    tell({ kind: "progress", stack: "lake", completed: 3, of: 12 });
    at = 130_000;
    tell({ kind: "ended", stack: "lake", deployed: { kind: "applied", plan } });
    expect(lines.join("")).toBe(golden("progress.txt"));
  });
});
