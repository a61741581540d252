import { type CheckResult, isValid, type Totals, totalsOf, type Verdict } from "./check";

const MARKS: Readonly<Record<Verdict, string>> = { pass: "✓", fail: "✗", unknown: "?" };

/** What is said besides the results, such as what was not looked at. */
export interface Rendered {
  readonly results: readonly CheckResult[];
  /** What each of the places is called, in the order in which they are shown. */
  readonly titles: ReadonlyMap<CheckResult["account"], string>;
  /** What was not looked at, and why. */
  readonly notes: readonly string[];
}

/** The results for people: by account, each with its totals. */
export function renderValidation({ results, titles, notes }: Rendered): string {
  const groups = [...titles].flatMap(([account, title]) => {
    const own = results.filter((result) => result.account === account);
    return own.length === 0 ? [] : [title, ...own.flatMap(renderResult), `  ${renderTotals(totalsOf(own))}`, ""];
  });
  const verdict = isValid(results) ? "Everything is as declared" : "Not everything is known to be as declared";
  return `${[...groups, ...notes, `${verdict}: ${renderTotals(totalsOf(results))}.`].join("\n")}\n`;
}

function renderResult(result: CheckResult): string[] {
  const { verdict, expected, seen } = result;
  const line = `  ${MARKS[verdict]} ${expected}`;
  return result.verdict === "pass"
    ? [`${line}: ${seen}`]
    : [line, `      seen: ${seen}`, `      why: ${result.reason}`, `      fix: ${result.fix}`];
}

function renderTotals({ pass, fail, unknown }: Totals): string {
  return `${pass} pass, ${fail} fail, ${unknown} can't tell`;
}

/** The results for programs: `{ ok, totals, notes, checks: [{ id, account, expected, verdict, seen, reason?, fix? }] }`. */
export function validationFacts({ results, notes }: Rendered) {
  return { ok: isValid(results), totals: totalsOf(results), notes, checks: results };
}
