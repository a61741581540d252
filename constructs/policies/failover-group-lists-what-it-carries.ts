import { eachGroupStatement, type FailoverGroupClause } from "./failover-group-statement";
import type { PolicyRule } from "./policy-rule";

const LIST_OF: readonly (readonly [string, FailoverGroupClause])[] = [
  ["DATABASES", "ALLOWED_DATABASES"],
  ["EXTERNAL VOLUMES", "ALLOWED_EXTERNAL_VOLUMES"],
  ["SHARES", "ALLOWED_SHARES"],
  ["INTEGRATIONS", "ALLOWED_INTEGRATION_TYPES"],
];
const INTEGRATIONS = ["SECURITY", "API", "STORAGE", "EXTERNAL ACCESS", "NOTIFICATION"].map(
  (type) => `${type} INTEGRATIONS`,
);

/** A group's object types and lists fit each other, and are kinds that it can carry. */
export const failoverGroupListsWhatItCarries: PolicyRule = {
  id: "failover-group-lists-what-it-carries",
  requirements: ["R3", "R4"],
  reason:
    "databases, external volumes, shares and integrations each need their list and no list stands without its type; security integrations need roles, and catalog integrations can't be carried",
  source: "docs.snowflake.com/en/sql-reference/sql/create-failover-group",
  fix: "give each object type its list (failover.accountGroup says what travels)",
  configuration: "failover.accountGroup.integrationTypes",
  judge: eachGroupStatement(({ action, clauses }) => {
    const types = clauses.get("OBJECT_TYPES");
    if (types === undefined || (action !== "create" && action !== "SET")) {
      return [];
    }
    const integrations = clauses.get("ALLOWED_INTEGRATION_TYPES") ?? [];
    return [
      ...LIST_OF.flatMap(([type, list]) => [
        // ALTER leaves the lists of types that stay as they are, but for integrations.
        ...(types.includes(type) && !clauses.has(list) && (action === "create" || type === "INTEGRATIONS")
          ? [`${type} is among OBJECT_TYPES, and there is no ${list}`]
          : []),
        ...(clauses.has(list) && !types.includes(type)
          ? [`there is ${list}, and ${type} isn't among OBJECT_TYPES`]
          : []),
      ]),
      ...integrations
        .filter((type) => !INTEGRATIONS.includes(type))
        .map((type) => `${type} aren't replicated: declare them in both accounts`),
      ...(integrations.includes("SECURITY INTEGRATIONS") && !types.includes("ROLES")
        ? ["SECURITY INTEGRATIONS need ROLES among OBJECT_TYPES"]
        : []),
    ];
  }),
};
