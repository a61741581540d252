import type { AccountRole } from "../../config/schema";
import type { SnowflakeSession } from "../snowflake/session";
import { type CleanupInput, unconsented } from "./plan";
import { type CleanupStep, stepTitle } from "./step";
import type { TerraformStacks } from "./terraform/stacks";

/** What steps act on. */
export interface CleanupTools {
  readonly stacks: TerraformStacks;
  /** Of the account's deployer. */
  readonly sessionOf: (account: AccountRole) => Promise<Pick<SnowflakeSession, "execute">>;
  readonly emptyBucket: (step: Extract<CleanupStep, { kind: "empty-bucket" }>) => Promise<void>;
  readonly deleteState: (stacks: readonly string[]) => Promise<void>;
  /** Before each step: that nobody has begun a failover meanwhile. @throws Error when somebody has */
  readonly stillAlone: (next: CleanupStep) => Promise<void>;
  /** Aborted by Ctrl-C: no further step begins. */
  readonly signal: AbortSignal;
  readonly onStep: (step: CleanupStep, index: number) => void;
  /** What a step came to, where it tells. */
  readonly onDone: (step: CleanupStep, said: string) => void;
}

/** A step that didn't come about; those before it are done, and the same command goes on from here. */
export class CleanupStepFailed extends Error {
  override readonly name = "CleanupStepFailed";

  constructor(
    readonly step: CleanupStep,
    reason: string,
  ) {
    super(`${stepTitle(step)}: ${reason}`);
  }
}

/**
 * Does step after step.
 * @param seen what the plan was made from: what a destroy may take is judged by it again
 * @throws CleanupStepFailed at the first that fails, the signal's reason when interrupted
 */
export async function runCleanup(
  steps: readonly CleanupStep[],
  seen: Pick<CleanupInput, "config" | "observation" | "consent">,
  tools: CleanupTools,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    tools.signal.throwIfAborted();
    tools.onStep(step, index);
    try {
      await tools.stillAlone(step);
      await runStep(step, seen, tools);
    } catch (error) {
      tools.signal.throwIfAborted();
      throw new CleanupStepFailed(step, error instanceof Error ? error.message : String(error));
    }
  }
}

async function runStep(
  step: CleanupStep,
  seen: Pick<CleanupInput, "config" | "observation" | "consent">,
  tools: CleanupTools,
): Promise<void> {
  switch (step.kind) {
    case "quiet": {
      const session = await tools.sessionOf(step.account);
      for (const sql of step.statements) await session.execute(sql);
      return;
    }
    case "empty-bucket":
      return tools.emptyBucket(step);
    case "forget":
      return tools.stacks.forget(step.stack, step.addresses);
    case "destroy":
      return tools.stacks.planDestroy(step.stack, async ({ deletes, others, apply }) => {
        const forbidden = [...unconsented(seen, step.stack, deletes), ...others];
        if (forbidden.length > 0) {
          throw new Error(
            `Terraform's plan would also take ${forbidden.join(", ")}, which nobody has agreed to; nothing of it was carried out`,
          );
        }
        tools.onDone(step, await apply());
      });
    case "delete-state":
      return tools.deleteState(step.stacks);
  }
}
