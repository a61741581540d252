import type { TwinbergConfig } from "../config/schema";
import type { PolicyNames } from "../constructs/policies/policy-rule";

/** The names that the policies are about, as configured. */
export function policyNames({ databases, failover, roles, tableSync }: TwinbergConfig): PolicyNames {
  return {
    analystRole: roles.analyst,
    prodDatabase: databases.prod.name,
    replicatedDatabases: [databases.operations.name, ...failover.databaseGroup.databases],
    catalogLinkedDatabase: databases.catalogLinked.name,
    externalDatabase: databases.external.name,
    externalTableDatabases: tableSync?.databases ?? [],
    targetStack: "failover-secondary",
  };
}
