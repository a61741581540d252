import { describeChange, summarizePlan } from "../../../rehearsal/terraform/plan-summary";

const resource = (address: string, change: object, mode = "managed") => ({
  address,
  type: address.split(".")[0],
  mode,
  change,
});
const plan = (...changes: object[]) => JSON.stringify({ format_version: "1.2", resource_changes: changes });

describe("summarizePlan", () => {
  it("names the attributes that an update changes, and the object", () => {
    const change = {
      actions: ["update"],
      before: { name: "ICEBERG_ANALYST", comment: "changed by hand", list: [1, { a: 1 }] },
      after: { name: "ICEBERG_ANALYST", comment: "Reads", list: [1, { a: 1 }] },
      after_unknown: { list: [false, {}] },
    };
    expect(summarizePlan(plan(resource("snowflake_account_role.analyst", change)))).toEqual([
      {
        address: "snowflake_account_role.analyst",
        type: "snowflake_account_role",
        actions: ["update"],
        attributes: ["comment"],
        objectName: "ICEBERG_ANALYST",
      },
    ]);
  });

  it("takes an output of which nothing is known before the apply", () => {
    const text = JSON.stringify({
      output_changes: { principal_arn: { actions: ["create"], before: null, after_unknown: true } },
    });
    expect(summarizePlan(text)).toMatchObject([{ address: "output.principal_arn", actions: ["create"] }]);
  });

  it("counts what is not known before apply as changing", () => {
    const change = {
      actions: ["update"],
      before: { show_output: [{ x: 1 }] },
      after: {},
      after_unknown: { show_output: true },
    };
    expect(summarizePlan(plan(resource("a.b", change)))).toMatchObject([{ attributes: ["show_output"] }]);
  });

  it("holds no values, which may be secret", () => {
    const change = { actions: ["update"], before: { password: "hunter2" }, after: { password: "hunter3" } };
    expect(JSON.stringify(summarizePlan(plan(resource("a.b", change))))).not.toContain("hunter");
  });

  it("leaves out what does nothing and what only reads", () => {
    expect(
      summarizePlan(
        plan(
          resource("a.same", { actions: ["no-op"], before: {}, after: {} }),
          resource("data.a.read", { actions: ["read"], before: null, after: {} }, "data"),
        ),
      ),
    ).toEqual([]);
  });

  it("lists outputs that change", () => {
    const text = JSON.stringify({ output_changes: { arn: { actions: ["update"], before: "a", after: "b" } } });
    expect(summarizePlan(text).map(describeChange)).toEqual(["output.arn: update (value)"]);
  });

  it("tells a replacement from an update", () => {
    const [change] = summarizePlan(
      plan(resource("a.b", { actions: ["delete", "create"], before: { x: 1 }, after: { x: 2 } })),
    );
    expect(change === undefined ? "" : describeChange(change)).toBe("a.b: delete and create");
  });

  it("fails for something that is not a plan", () => {
    expect(() => summarizePlan('{"resource_changes": 7}')).toThrow();
  });
});
