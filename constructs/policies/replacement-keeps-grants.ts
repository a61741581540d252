import { eachResource, type PolicyRule } from "./policy-rule";
import { eachStatement, withoutQuoted } from "./statements";

const REPLACEMENT = /^\s*CREATE\s+OR\s+REPLACE\s+((?:[A-Z]+\s+)*?)(?:IF\s+NOT\s+EXISTS\s+)?(?=[\w$."]+)/i;
const KINDS =
  /\b(DATABASE|SCHEMA|TABLE|VIEW|STAGE|STREAM|SEQUENCE|FUNCTION|PROCEDURE|TASK|ALERT|PIPE|ROLE|USER|WAREHOUSE|INTEGRATION|VOLUME|CONNECTION|POLICY|TAG|SECRET)\b/i;

/** What is made anew keeps who may use it. */
export const replacementKeepsGrants: PolicyRule = {
  id: "replacement-keeps-grants",
  requirements: ["R15"],
  reason: "OR REPLACE drops every grant on what it replaces, unless it copies them",
  source: "docs.snowflake.com/en/sql-reference/sql/create-view",
  fix: "say CREATE … IF NOT EXISTS and change it by ALTER, or say COPY GRANTS (copy_grants of a view)",
  judge: (program) => [
    ...eachStatement((text) => {
      const said = withoutQuoted(text);
      const kind = REPLACEMENT.test(said) ? KINDS.exec(said.split("(", 1)[0] ?? "")?.[1]?.toUpperCase() : undefined;
      return (
        kind &&
        (/\bCOPY\s+(CURRENT\s+)?GRANTS\b/i.test(said)
          ? []
          : [`it replaces a ${kind.toLowerCase()} without COPY GRANTS`])
      );
    })(program),
    // The provider makes a view anew when its text changes.
    ...eachResource("snowflake_view", ({ copy_grants: copies }) => (copies === true ? [] : ["copy_grants isn't true"]))(
      program,
    ),
    ...eachResource("snowflake_materialized_view", ({ or_replace: replaces }) =>
      replaces === true ? ["or_replace is true, and grants aren't copied"] : [],
    )(program),
  ],
};
