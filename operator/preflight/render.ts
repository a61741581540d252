import type { PreflightResult } from "./check";
import { standingInTheWay } from "./evaluate";

const MARKS: Readonly<Record<PreflightResult["verdict"], string>> = { good: "✓", bad: "✗", unknown: "?", skipped: "-" };
const TITLES: Readonly<Record<PreflightResult["where"], string>> = {
  primary: "Snowflake, the primary account",
  secondary: "Snowflake, the secondary account",
  aws: "AWS",
  state: "Terraform's state",
};

/** The results for people. @param accepted ids that are taken as they are */
export function renderPreflight(results: readonly PreflightResult[], accepted: ReadonlySet<string>): string {
  const places = [...new Set(results.map(({ where }) => where))];
  const blocking = standingInTheWay(results, accepted);
  const taken = results.filter((one) => accepted.has(one.id) && (one.verdict === "bad" || one.verdict === "unknown"));
  return [
    ...places.flatMap((where) => [
      TITLES[where],
      ...grouped(results.filter((one) => one.where === where)).flatMap(renderGroup),
      "",
    ]),
    ...(taken.length === 0 ? [] : [`Accepted as it is: ${taken.map(({ id }) => id).join(", ")}`]),
    blocking.length === 0
      ? "Nothing stands in the way of the first apply."
      : `${blocking.length} of ${results.length} checks stand in the way.`,
    "",
  ].join("\n");
}

/** What can't be told for one reason is told once. */
function grouped(results: readonly PreflightResult[]): readonly (readonly PreflightResult[])[] {
  const groups = new Map<string, PreflightResult[]>();
  for (const result of results) {
    const key = result.verdict === "unknown" ? `${result.found}\n${result.fix}` : result.id;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()];
}

function renderGroup(group: readonly PreflightResult[]): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  const heads = group.map(({ expected, verdict, id }) =>
    verdict === "good" || verdict === "skipped"
      ? `  ${MARKS[verdict]} ${expected}: ${first.found}`
      : `  ${MARKS[verdict]} ${expected} [${id}]`,
  );
  return first.verdict === "good" || first.verdict === "skipped"
    ? heads
    : [...heads, `      found: ${first.found}`, `      fix: ${first.fix}`];
}

/** The results for programs: `{ ok, checks: [{ id, where, expected, verdict, found, fix?, accepted }] }`. */
export function preflightFacts(results: readonly PreflightResult[], accepted: ReadonlySet<string>) {
  return {
    ok: standingInTheWay(results, accepted).length === 0,
    checks: results.map((one) => ({ ...one, accepted: accepted.has(one.id) })),
  };
}
