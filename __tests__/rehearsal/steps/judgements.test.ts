import { inventoryDifference } from "../../../rehearsal/clouds/inventory";
import { judgeDrift } from "../../../rehearsal/steps/drift";
import { forbiddenQuestions, requiredQuestion } from "../../../rehearsal/steps/least-privilege";
import { providerClaim } from "../../../rehearsal/steps/synth";
import type { Manifest } from "../../../rehearsal/terraform/manifest";
import type { PlannedChange } from "../../../rehearsal/terraform/plan-summary";
import { providerName, requiredProviders } from "../../../rehearsal/terraform/requirements";

const comment: PlannedChange = {
  address: "snowflake_account_role.analyst",
  type: "snowflake_account_role",
  actions: ["update"],
  attributes: ["comment", "show_output"],
  objectName: "ICEBERG_ANALYST",
};
const changes = (...list: PlannedChange[]) => ({ kind: "changes", changes: list, durationMs: 1 }) as const;

describe("drift", () => {
  it("holds when the plan shows the role's comment and nothing else", () => {
    expect(judgeDrift(changes(comment), "ICEBERG_ANALYST").ok).toBe(true);
  });

  it.each([
    ["the plan is empty", { kind: "empty", durationMs: 1 } as const],
    ["something else changes too", changes(comment, { ...comment, address: "snowflake_warehouse.x" })],
    ["it is another role", changes({ ...comment, objectName: "OTHER" })],
    ["it is another attribute", changes({ ...comment, attributes: ["name"] })],
    ["the role would be replaced", changes({ ...comment, actions: ["delete", "create"] })],
  ])("fails when %s", (_, plan) => {
    expect(judgeDrift(plan, "ICEBERG_ANALYST").ok).toBe(false);
  });
});

describe("what is left in a cloud", () => {
  it("is what was not there before; what went though not ours is told too", () => {
    expect(inventoryDifference(["role a", "role b"], ["role b", "role c"])).toEqual({
      left: ["role c"],
      lost: ["role a"],
    });
  });
});

describe("the providers that stacks ask for", () => {
  const manifest = (name: string, constraint: string): Manifest => ({
    graph: new Map([["lake", []]]),
    stacks: new Map([
      [
        "lake",
        { name: "lake", directory: "/", file: "/cdk.tf.json", providers: new Map([[name, constraint]]), resources: 0 },
      ],
    ]),
  });
  const found = { aws: { version: "5.100.0" }, snowflake: { version: "2.20.0" } };

  it("are those that were found", () => {
    for (const provider of Object.values(requiredProviders)) {
      expect(providerClaim(manifest(providerName(provider), provider.constraint), found).ok).toBe(true);
    }
  });

  it.each([
    ["hashicorp/aws", ">= 6.0.0"],
    ["hashicorp/random", ">= 3.0.0"],
  ])("fail to be for %s %s, by name", (name, constraint) => {
    const claim = providerClaim(manifest(name, constraint), found);
    expect(claim.ok).toBe(false);
    expect(claim.observed).toContain(`lake asks for ${name} ${constraint}`);
  });
});

describe("least privilege", () => {
  const arns = { object: "arn:aws:s3:::b/p/x", table: "arn:aws:glue:r:1:table/d/t", ownRole: "arn:aws:iam::1:role/r" };

  it("asks each role for writing, deleting, changing the catalog, and for its own rights", () => {
    const actions = forbiddenQuestions(arns).map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        "s3:PutObject",
        "s3:DeleteObject",
        "glue:UpdateTable",
        "glue:DeleteTable",
        "iam:PutRolePolicy",
      ]),
    );
    expect(new Set(actions).size).toBe(actions.length);
  });

  it("asks each role for what it is for, so that a wrong question can't pass for least privilege", () => {
    expect(requiredQuestion("volume", arns)).toEqual({ action: "s3:GetObject", resourceArn: arns.object });
    expect(requiredQuestion("glue", arns)).toEqual({ action: "glue:GetTable", resourceArn: arns.table });
  });
});
