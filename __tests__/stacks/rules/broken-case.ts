import type { TerraformStack } from "cdktf";
import type { RuleId } from "../../../config/rule-ids";

/** A mistake that is added to the program, and what a rule must say of it. */
export interface BrokenCase {
  readonly rule: RuleId;
  /** What is wrong, for the test's name. */
  readonly what: string;
  /** The stack that it is added to. */
  readonly stack: string;
  /** Declares it under an id of its own. */
  readonly declare: (scope: TerraformStack, id: string) => unknown;
  /** One of the rule's problems at that construct. */
  readonly problem: string;
}
