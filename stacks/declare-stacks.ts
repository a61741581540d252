import { type App, Aspects } from "cdktf";
import type { TwinbergConfig } from "../config/schema";
import { PolicyAspect } from "../constructs/policies/policy-aspect";
import { AccountStack } from "./account-stack";
import { DataStack } from "./data-stack";
import { LakeStack } from "./lake-stack";
import { TrustStack } from "./trust-stack";

/** Declares every stack of the program, in the order in which they converge, and holds each to the policies. */
export function declareStacks(app: App, config: TwinbergConfig): void {
  const lake = new LakeStack(app, "lake", config);
  const accounts = {
    primary: new AccountStack(app, "primary-account", config, "primary"),
    secondary: new AccountStack(app, "secondary-account", config, "secondary"),
  };
  const trust = new TrustStack(app, "trust", { config, accounts });
  trust.addDependency(accounts.primary);
  trust.addDependency(accounts.secondary);
  // Lake Formation's grants are on the lake's database, and take its settings.
  trust.addDependency(lake);
  const primaryData = new DataStack(app, "primary-data", config, "primary");
  const secondaryData = new DataStack(app, "secondary-data", config, "secondary");
  for (const [data, account] of [
    [primaryData, accounts.primary],
    [secondaryData, accounts.secondary],
  ] as const) {
    data.addDependency(account);
    // Tables are read when they are made.
    data.addDependency(trust);
  }
  // A replica is made from what is there. Only the order is declared: the secondary reads nothing of the primary's state.
  secondaryData.addDependency(primaryData);
  // An aspect of the app itself isn't applied: cdktf looks at each stack's own.
  const policies = new PolicyAspect({
    analystRole: config.roles.analyst,
    prodDatabase: config.databases.prod.name,
    replicatedDatabase: config.databases.operations.name,
  });
  for (const stack of app.node.children) {
    Aspects.of(stack).add(policies);
  }
}
