import { FAILOVER_GROUP_RESOURCES, failoverGroupStatement } from "./failover-group-statement";
import type { PolicyNames, PolicyRule } from "./policy-rule";

/** No group carries a database whose tables, or what its views are over, replication skips. */
export function failoverGroupCarriesWhatReplicates(names: PolicyNames): PolicyRule {
  const why = new Map<string, string>([
    [names.catalogLinkedDatabase, "is catalog-linked, which can't be replicated"],
    [names.externalDatabase, "holds Iceberg tables over a remote catalog, which replication skips"],
    [
      names.prodDatabase,
      "is each account's own: its views are over what isn't replicated, and a replica can't be written",
    ],
    ...names.externalTableDatabases.map(
      (database) => [database, "holds external tables, which replication skips"] as const,
    ),
  ]);
  return {
    id: "failover-group-carries-what-replicates",
    reason:
      "docs.snowflake.com, account-replication-intro, replicated database objects: no external tables, only Snowflake-managed Iceberg tables; both accounts have their own",
    resourceType: FAILOVER_GROUP_RESOURCES,
    violations: (resource) => {
      const statement = failoverGroupStatement(resource);
      return (statement?.clauses.get("ALLOWED_DATABASES") ?? []).flatMap((database) => {
        const reason = why.get(database);
        return reason === undefined || statement?.action === "REMOVE" ? [] : [`${database} ${reason}`];
      });
    },
  };
}
