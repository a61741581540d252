import type { TwinbergConfig } from "../config/schema";
import type { PolicyContext } from "../constructs/policies/declared-program";

/** What the rules have to know of a configuration, and of which stack is for what. */
export function policyContext(config: TwinbergConfig): PolicyContext {
  const { accounts, aws, backend, databases, failover, lake, roles, tableSync } = config;
  const { primary, secondary } = accounts;
  return {
    analystRole: roles.analyst,
    prodDatabase: databases.prod.name,
    replicatedDatabases: [databases.operations.name, ...failover.databaseGroup.databases],
    catalogLinkedDatabase: databases.catalogLinked.name,
    externalDatabase: databases.external.name,
    externalTableDatabases: tableSync?.databases ?? [],
    targetStack: "failover-secondary",
    accounts: {
      primary: {
        name: primary.name,
        edition: primary.edition,
        region: primary.region,
        stacks: ["primary-account", "failover-primary", "primary-data"],
      },
      secondary: {
        name: secondary.name,
        edition: secondary.edition,
        region: secondary.region,
        stacks: ["secondary-account", "failover-secondary", "secondary-data"],
      },
    },
    rolesTravel: failover.accountGroup.roles === "replicated",
    failoverPath: ["controller", "secondary-account", "failover-secondary", "secondary-data"],
    lakeRegion: aws.region,
    replicas: lake.replicas,
    stateReplicaRegion: backend.type === "s3" ? backend.replica?.region : undefined,
    recoveryPointMinutes: config.recoveryPointObjectiveMinutes,
    keepsData: lake.onDestroy === "keep",
  };
}
