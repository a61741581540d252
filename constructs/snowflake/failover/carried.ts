import type { AccountRole, TwinbergConfig } from "../../../config/schema";

type AccountGroupConfig = TwinbergConfig["failover"]["accountGroup"];

/** What the group of account objects carries, as CREATE FAILOVER GROUP names it. */
export interface AccountGroupContents {
  /** OBJECT_TYPES. */
  readonly objectTypes: readonly string[];
  /** ALLOWED_INTEGRATION_TYPES. */
  readonly integrationTypes: readonly string[];
}

/** What the group of account objects carries. */
export function accountGroupContents(group: AccountGroupConfig): AccountGroupContents {
  const types = {
    INTEGRATIONS: true,
    "NETWORK POLICIES": group.networkPolicies,
    "RESOURCE MONITORS": group.resourceMonitors,
    ROLES: group.roles === "replicated",
  };
  return {
    objectTypes: Object.entries(types).flatMap(([type, carried]) => (carried ? [type] : [])),
    integrationTypes: group.integrationTypes.map((type) => `${type} INTEGRATIONS`),
  };
}

/**
 * How an account comes by what the group of account objects may carry. `declared`: it is made in the account, and the
 * account's own. `arrived`: replication has brought it before. `arrives`: replication will bring it. `linked`: it is made in
 * the account because others need it before the first refresh, which takes it over by its name; then it is the primary's.
 */
export interface Origins {
  readonly roles: "declared" | "arrived";
  readonly resourceMonitor: "declared" | "linked" | "arrived";
  /** The notification integration of alerts. */
  readonly alertEmail: "declared" | "arrives" | "arrived";
  /** Storage integration and external volume. */
  readonly lakeAccess: "declared" | "arrives" | "arrived";
}

/**
 * How an account comes by what its own stack would declare otherwise. The primary has everything of its own. With
 * replicated roles, the secondary's stack comes after the first refresh, else before it.
 */
export function originsIn(account: AccountRole, group: AccountGroupConfig): Origins {
  if (account === "primary") {
    return { roles: "declared", resourceMonitor: "declared", alertEmail: "declared", lakeAccess: "declared" };
  }
  const rolesTravel = group.roles === "replicated";
  const byReplication = rolesTravel ? "arrived" : "arrives";
  return {
    roles: rolesTravel ? "arrived" : "declared",
    resourceMonitor: group.resourceMonitors ? (rolesTravel ? "arrived" : "linked") : "declared",
    alertEmail: group.integrationTypes.includes("NOTIFICATION") ? byReplication : "declared",
    lakeAccess: byReplication,
  };
}
