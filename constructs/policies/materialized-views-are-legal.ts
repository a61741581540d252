import type { PolicyRule } from "./policy-rule";

const FORBIDDEN =
  /\b(JOIN|UNION|INTERSECT|EXCEPT|MINUS|WITH|DISTINCT|HAVING|OVER|QUALIFY|LIMIT|FETCH|ROLLUP|CUBE|ORDER\s+BY|GROUPING\s+SETS)\b/gi;
const QUOTED = /"(?:[^"]|"")*"|'(?:[^'\\]|''|\\.)*'/g;

/** A materialized view reads one table, with what Snowflake can keep up to date. */
export const materializedViewsAreLegal: PolicyRule = {
  id: "materialized-views-are-legal",
  reason: "docs.snowflake.com, views-materialized, limitations on creating materialized views",
  resourceType: "snowflake_materialized_view",
  violations: ({ statement }) => {
    // What stands in quotes is a name or a text, not a keyword.
    const keywords = String(statement).replace(QUOTED, "x");
    const from = [...keywords.matchAll(/\bFROM\b(.*?)(?=\b(?:WHERE|GROUP)\b|$)/gis)].map(([, tables]) => tables ?? "");
    return [
      ...new Set([...keywords.matchAll(FORBIDDEN)].map(([word]) => `${word.toUpperCase()} isn't allowed there`)),
      ...(from.length === 1 && !from[0]?.includes(",") ? [] : ["it doesn't read exactly one table"]),
    ];
  },
};
