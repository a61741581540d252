import type { AccountRole, TwinbergConfig } from "../../config/schema";
import type { CommandContext } from "../command";
import { LeaseHeldError } from "../failover/errors";
import { type AskTyped, type Consent, deletionWords } from "./confirm";
import type { DataKind } from "./data-kinds";
import { observeCleanup } from "./observe/observe";
import type { OpenedCleanup } from "./open-cleanup";
import { type CleanupInput, planCleanup } from "./plan";
import { CleanupStepFailed, runCleanup } from "./run";
import { SoleController } from "./sole-controller";
import { type CleanupPlan, stepTitle } from "./step";

/** What {@link cleanUp} needs. */
export interface CleanUpSettings {
  readonly config: TwinbergConfig;
  /** The data that are to go. */
  readonly data: ReadonlySet<DataKind>;
  readonly without: AccountRole | undefined;
  readonly agreed: Consent;
  readonly opened: OpenedCleanup;
  readonly context: CommandContext;
  readonly ask: AskTyped;
  readonly clock: () => Date;
  /** Prints a plan, and what has been done. */
  readonly show: (plan: CleanupPlan, done: readonly string[]) => void;
  /** Whether only what is left in the end is printed, and not the plan before. */
  readonly json: boolean;
}

/** Looks, plans, asks, does, and looks again. @returns whether something is left to do @throws the signal's reason when interrupted */
export async function cleanUp(settings: CleanUpSettings): Promise<{ readonly left: boolean }> {
  const { agreed, context, show, json } = settings;
  const { input, plan } = await lookAndPlan(settings);
  const finished = plan.steps.length === 0 && plan.refusals.length === 0;
  if (agreed.kind === "plan-only" || finished || plan.refusals.length > 0) {
    show(plan, []);
    return { left: !finished };
  }
  if (!json) show(plan, []);
  if (agreed.kind === "asked" && !(await isAgreed(plan, settings))) {
    context.progress("nothing was done\n");
    return { left: true };
  }
  const done: string[] = [];
  const failed = await carryOut(plan, input, settings, done).catch((error: unknown) => {
    // Somebody was quicker, after the look.
    if (error instanceof LeaseHeldError) return error;
    throw error;
  });
  const after = await lookAndPlan(settings);
  show(after.plan, done);
  if (failed !== undefined) {
    context.progress(`✗ ${failed.message}\n  what was done before stays; the same command goes on from here\n`);
  }
  return { left: failed !== undefined || after.plan.steps.length > 0 || after.plan.refusals.length > 0 };
}

async function lookAndPlan({ config, data, without, opened, context }: CleanUpSettings): Promise<{
  readonly input: CleanupInput;
  readonly plan: CleanupPlan;
}> {
  const { stacks, looks } = opened;
  const observation = await observeCleanup({ config, stacks, looks, without, signal: context.signal });
  const input = { config, graph: stacks.graph, observation, consent: data, without };
  return { input, plan: planCleanup(input) };
}

async function isAgreed(
  { steps, deletes }: CleanupPlan,
  { config, ask, context: { signal } }: CleanUpSettings,
): Promise<boolean> {
  if (!(await ask(`Do ${steps.length} steps?`, config.organization, signal))) return false;
  return deletes.length === 0 || (await ask("These data are gone for good then.", deletionWords(deletes), signal));
}

/** @returns what has failed; undefined: nothing */
async function carryOut(
  plan: CleanupPlan,
  input: CleanupInput,
  { opened, context, clock }: CleanUpSettings,
  done: string[],
): Promise<Error | undefined> {
  const { signal, progress } = context;
  const alone = await SoleController.take(await opened.leases(), clock);
  try {
    await runCleanup(plan.steps, input, {
      ...opened.act,
      stacks: opened.stacks,
      signal,
      // The lease goes before its bucket does.
      stillAlone: (next) => (endsTheLease(next) ? alone.release() : alone.check()),
      onStep: (step, index) => {
        const before = plan.steps[index - 1];
        if (before !== undefined) done.push(stepTitle(before));
        progress(`▸ ${index + 1}/${plan.steps.length} ${stepTitle(step)}\n`);
      },
      onDone: (_step, said) => progress(`  ${said}\n`),
    });
    const last = plan.steps.at(-1);
    if (last !== undefined) done.push(stepTitle(last));
    return undefined;
  } catch (error) {
    if (error instanceof CleanupStepFailed) return error;
    throw error;
  } finally {
    await alone.release().catch((error: unknown) => {
      // It ends by itself after two minutes, and what was done is done.
      progress(`the controller's lease can't be released: ${error instanceof Error ? error.message : String(error)}\n`);
    });
  }
}

/** Whether a step takes the controller's bucket, or leaves it to itself without its protection. */
function endsTheLease(step: CleanupPlan["steps"][number]): boolean {
  return (
    (step.kind === "empty-bucket" && step.data === "controller") || ("stack" in step && step.stack === "controller")
  );
}
