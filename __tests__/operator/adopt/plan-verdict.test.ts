import { isRefused, plannedResources } from "../../../operator/adopt/plan-verdict";

const plan = (address: string, change: object) =>
  JSON.stringify({ resource_changes: [{ address, type: address.split(".")[0], mode: "managed", change }] });
const one = (change: object) => plannedResources(plan("snowflake_warehouse.w", change));

describe("what a plan does after the imports", () => {
  it.each([
    [{ actions: ["no-op"], importing: { id: "x" } }, "imported"],
    [
      { actions: ["update"], importing: { id: "x" }, before: { comment: "a" }, after: { comment: "b" } },
      "imported and updated",
    ],
    [{ actions: ["update"], before: { comment: "a" }, after: { comment: "b" } }, "updated"],
    [{ actions: ["create"], before: null, after: { comment: "b" } }, "created"],
    [{ actions: ["delete", "create"], replace_paths: [["comment"]], before: {}, after: {} }, "replaced"],
    [{ actions: ["create", "delete"], before: {}, after: {} }, "replaced"],
    [{ actions: ["delete"], before: {}, after: null }, "destroyed"],
  ])("%j is %s", (change, what) => {
    const [found] = one(change);
    expect(found?.what).toBe(what);
    expect(found !== undefined && isRefused(found)).toBe(/replaced|destroyed/.test(what));
  });

  it("leaves out what stays as it is, and what is only read", () => {
    expect(one({ actions: ["no-op"], before: {}, after: {} })).toEqual([]);
    expect(one({ actions: ["read"] })).toEqual([]);
  });

  it("tells what forces a replacement, also where it is only in the output, and never a secret", () => {
    const change = {
      actions: ["delete", "create"],
      importing: { id: "x" },
      replace_paths: [["region"], ["key"], ["list", 0, "name"]],
      before: { region: null, key: "old", list: [], describe_output: [{ region: "us-west-2" }] },
      after: { region: "us-east-1", key: "new", list: [{ name: "x" }] },
      before_sensitive: { key: true },
    };
    expect(one(change)).toEqual([
      {
        address: "snowflake_warehouse.w",
        importing: true,
        what: "replaced",
        attributes: ["key", "list", "region"],
        differences: ['region is "us-west-2", and the configuration says "us-east-1"'],
      },
    ]);
  });
});
