import { eachResource, type PolicyRule } from "./policy-rule";

/** What replication carries holds no table whose rows are elsewhere. */
export const replicatedDatabaseHoldsNativeTables: PolicyRule = {
  id: "replicated-database-holds-native-tables",
  requirements: ["R2"],
  reason: "external and externally managed Iceberg tables are skipped, and the refresh still succeeds",
  source: "docs.snowflake.com/en/user-guide/account-replication-considerations",
  fix: "declare the table in both accounts, in a database that isn't replicated",
  judge: eachResource(
    ["snowflake_external_table", "snowflake_iceberg_table_from_aws_glue", "snowflake_iceberg_table_from_rest"],
    ({ database }, _declared, { context }) =>
      context.replicatedDatabases.some((replicated) => replicated === database)
        ? [`${String(database)} is replicated, and this table would not be`]
        : [],
  ),
};
