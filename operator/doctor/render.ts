import { type CheckResult, isHealthy } from "./check";

const marks = { ok: "✓", warning: "!", missing: "✗" } as const;

/** The results for people. */
export function renderResults(results: readonly CheckResult[]): string {
  const lines = results.flatMap(({ title, why, finding }) => [
    `${marks[finding.kind]} ${title}: ${finding.found}`,
    ...(finding.kind === "ok" ? [] : [`    needed: ${why}`, `    fix: ${finding.fix}`]),
  ]);
  const missing = results.filter(({ finding }) => finding.kind === "missing").length;
  const verdict = isHealthy(results)
    ? "Nothing that is required is missing."
    : `${missing} of ${results.length} checks failed.`;
  return `${[...lines, "", verdict].join("\n")}\n`;
}

/** The results for programs: `{ ok, checks: [{ id, title, why, kind, found, fix? }] }`. */
export function doctorFacts(results: readonly CheckResult[]) {
  const checks = results.map(({ id, title, why, finding }) => ({ id, title, why, ...finding }));
  return { ok: isHealthy(results), checks };
}
