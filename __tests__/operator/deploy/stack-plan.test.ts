import { readStackPlan } from "../../../operator/deploy/stack-plan";
import { STATEFUL_TYPES } from "../../../operator/deploy/stateful";
import { demoConfig } from "../../helpers/demo-config";
import { resourcesOf, synthesize } from "../../helpers/synthesize";

interface Planned {
  readonly type?: string;
  readonly actions: readonly string[];
  readonly before?: Readonly<Record<string, unknown>>;
  readonly importing?: { readonly id: string };
  readonly mode?: string;
}

/** A plan as `terraform show -json` tells it. */
const plan = (...resources: readonly Planned[]) =>
  readStackPlan(
    JSON.stringify({
      resource_changes: resources.map(({ type = "thing", mode = "managed", actions, before, importing }, index) => ({
        address: `${type}.r${index}`,
        type,
        mode,
        change: { actions, before: before ?? null, after: {}, ...(importing === undefined ? {} : { importing }) },
      })),
    }),
  );
const lostBy = (resource: Planned) => plan(resource).changes[0]?.lost;

describe("a plan", () => {
  it("is of a stack that has nothing yet when all of it is made", () => {
    expect(plan({ actions: ["create"] }, { actions: ["read"], mode: "data" }).fromNothing).toBe(true);
    expect(plan({ actions: ["create"] }, { actions: ["no-op"] }).fromNothing).toBe(false);
    expect(plan({ actions: ["no-op"] }).fromNothing).toBe(false);
  });

  it("tells an output whose value isn't known before the apply", () => {
    const output = { actions: ["create"], before: null, after_unknown: true };
    expect(readStackPlan(JSON.stringify({ output_changes: { role_arn: output } })).changes).toMatchObject([
      { address: "output.role_arn", actions: ["create"] },
    ]);
  });

  it("tells of a replacement what forces it", () => {
    const replaced = { actions: ["delete", "create"], before: { bucket: "a" }, after: { bucket: "b" } };
    const bucket = { address: "aws_s3_bucket.lake", type: "aws_s3_bucket", mode: "managed" };
    const change = { ...replaced, after_unknown: { arn: true }, replace_paths: [["bucket"], ["rule", 0, "id"]] };
    expect(readStackPlan(JSON.stringify({ resource_changes: [{ ...bucket, change }] })).changes).toMatchObject([
      { address: "aws_s3_bucket.lake", attributes: ["bucket", "rule"], lost: "its objects" },
    ]);
  });

  it("tells what is imported, though nothing changes in the cloud", () => {
    expect(plan({ actions: ["no-op"], importing: { id: "LAKE" } }).changes).toMatchObject([
      { address: "thing.r0", actions: ["import"], lost: undefined },
    ]);
  });

  it.each([
    [["delete"], "its objects"],
    [["delete", "create"], "its objects"],
    [["create", "delete"], "its objects"],
    [["update"], undefined],
    [["create"], undefined],
    [["forget"], undefined],
  ])("with %s of a bucket loses %s", (actions, lost) => {
    expect(lostBy({ type: "aws_s3_bucket", actions })).toBe(lost);
  });

  it("loses nothing for good with what an apply makes again", () => {
    expect(lostBy({ type: "snowflake_grant_privileges_to_account_role", actions: ["delete"] })).toBeUndefined();
  });

  it.each([
    ['DROP DATABASE IF EXISTS "CLD"', 'what it drops: DROP DATABASE IF EXISTS "CLD"'],
    [" \n drop failover group G", "what it drops: drop failover group G"],
    ["SHOW FAILOVER GROUPS", undefined],
    ['ALTER CONNECTION "LAKE" DISABLE FAILOVER', undefined],
    [undefined, undefined],
  ])("that destroys a statement loses what its revert drops: %s", (revert, lost) => {
    const before = revert === undefined ? {} : { revert };
    expect(lostBy({ type: "snowflake_execute", actions: ["delete", "create"], before })).toBe(lost);
  });
});

it("what is kept on purpose, and what each stack has of state, is known as such", () => {
  const declared = new Set(
    Object.values(synthesize(demoConfig())).flatMap((stack) => resourcesOf(stack).map(({ type }) => type)),
  );
  const holds =
    /^(?!snowflake_grant_).*_(bucket|database|schema|table|queue|secret|log_group|failover_group|account_role|external_volume|storage_integration_aws)$/;
  const expected = [...declared].filter((type) => holds.test(type));
  expect(STATEFUL_TYPES).toEqual(expect.arrayContaining(expected));
});
