import { runGraph, type StackGraph } from "../../rehearsal/terraform/graph";
import { type PlannedStack, planStack, type StackStop, stopped } from "./plan-stacks";
import { destroyed, type StackChange, type StackPlan } from "./stack-plan";
import type { StackTerraform } from "./stack-terraform";

/** How deploying a stack ended. */
export type DeployedStack =
  | { readonly kind: "unchanged" }
  | { readonly kind: "applied"; readonly plan: StackPlan }
  | { readonly kind: "refused"; readonly plan: StackPlan; readonly lost: readonly StackChange[] }
  /** Its plan, made when what it needs was applied, destroys what nobody was shown. */
  | { readonly kind: "unshown"; readonly plan: StackPlan; readonly unshown: readonly StackChange[] }
  | { readonly kind: "failed"; readonly stop: StackStop }
  | { readonly kind: "not-begun"; readonly because: readonly string[] }
  /** Ctrl-C: Terraform was stopped in it, or it was not begun any more. */
  | { readonly kind: "interrupted"; readonly begun: boolean };

/** What deploying tells while it works. */
export type ApplyingEvent =
  /** Planned only now, because what it needs is there, or anew, because that was changed. */
  | { readonly kind: "replanning"; readonly stack: string; readonly because: "there" | "changed" }
  | { readonly kind: "applying"; readonly stack: string; readonly plan: StackPlan }
  | { readonly kind: "progress"; readonly stack: string; readonly completed: number; readonly of: number }
  | { readonly kind: "ended"; readonly stack: string; readonly deployed: DeployedStack };

/** What {@link applyStacks} needs. */
export interface ApplyingSettings {
  /** Terraform. */
  readonly terraform: StackTerraform;
  /** How many stacks at once, at most. */
  readonly limit: number;
  /** Stacks that may lose what they hold. */
  readonly allowDestroy: ReadonlySet<string>;
  /** `shown`: a person said yes to the plans, so nothing else is destroyed. `any`: whatever the rules allow. */
  readonly consent: "shown" | "any";
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Is told what is going on. */
  readonly tell: (event: ApplyingEvent) => void;
}

/** Why a stack's dependents aren't begun: thrown to the graph's runner, and caught from it. */
class Stuck extends Error {}

/**
 * Applies what was planned, each stack as soon as all that it needs are done. A plan is applied as it was shown, unless something
 * that its stack needs was changed since: then it is planned anew. What fails keeps only its dependents from being begun.
 */
export async function applyStacks(
  graph: StackGraph,
  planned: ReadonlyMap<string, PlannedStack>,
  settings: ApplyingSettings,
): Promise<ReadonlyMap<string, DeployedStack>> {
  const { limit, tell } = settings;
  const ended = new Map<string, DeployedStack>();
  // Stacks that were changed by this run, or come after one that was.
  const changed = new Set<string>();
  const end = (stack: string, deployed: DeployedStack): void => {
    ended.set(stack, deployed);
    tell({ kind: "ended", stack, deployed });
  };
  const work = async (stack: string): Promise<void> => {
    const stale = (graph.get(stack) ?? []).some((need) => changed.has(need));
    const deployed = await deployStack(stack, planned.get(stack), stale, settings);
    end(stack, deployed);
    if (deployed.kind !== "unchanged" && deployed.kind !== "applied") throw new Stuck(stack);
    if (stale || deployed.kind === "applied") changed.add(stack);
  };
  const outcomes = await runGraph(graph, work, { atOnce: limit });
  for (const [stack, outcome] of outcomes) {
    if (outcome.kind === "failed" && !(outcome.error instanceof Stuck)) throw outcome.error;
    if (outcome.kind === "skipped") {
      const stuck = outcome.because.filter((need) => ended.get(need)?.kind !== "interrupted");
      end(stack, stuck.length === 0 ? { kind: "interrupted", begun: false } : { kind: "not-begun", because: stuck });
    }
  }
  return ended;
}

async function deployStack(
  stack: string,
  before: PlannedStack | undefined,
  stale: boolean,
  settings: ApplyingSettings,
): Promise<DeployedStack> {
  const { terraform, allowDestroy, signal, tell } = settings;
  if (signal.aborted) return { kind: "interrupted", begun: false };
  const planAnew = async (): Promise<PlannedStack> => {
    tell({ kind: "replanning", stack, because: before?.kind === "later" ? "there" : "changed" });
    return planStack(stack, terraform, allowDestroy.has(stack));
  };
  const fresh =
    before !== undefined && before.kind !== "later" && !(stale && isPlan(before)) ? before : await planAnew();
  switch (fresh.kind) {
    case "empty":
      return { kind: "unchanged" };
    case "interrupted":
      return { kind: "interrupted", begun: false };
    case "later":
      throw new Error(`${stack} was planned when what it needs was there, and answered that it wasn't`);
    case "refused":
    case "failed":
    case "not-begun":
      return fresh;
    case "changes":
      return applyPlan(stack, fresh.plan, before, settings);
  }
}

function isPlan({ kind }: PlannedStack): boolean {
  return kind === "empty" || kind === "changes";
}

async function applyPlan(
  stack: string,
  plan: StackPlan,
  before: PlannedStack | undefined,
  { terraform, consent, signal, tell }: ApplyingSettings,
): Promise<DeployedStack> {
  const shown = new Set(before?.kind === "changes" ? destroyed(before.plan).map(({ address }) => address) : []);
  const unshown = destroyed(plan).filter(({ address }) => !shown.has(address));
  if (consent === "shown" && unshown.length > 0) return { kind: "unshown", plan, unshown };
  if (signal.aborted) return { kind: "interrupted", begun: false };
  tell({ kind: "applying", stack, plan });
  try {
    await terraform.apply(stack, (completed) =>
      tell({ kind: "progress", stack, completed, of: plan.changes.filter(({ type }) => type !== "output").length }),
    );
    return { kind: "applied", plan };
  } catch (error) {
    const stop = stopped(error);
    return stop.kind === "interrupted" ? { kind: "interrupted", begun: true } : stop;
  }
}
