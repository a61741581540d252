import type { PolicyNames, PolicyRule } from "./policy-rule";

/** What replication carries holds no table whose rows are elsewhere. */
export function replicatedDatabaseHoldsNativeTables({ replicatedDatabases }: PolicyNames): PolicyRule {
  return {
    id: "replicated-database-holds-native-tables",
    reason:
      "docs.snowflake.com, account-replication-considerations: external and externally managed Iceberg tables are skipped, and the refresh still succeeds",
    resourceType: [
      "snowflake_external_table",
      "snowflake_iceberg_table_from_aws_glue",
      "snowflake_iceberg_table_from_rest",
    ],
    violations: ({ database }) =>
      replicatedDatabases.some((replicated) => replicated === database)
        ? [`${String(database)} is replicated, and this table would not be`]
        : [],
  };
}
