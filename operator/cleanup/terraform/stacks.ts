import type { StackGraph } from "../../../rehearsal/terraform/graph";
import type { StateResource } from "../observation";

/** What a destroy would do, and the doing of just that. */
export interface PlannedDestroy {
  /** What would be destroyed, as it was before. */
  readonly deletes: readonly StateResource[];
  /** What would be made or changed, by address: nothing, in a destroy. */
  readonly others: readonly string[];
  /** Carries the plan out. @returns Terraform's last line, such as `Apply complete! …` @throws TerraformFailed */
  apply(): Promise<string>;
}

/** Terraform in the stacks of the program. */
export interface TerraformStacks {
  /** Every declared stack, with what it needs. */
  readonly graph: StackGraph;
  /** What the state has of a stack; null: there is no state of it. @throws TerraformFailed */
  resources(stack: string): Promise<readonly StateResource[] | null>;
  /** Takes resources out of the state; in the cloud nothing changes. @throws TerraformFailed */
  forget(stack: string, addresses: readonly string[]): Promise<void>;
  /** Plans a destroy, and runs what is done with the plan; then the plan's file is gone. @throws TerraformFailed */
  planDestroy<Value>(stack: string, use: (plan: PlannedDestroy) => Promise<Value>): Promise<Value>;
}

/** Terraform ended with an error: the message has the stack, the command, and the end of what it said. */
export class TerraformFailed extends Error {
  override readonly name = "TerraformFailed";
}
