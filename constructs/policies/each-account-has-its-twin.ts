import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import type { DeclaredProgram, DeclaredResource } from "./declared-program";
import { linkedCatalogCreation } from "./linked-catalog-statement";
import { type PolicyRule, resourcesOf } from "./policy-rule";

/** What both accounts have to have of their own, because nothing carries it. */
const OF_BOTH = [
  "snowflake_catalog_integration_aws_glue",
  "snowflake_catalog_integration_iceberg_rest",
  "snowflake_database",
  "snowflake_iceberg_table_from_aws_glue",
  "snowflake_materialized_view",
  "snowflake_procedure_javascript",
  "snowflake_schema",
  "snowflake_task",
  "snowflake_view",
  "snowflake_warehouse",
];

/** What isn't replicated is declared in both accounts, under one name. */
export const eachAccountHasItsTwin: PolicyRule = {
  id: "each-account-has-its-twin",
  requirements: ["twin", "R2"],
  reason: "what only one account has, and no group carries, is missing on the day of the failover",
  source: "docs.snowflake.com/en/user-guide/account-replication-considerations",
  fix: "declare it in the construct that both accounts are made of, or in a database that a failover group carries",
  judge: (program) =>
    ACCOUNT_ROLES.flatMap((role) => {
      const other = role === "primary" ? "secondary" : "primary";
      const there = new Set(ownOf(program, other).map(nameOf));
      return ownOf(program, role).map((declared) => ({
        path: declared.path,
        problems: there.has(nameOf(declared)) ? [] : [`the ${other} account has no ${nameOf(declared)}`],
      }));
    }),
};

function ownOf(program: DeclaredProgram, role: AccountRole): DeclaredResource[] {
  const { accounts, replicatedDatabases } = program.context;
  const isCarried = ({ type, arguments: { name, database } }: DeclaredResource) =>
    replicatedDatabases.some((replicated) => replicated === (type === "snowflake_database" ? name : database));
  const linked = resourcesOf(program, "snowflake_execute").filter(
    ({ arguments: { execute } }) => linkedCatalogCreation(String(execute)) !== undefined,
  );
  return [...resourcesOf(program, OF_BOTH), ...linked].filter(
    (declared) => accounts[role].stacks.includes(declared.stack) && !isCarried(declared),
  );
}

function nameOf({ type, arguments: given }: DeclaredResource): string {
  if (type === "snowflake_execute") {
    return `catalog-linked database made so: ${String(given.execute)}`;
  }
  const parts = [given.database, given.schema, given.name].filter((part) => part !== undefined).map(String);
  return `${type.replace(/^snowflake_/, "").replaceAll("_", " ")} ${parts.join(".")}`;
}
