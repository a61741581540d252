import type { RulesReport } from "../../config/rules-report";
import type { TwinbergConfig } from "../../config/schema";
import type { DeclaredProgram } from "./declared-program";
import type { PolicyRule } from "./policy-rule";

/** A rule that may be broken, and why. */
export type Suppression = TwinbergConfig["rules"]["suppress"][number];

/** Applies rules to a program. What the configuration lets be broken is told apart from what fails. */
export function judge(
  program: DeclaredProgram,
  rules: readonly PolicyRule[],
  suppressions: readonly Suppression[],
): RulesReport {
  const used = new Set<Suppression>();
  const judged = rules.map((rule) => {
    const judgements = rule.judge(program);
    const found = judgements.flatMap(({ path, problems }) =>
      problems.map((problem) => ({ rule: rule.id, path, problem })),
    );
    const sorted = found.map((violation) => {
      const suppression = suppressions.find(({ id, path }) => id === rule.id && covers(path, violation.path));
      if (suppression !== undefined) {
        used.add(suppression);
      }
      return { violation, suppression };
    });
    const violations = sorted.flatMap(({ violation, suppression }) => (suppression === undefined ? [violation] : []));
    const suppressed = sorted.flatMap(({ violation, suppression }) =>
      suppression === undefined ? [] : [{ ...violation, reason: suppression.reason }],
    );
    return { rule: rule.id, judged: judgements.length, violations, suppressed };
  });
  return {
    outcomes: judged.map(({ rule, judged: number, violations, suppressed }) => ({
      rule,
      judged: number,
      verdict:
        violations.length > 0
          ? "violated"
          : suppressed.length > 0
            ? "suppressed"
            : number > 0
              ? "holds"
              : "nothing-to-judge",
    })),
    violations: judged.flatMap(({ violations }) => violations),
    suppressed: judged.flatMap(({ suppressed }) => suppressed),
    unused: suppressions
      .filter((suppression) => !used.has(suppression))
      .map(({ id, reason, path }) => ({ id, reason, ...(path === undefined ? {} : { path }) })),
  };
}

/** Whether a suppression's path means a construct: its own, or that of one that holds it. */
function covers(path: string | undefined, construct: string): boolean {
  return path === undefined || construct === path || construct.startsWith(`${path}/`);
}
