import {
  FAILOVER_GROUP_RESOURCES,
  type FailoverGroupStatement,
  failoverGroupStatement,
} from "./failover-group-statement";
import type { PolicyRule } from "./policy-rule";

const OF_ANY_GROUP = ["DATABASES", "EXTERNAL VOLUMES", "SHARES"];

/** A database or volume is in one failover group, and account objects are in one. The rule remembers what it has seen. */
export function objectIsInOneFailoverGroup(): PolicyRule {
  const groupOf = new Map<string, string>();
  return {
    id: "object-is-in-one-failover-group",
    reason: "docs.snowflake.com, account-replication-considerations: an object can only be in one failover group",
    resourceType: FAILOVER_GROUP_RESOURCES,
    violations: (resource) => {
      const statement = failoverGroupStatement(resource);
      if (statement === undefined || !["create", "SET", "ADD"].includes(statement.action)) {
        return [];
      }
      return objectsOf(statement).flatMap((object) => {
        const group = groupOf.get(object) ?? statement.group;
        groupOf.set(object, group);
        return group === statement.group ? [] : [`${object} would be in ${group} and in ${statement.group}`];
      });
    },
  };
}

function objectsOf({ clauses }: FailoverGroupStatement): string[] {
  const types = clauses.get("OBJECT_TYPES") ?? [];
  return [
    ...(clauses.get("ALLOWED_DATABASES") ?? []).map((name) => `database ${name}`),
    ...(clauses.get("ALLOWED_EXTERNAL_VOLUMES") ?? []).map((name) => `external volume ${name}`),
    ...(types.some((type) => !OF_ANY_GROUP.includes(type)) ? ["what isn't a database, volume or share"] : []),
  ];
}
