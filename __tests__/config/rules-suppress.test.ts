import { ConfigError } from "../../config/config-error";
import { parseConfig } from "../../config/parse";
import { demoConfig, demoText } from "../helpers/demo-config";

const withRules = (yaml: string) => `${demoText}\nrules:\n  suppress:\n${yaml}`;

function problemsOf(yaml: string): string[] {
  try {
    parseConfig("lake.yaml", withRules(yaml));
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems.map(({ path, message }) => `${path}: ${message}`);
    }
    throw error;
  }
  return [];
}

describe("rules.suppress", () => {
  it("is empty unless it is said", () => {
    expect(demoConfig().rules).toEqual({ suppress: [] });
  });

  it("takes an id with a reason, and a path", () => {
    const text = withRules("    - id: stateful-is-kept\n      reason: a sandbox\n      path: lake/Bucket\n");

    expect(parseConfig("lake.yaml", text).rules.suppress).toEqual([
      { id: "stateful-is-kept", reason: "a sandbox", path: "lake/Bucket" },
    ]);
  });

  it.each([
    [
      "an unknown id",
      "    - id: statefull\n      reason: a sandbox\n",
      'rules.suppress.0.id: "statefull" is not a rule; twinberg rules lists them',
    ],
    ["no id", "    - reason: a sandbox\n", "rules.suppress.0.id: is not a rule; twinberg rules lists them"],
    [
      "an empty reason",
      '    - id: stateful-is-kept\n      reason: "  "\n',
      'rules.suppress.0.reason: "  " is empty; say why the rule doesn\'t hold here',
    ],
    ["no reason", "    - id: stateful-is-kept\n", "rules.suppress.0.reason: is missing; expected string"],
    [
      "an empty path",
      '    - id: stateful-is-kept\n      reason: x\n      path: ""\n',
      'rules.suppress.0.path: "" is empty; name a construct\'s path, or leave path out',
    ],
    [
      "another key",
      "    - id: stateful-is-kept\n      reason: x\n      until: 2030\n",
      "rules.suppress.0.until: 2030 isn't a key that Twinberg knows here",
    ],
  ])("refuses %s", (_what, yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([problem]);
  });
});
