import { eachResource, type Judgement, type PolicyRule } from "./policy-rule";
import { statementsOf, withoutQuoted } from "./statements";

const FORBIDDEN =
  /\b(JOIN|UNION|INTERSECT|EXCEPT|MINUS|WITH|DISTINCT|HAVING|OVER|QUALIFY|LIMIT|FETCH|ROLLUP|CUBE|ORDER\s+BY|GROUPING\s+SETS)\b/gi;
const CREATION = /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:SECURE\s+)?MATERIALIZED\s+VIEW\b[\s\S]*?\bAS\b([\s\S]*)$/i;

/** A materialized view reads one table, with what Snowflake can keep up to date. */
export const materializedViewsAreLegal: PolicyRule = {
  id: "materialized-views-are-legal",
  requirements: ["R16"],
  reason: "a materialized view has one table, no join, no DISTINCT and no common table expression",
  source: "docs.snowflake.com/en/user-guide/views-materialized",
  fix: "make it a view, or a materialized view of one table with sums and counts",
  judge: (program) => [
    ...eachResource("snowflake_materialized_view", ({ statement }) => problemsOf(String(statement)))(program),
    ...statementsOf(program).flatMap(({ text, declared }): Judgement[] => {
      const query = CREATION.exec(text)?.[1];
      return query === undefined ? [] : [{ path: declared.path, problems: problemsOf(query) }];
    }),
  ],
};

function problemsOf(query: string): string[] {
  // What stands in quotes is a name or a text, not a keyword.
  const keywords = withoutQuoted(query);
  const from = [...keywords.matchAll(/\bFROM\b(.*?)(?=\b(?:WHERE|GROUP)\b|$)/gis)].map(([, tables]) => tables ?? "");
  return [
    ...new Set([...keywords.matchAll(FORBIDDEN)].map(([word]) => `${word.toUpperCase()} isn't allowed there`)),
    ...(from.length === 1 && !from[0]?.includes(",") ? [] : ["it doesn't read exactly one table"]),
  ];
}
