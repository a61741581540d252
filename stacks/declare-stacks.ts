import { type App, Aspects } from "cdktf";
import type { TwinbergConfig } from "../config/schema";
import { PolicyAspect } from "../constructs/policies/policy-aspect";
import { AccountStack } from "./account-stack";
import { ControllerStack } from "./controller-stack";
import { DataStack } from "./data-stack";
import { FailoverPrimaryStack } from "./failover-primary-stack";
import { FailoverSecondaryStack } from "./failover-secondary-stack";
import { LakeStack } from "./lake-stack";
import { policyContext } from "./policy-context";
import { TableSyncStack } from "./table-sync-stack";
import { TrustStack } from "./trust-stack";

/**
 * Declares every stack of the program, in the order in which they converge, and holds each to the policies. Between the
 * accounts only the order is declared: the secondary reads nothing of the primary's state.
 *
 * @returns the policies, which know after synthesis how the program meets them
 */
export function declareStacks(app: App, config: TwinbergConfig): PolicyAspect {
  const lake = new LakeStack(app, "lake", config);
  new ControllerStack(app, "controller", config);
  const accounts = {
    primary: new AccountStack(app, "primary-account", config, "primary"),
    secondary: new AccountStack(app, "secondary-account", config, "secondary"),
  };
  const failover = {
    primary: new FailoverPrimaryStack(app, "failover-primary", config),
    secondary: new FailoverSecondaryStack(app, "failover-secondary", config),
  };
  failover.primary.addDependency(accounts.primary);
  // A replica is made from what is there.
  failover.secondary.addDependency(failover.primary);
  if (config.failover.accountGroup.roles === "replicated") {
    // The roles that its grants are to come with the first refresh.
    accounts.secondary.addDependency(failover.secondary);
  } else {
    failover.secondary.addDependency(accounts.secondary);
  }
  const trust = new TrustStack(app, "trust", { config, accounts, failoverSecondary: failover.secondary });
  trust.addDependency(accounts.primary);
  trust.addDependency(accounts.secondary);
  trust.addDependency(failover.secondary);
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
  // Tasks write the replicated database, and schedules of refreshes follow the first one.
  primaryData.addDependency(failover.primary);
  primaryData.addDependency(failover.secondary);
  secondaryData.addDependency(failover.secondary);
  if (config.tableSync !== undefined) {
    const tableSync = new TableSyncStack(app, "table-sync", config, config.tableSync);
    // Its readers are the account's roles. What lies in the stages' buckets is looked at only when there are tables.
    tableSync.addDependency(accounts[config.tableSync.account]);
  }
  // An aspect of the app itself isn't applied: cdktf looks at each stack's own.
  const policies = new PolicyAspect(policyContext(config), config.rules.suppress);
  for (const stack of app.node.children) {
    Aspects.of(stack).add(policies);
  }
  return policies;
}
