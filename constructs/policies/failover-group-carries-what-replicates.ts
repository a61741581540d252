import { eachGroupStatement } from "./failover-group-statement";
import type { PolicyRule } from "./policy-rule";

/** No group carries a database whose tables, or what its views are over, replication skips. */
export const failoverGroupCarriesWhatReplicates: PolicyRule = {
  id: "failover-group-carries-what-replicates",
  requirements: ["R2"],
  reason:
    "external tables, catalog-linked databases and Iceberg tables that Snowflake doesn't manage are skipped, and the refresh still succeeds",
  source: "docs.snowflake.com/en/user-guide/account-replication-intro",
  fix: "take the database out of ALLOWED_DATABASES, and declare it in both accounts",
  configuration: "failover.databaseGroup.databases",
  judge: eachGroupStatement(({ action, clauses }, _declared, { context }) => {
    const why = new Map<string, string>([
      [context.catalogLinkedDatabase, "is catalog-linked, which can't be replicated"],
      [context.externalDatabase, "holds Iceberg tables over a remote catalog, which replication skips"],
      [
        context.prodDatabase,
        "is each account's own: its views are over what isn't replicated, and a replica can't be written",
      ],
      ...context.externalTableDatabases.map(
        (database) => [database, "holds external tables, which replication skips"] as const,
      ),
    ]);
    return (clauses.get("ALLOWED_DATABASES") ?? []).flatMap((database) => {
      const reason = why.get(database);
      return reason === undefined || action === "REMOVE" ? [] : [`${database} ${reason}`];
    });
  }),
};
