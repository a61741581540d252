import fc from "fast-check";
import { UNKNOWN } from "../../src/plugin/cty";
import { orderSet } from "../../src/plugin/set-order";

describe("the order of a set's elements", () => {
  // seen in statements of the real provider
  it.each([
    [
      ["USAGE", "OPERATE", "MONITOR"],
      ["OPERATE", "USAGE", "MONITOR"],
    ],
    [
      ["s3://b/a/", "s3://b/c/"],
      ["s3://b/c/", "s3://b/a/"],
    ],
    [
      ["CREATE DATABASE", "EXECUTE TASK", "MANAGE GRANTS"],
      ["MANAGE GRANTS", "CREATE DATABASE", "EXECUTE TASK"],
    ],
  ])("is the real provider's: %j", (given, ordered) => {
    expect(orderSet(given)).toEqual(ordered);
  });

  it("does not depend on the order given, and drops duplicates", () => {
    const permuted = fc
      .uniqueArray(fc.oneof(fc.string(), fc.integer()))
      .chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray([...items], { minLength: items.length })));
    fc.assert(fc.property(permuted, ([a, b]) => expect(orderSet([...a, ...a])).toEqual(orderSet(b))));
  });

  it("keeps unknown elements, last", () => {
    expect(orderSet([UNKNOWN, "a", UNKNOWN])).toEqual(["a", UNKNOWN, UNKNOWN]);
  });
});
