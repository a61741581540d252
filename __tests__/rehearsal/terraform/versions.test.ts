import { compareVersions, parseVersion, satisfies } from "../../../rehearsal/terraform/versions";

describe("version constraints", () => {
  it.each([
    ["2.20.0", "~> 2.20", true],
    ["2.99.1", "~> 2.20", true],
    ["2.19.9", "~> 2.20", false],
    ["3.0.0", "~> 2.20", false],
    ["2.20.5", "~> 2.20.1", true],
    ["2.21.0", "~> 2.20.1", false],
    ["5.100.0", ">= 5.100.0, < 7.0.0", true],
    ["6.99.9", ">= 5.100.0, < 7.0.0", true],
    ["7.0.0", ">= 5.100.0, < 7.0.0", false],
    ["5.99.0", ">= 5.100.0, < 7.0.0", false],
    ["1.2.3", "1.2.3", true],
    ["1.2.3", "!= 1.2.3", false],
    ["1.2.3", "> 1.2.3", false],
    ["1.2.3", "<= 1.2.3", true],
  ])("%s meets %s: %s", (version, constraint, expected) => {
    const parsed = parseVersion(version);
    expect(parsed !== undefined && satisfies(parsed, constraint)).toBe(expected);
  });

  it("refuses a constraint that it can't parse, by name", () => {
    expect(() => satisfies([1, 0, 0], "about 2")).toThrow('version constraint "about 2" is not understood');
  });

  it("takes no prereleases", () => {
    expect(parseVersion("2.20.0-beta1")).toBeUndefined();
  });

  it("orders by number, not by text", () => {
    expect(compareVersions([5, 100, 0], [5, 99, 0])).toBeGreaterThan(0);
  });
});
