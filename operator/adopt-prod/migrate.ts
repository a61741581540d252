import { carryOut, MigrationStopped, type MigrationWork } from "./carry-out";
import { observeMigration } from "./observe";
import { type MigrationFacts, type MigrationPlan, type MigrationStep, planMigration } from "./plan";

/** What is there, and what is to be done about it. */
export interface PlannedMigration {
  readonly facts: MigrationFacts;
  readonly plan: MigrationPlan;
}

/** Looks, and plans. */
export async function lookAndPlan({ names, sessions, file }: MigrationWork): Promise<PlannedMigration> {
  const facts = await observeMigration(names, sessions, file);
  return { facts, plan: planMigration(facts) };
}

/**
 * Does what is left, one step at a time: what comes next is decided by what is there after each. Interrupted anywhere, it goes on from there.
 * @param onStep told of each step before it begins
 * @param signal aborted by Ctrl-C: the step that was begun is ended, and no other begins
 * @throws MigrationStopped for a step that can't be done, or that changed nothing
 */
export async function migrate(
  first: PlannedMigration,
  work: MigrationWork,
  onStep: (step: MigrationStep) => void,
  signal: AbortSignal,
): Promise<PlannedMigration> {
  let now = first;
  let before: MigrationStep | undefined;
  while (now.plan.kind === "steps") {
    signal.throwIfAborted();
    const [step] = now.plan.steps;
    if (step === undefined) break;
    if (step === before) throw new MigrationStopped(`"${step}" was done, and doesn't show: look at both accounts`);
    onStep(step);
    await carryOut(step, now.facts, work);
    before = step;
    now = await lookAndPlan(work);
  }
  return now;
}
