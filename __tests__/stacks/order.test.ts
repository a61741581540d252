import { App, type TerraformStack } from "cdktf";
import type { TwinbergConfig } from "../../config/schema";
import { declareStacks } from "../../stacks/declare-stacks";
import { demoConfig } from "../helpers/demo-config";

/** The stacks that each stack comes after, directly. */
function dependencies(config: TwinbergConfig): Record<string, string[]> {
  const app = new App({ outdir: "cdktf.out" });
  declareStacks(app, config);
  const isStack = (construct: object): construct is TerraformStack => "dependencies" in construct;
  return Object.fromEntries(
    app.node.children
      .filter(isStack)
      .map((stack) => [stack.node.id, stack.dependencies.map(({ node }) => node.id).sort()]),
  );
}

describe("the stacks", () => {
  it("converge in an order in which each finds what it needs", () => {
    expect(dependencies(demoConfig())).toEqual({
      lake: [],
      controller: [],
      "primary-account": [],
      "secondary-account": [],
      "failover-primary": ["primary-account"],
      "failover-secondary": ["failover-primary", "secondary-account"],
      trust: ["failover-secondary", "lake", "primary-account", "secondary-account"],
      "primary-data": ["failover-primary", "failover-secondary", "primary-account", "trust"],
      "secondary-data": ["failover-secondary", "secondary-account", "trust"],
      "table-sync": ["primary-account"],
    });
  });

  it("put the secondary's own after the first refresh when its roles come with that", () => {
    const replicated = demoConfig(["failover:\n", "failover:\n  accountGroup:\n    roles: replicated\n"]);

    expect(dependencies(replicated)).toMatchObject({
      "secondary-account": ["failover-secondary"],
      "failover-secondary": ["failover-primary"],
    });
  });
});
