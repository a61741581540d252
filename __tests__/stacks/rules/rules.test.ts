import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { RULE_IDS } from "../../../config/rule-ids";
import type { RulesReport } from "../../../config/rules-report";
import type { TwinbergConfig } from "../../../config/schema";
import { declareStacks } from "../../../stacks/declare-stacks";
import { demoConfig } from "../../helpers/demo-config";
import { brokenAws, declareReplicaStack } from "./broken-aws";
import { brokenSnowflake } from "./broken-snowflake";
import { declareSoundAdditions } from "./sound-additions";
import { stackOf, violationsOf } from "./violations";

const outdir = mkdtempSync(join(tmpdir(), "twinberg-rules-"));
afterAll(() => rmSync(outdir, { recursive: true }));

const LOCAL = "type: local\n  directory: .twinberg/state";
const KEEP = ["onDestroy: delete", "onDestroy: keep"] as const;
const WRITER = ["writer: none", "writer: primary"] as const;
const REPLICAS = [
  "  glueDatabase:",
  "  replicas:\n    - region: us-west-2\n      bucket: twinberg-demo-copy\n  glueDatabase:",
] as const;
const s3In = (region: string) => [LOCAL, `type: s3\n  bucket: states\n  region: ${region}`] as const;

describe("a program in which everything is as it should be", () => {
  it("is synthesized, and every rule has looked at something", () => {
    const app = new App({ outdir });
    const policies = declareStacks(app, demoConfig(KEEP, WRITER, REPLICAS, s3In("us-east-2")));
    declareSoundAdditions(app);
    app.synth();

    expect(policies.report.outcomes.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    expect(policies.report.outcomes.map(({ rule }) => rule)).toEqual(RULE_IDS);
  });
});

describe("a program with mistakes in all stacks isn't synthesized, and all of them are told at once:", () => {
  const cases = [...brokenAws, ...brokenSnowflake].map((broken, index) => ({ ...broken, id: `Case${index}` }));
  const sound = demoConfig(KEEP, WRITER, REPLICAS, s3In("us-east-2"));
  // What the configuration's own rules refuse: here the program is held to its rules whatever made it.
  const config: TwinbergConfig = {
    ...sound,
    accounts: {
      primary: sound.accounts.primary,
      secondary: { ...sound.accounts.secondary, edition: "ENTERPRISE", region: sound.accounts.primary.region },
    },
    backend: { ...demoConfig(s3In("us-east-1")).backend },
    failover: { ...sound.failover, controller: { ...sound.failover.controller, region: "us-east-1" } },
    recoveryPointObjectiveMinutes: 11520,
  };
  let violations: RulesReport["violations"] = [];
  beforeAll(() => {
    violations = violationsOf(outdir, config, (app) => {
      declareReplicaStack(app);
      for (const { stack, declare, id } of cases) {
        declare(stackOf(app, stack), id);
      }
    });
  });

  it.each(cases)("$rule: $what", ({ rule, stack, id, problem }) => {
    // A provider and a missing half concern a stack as a whole.
    const at = violations.filter((one) => one.rule === rule && [stack, `${stack}/${id}`].includes(one.path));

    expect(at.map((one) => one.problem)).toContain(problem);
  });

  it.each([
    [
      "connection-leads-to-another-region",
      "failover-primary/Failover/Connection/Source",
      "both accounts are in AWS_US_EAST_1",
    ],
    ["failover-path-avoids-the-lost-region", "controller", "it needs AWS in us-east-1, where the lake is"],
    ["state-outlives-the-lost-region", "secondary-data", "its state is in us-east-1 alone, where the lake is"],
  ])("%s: %s", (rule, path, problem) => {
    expect(violations).toContainEqual({ rule, path, problem });
  });

  it("replicated-database-has-a-failover-group: a database that the configuration says is replicated, and no group carries", () => {
    const carried = violationsOf(outdir, demoConfig(), (app) => {
      // Takes the step that gives the group its databases out of the program, and the group with it.
      const failover = stackOf(app, "failover-primary").node.findChild("Failover");
      for (const id of ["DatabaseShape", "DatabaseGroup", "DatabaseMonitor"]) {
        failover.node.tryRemoveChild(id);
      }
    });

    expect(carried).toContainEqual({
      rule: "replicated-database-has-a-failover-group",
      path: "failover-primary/Operations/Database",
      problem: "no failover group carries ICEBERG_OPS",
    });
  });

  it("no rule is without a case", () => {
    const told = new Set([...violations.map(({ rule }) => rule), "replicated-database-has-a-failover-group"]);

    expect(RULE_IDS.filter((id) => !told.has(id))).toEqual([]);
  });
});
