import { type FailoverGroupStatement, groupStatementsOf } from "./failover-group-statement";
import type { PolicyRule } from "./policy-rule";

const OF_ANY_GROUP = ["DATABASES", "EXTERNAL VOLUMES", "SHARES"];

/** A database or volume is in one failover group, and account objects are in one. */
export const objectIsInOneFailoverGroup: PolicyRule = {
  id: "object-is-in-one-failover-group",
  requirements: ["R5"],
  reason: "an object can only be in one failover group, and account objects are all in the same",
  source: "docs.snowflake.com/en/user-guide/account-replication-considerations",
  fix: "leave the object in the group that has it",
  configuration: "failover.databaseGroup.databases",
  judge: (program) => {
    const groupOf = new Map<string, string>();
    return groupStatementsOf(program)
      .filter(({ statement }) => ["create", "SET", "ADD"].includes(statement.action))
      .map(({ statement, declared }) => ({
        path: declared.path,
        problems: objectsOf(statement).flatMap((object) => {
          const group = groupOf.get(object) ?? statement.group;
          groupOf.set(object, group);
          return group === statement.group ? [] : [`${object} would be in ${group} and in ${statement.group}`];
        }),
      }));
  },
};

function objectsOf({ clauses }: FailoverGroupStatement): string[] {
  const types = clauses.get("OBJECT_TYPES") ?? [];
  return [
    ...(clauses.get("ALLOWED_DATABASES") ?? []).map((name) => `database ${name}`),
    ...(clauses.get("ALLOWED_EXTERNAL_VOLUMES") ?? []).map((name) => `external volume ${name}`),
    ...(types.some((type) => !OF_ANY_GROUP.includes(type)) ? ["what isn't a database, volume or share"] : []),
  ];
}
