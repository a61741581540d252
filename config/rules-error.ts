import type { RulesReport } from "./rules-report";

/** What a rule says for itself. */
export interface RuleText {
  readonly id: string;
  readonly reason: string;
  readonly source: string;
  readonly fix: string;
}

/** A program that breaks rules; carries every violation, in all stacks. */
export class RulesError extends Error {
  override readonly name = "RulesError";

  /** @param rules the texts of the rules that are broken, at least */
  constructor(
    readonly violations: RulesReport["violations"],
    rules: readonly RuleText[],
  ) {
    super(describe(violations, rules));
  }
}

/** By rule, since what is to be done about them is the same. */
function describe(violations: RulesReport["violations"], rules: readonly RuleText[]): string {
  const broken = rules.filter(({ id }) => violations.some(({ rule }) => rule === id));
  return [
    `${counted(violations.length, "violation")} of ${counted(broken.length, "rule")}, and nothing was synthesized:`,
    ...broken.flatMap(({ id, reason, source, fix }) => [
      "",
      ...violations.filter(({ rule }) => rule === id).map(({ path, problem }) => `  ${path}\n    ${id}: ${problem}`),
      `    why: ${reason} (${source})`,
      `    fix: ${fix}`,
    ]),
    "",
    "what must be so here: rules.suppress in the configuration, with the rule's id and a reason",
  ].join("\n");
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
