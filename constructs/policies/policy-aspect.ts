import { Annotations, type IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import { RulesError } from "../../config/rules-error";
import type { RulesReport } from "../../config/rules-report";
import type { PolicyContext } from "./declared-program";
import { judge, type Suppression } from "./judge";
import { readProgram } from "./read-program";
import { policyRules } from "./rules";

/**
 * Applies the rules to the whole program as soon as its first stack is looked at, so that violations in all stacks are shown
 * at once. What the configuration suppresses becomes a warning at its construct, which cdktf prints.
 */
export class PolicyAspect implements IAspect {
  readonly #context: PolicyContext;
  readonly #suppressions: readonly Suppression[];
  #report: RulesReport | undefined;

  constructor(context: PolicyContext, suppressions: readonly Suppression[]) {
    this.#context = context;
    this.#suppressions = suppressions;
  }

  /** How the program meets the rules. @throws Error before synthesis */
  get report(): RulesReport {
    if (this.#report === undefined) {
      throw new Error("the rules are applied by synthesis, which hasn't been");
    }
    return this.#report;
  }

  /** @throws RulesError with all violations */
  visit(node: IConstruct): void {
    if (this.#report !== undefined) {
      return;
    }
    const { root } = node.node;
    this.#report = judge(readProgram(root, this.#context), policyRules, this.#suppressions);
    if (this.#report.violations.length > 0) {
      throw new RulesError(this.#report.violations, policyRules);
    }
    for (const { rule, path, problem, reason } of this.#report.suppressed) {
      Annotations.of(constructAt(root, path)).addWarning(`${rule} is suppressed: ${problem} (because: ${reason})`);
    }
    for (const { id, reason, path } of this.#report.unused) {
      const where = path === undefined ? "" : ` at ${path}`;
      Annotations.of(node).addWarning(`rules.suppress: nothing breaks ${id}${where}: remove it (it says: ${reason})`);
    }
  }
}

function constructAt(root: IConstruct, path: string): IConstruct {
  return path.split("/").reduce((scope, id) => scope.node.findChild(id), root);
}
