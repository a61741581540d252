import type { Known } from "../../failover/observation";
import { bad, type Finding, good, unknown } from "../check";

/** What became of names that a stack takes. */
export interface TakenNames {
  /** Names that there are already. */
  readonly taken: readonly string[];
  /** How many there are to be. */
  readonly of: number;
  /** The stack that makes them. */
  readonly stack: string;
  readonly applied: Known<ReadonlySet<string>>;
}

/** Whether names are free, or the stack's own. */
export function clash({ taken, of, stack, applied }: TakenNames): Finding {
  if (taken.length === 0) return good(of === 1 ? "nothing is there" : "none is there");
  const names = taken.join(", ");
  if (!applied.known) {
    return unknown(
      `there: ${names}; whether Terraform made them can't be told: ${applied.reason}`,
      `see whether the state of ${stack} has them; if not, choose other names in the configuration, or import them`,
    );
  }
  return applied.value.has(stack)
    ? good(`there: ${names}, and ${stack} has been applied`)
    : bad(
        `there already, and not by Terraform: ${names}`,
        `choose other names in the configuration, or import them into ${stack} before the first apply`,
      );
}
