import { runGraph, type StackGraph } from "../../rehearsal/terraform/graph";
import type { StackProblem } from "./explain-failure";
import { Interrupted } from "./run-process";
import { losses, type StackChange, type StackPlan } from "./stack-plan";
import { StackFailed, type StackTerraform } from "./stack-terraform";

/** A stack that can't go on, with what to do about it. */
export interface StackStop extends StackProblem {
  /** File with all that Terraform said. */
  readonly log: string;
}

/** What planning a stack came to. */
export type PlannedStack =
  | { readonly kind: "empty" }
  | { readonly kind: "changes"; readonly plan: StackPlan }
  /** Can't be planned before those are there that it needs: they have nothing yet. */
  | { readonly kind: "later"; readonly because: readonly string[] }
  /** Would lose what no apply brings back, and wasn't allowed to. */
  | { readonly kind: "refused"; readonly plan: StackPlan; readonly lost: readonly StackChange[] }
  | { readonly kind: "failed"; readonly stop: StackStop }
  /** Wasn't tried: a stack that it needs failed or was refused. */
  | { readonly kind: "not-begun"; readonly because: readonly string[] }
  | { readonly kind: "interrupted" };

/** What planning tells while it works. */
export type PlanningEvent =
  | { readonly kind: "planning"; readonly stack: string }
  | { readonly kind: "planned"; readonly stack: string; readonly planned: PlannedStack };

/** What {@link planStacks} needs. */
export interface PlanningSettings {
  /** Terraform. */
  readonly terraform: StackTerraform;
  /** How many stacks at once, at most. */
  readonly limit: number;
  /** Stacks that may lose what they hold. */
  readonly allowDestroy: ReadonlySet<string>;
  /** Is told what is going on. */
  readonly tell: (event: PlanningEvent) => void;
}

/** Plans every stack, in order: what the clouds have now. Changes nothing, and never rejects for a stack that fails. */
export async function planStacks(
  graph: StackGraph,
  { terraform, limit, allowDestroy, tell }: PlanningSettings,
): Promise<ReadonlyMap<string, PlannedStack>> {
  const planned = new Map<string, PlannedStack>();
  const planNow = (stack: string): Promise<PlannedStack> => {
    tell({ kind: "planning", stack });
    return planStack(stack, terraform, allowDestroy.has(stack));
  };
  const work = async (stack: string): Promise<void> => {
    const found = whyNot(graph.get(stack) ?? [], planned) ?? (await planNow(stack));
    planned.set(stack, found);
    tell({ kind: "planned", stack, planned: found });
  };
  const outcomes = await runGraph(graph, work, { atOnce: limit });
  for (const outcome of outcomes.values()) {
    if (outcome.kind === "failed") throw outcome.error;
  }
  return planned;
}

/** Plans one stack, and judges the plan. @throws what isn't Terraform's failure */
export async function planStack(stack: string, terraform: StackTerraform, mayLose: boolean): Promise<PlannedStack> {
  try {
    const plan = await terraform.plan(stack);
    if (plan === undefined) return { kind: "empty" };
    const lost = losses(plan);
    return lost.length === 0 || mayLose ? { kind: "changes", plan } : { kind: "refused", plan, lost };
  } catch (error) {
    return stopped(error);
  }
}

/** What a failure of Terraform's is to a run. @throws what isn't one */
export function stopped(error: unknown): Extract<PlannedStack, { kind: "failed" | "interrupted" }> {
  if (error instanceof Interrupted) return { kind: "interrupted" };
  if (error instanceof StackFailed) {
    return { kind: "failed", stop: { problem: error.problem, remedy: error.remedy, log: error.log } };
  }
  throw error;
}

/** Why a stack isn't planned now; undefined: it is. */
function whyNot(
  needs: readonly string[],
  planned: ReadonlyMap<string, PlannedStack>,
): Extract<PlannedStack, { kind: "later" | "not-begun" | "interrupted" }> | undefined {
  const of = (judge: (need: PlannedStack) => boolean) =>
    needs.filter((need) => {
      const found = planned.get(need);
      return found !== undefined && judge(found);
    });
  const stuck = of(({ kind }) => kind === "failed" || kind === "refused" || kind === "not-begun");
  if (stuck.length > 0) return { kind: "not-begun", because: stuck };
  if (of(({ kind }) => kind === "interrupted").length > 0) return { kind: "interrupted" };
  const missing = of((need) => need.kind === "later" || (need.kind === "changes" && need.plan.fromNothing));
  return missing.length === 0 ? undefined : { kind: "later", because: missing };
}
