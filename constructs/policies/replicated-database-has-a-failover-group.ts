import { groupStatementsOf } from "./failover-group-statement";
import { type PolicyRule, resourcesOf } from "./policy-rule";

/** A database that the configuration says is replicated is in a group that carries it. */
export const replicatedDatabaseHasAFailoverGroup: PolicyRule = {
  id: "replicated-database-has-a-failover-group",
  requirements: ["twin"],
  reason: "a database that no group carries isn't in the other account, and nobody is told",
  source: "docs.snowflake.com/en/sql-reference/sql/create-failover-group",
  fix: "name it in the ALLOWED_DATABASES of one group (failover.databaseGroup.databases)",
  judge: (program) => {
    const carried = new Set(
      groupStatementsOf(program)
        .filter(({ statement }) => ["create", "SET", "ADD"].includes(statement.action))
        .flatMap(({ statement }) => statement.clauses.get("ALLOWED_DATABASES") ?? []),
    );
    const { accounts, replicatedDatabases } = program.context;
    return resourcesOf(program, "snowflake_database")
      .filter(({ stack }) => accounts.primary.stacks.includes(stack))
      .filter(({ arguments: { name } }) => replicatedDatabases.some((replicated) => replicated === name))
      .map(({ path, arguments: { name } }) => ({
        path,
        problems: carried.has(String(name)) ? [] : [`no failover group carries ${String(name)}`],
      }));
  },
};
