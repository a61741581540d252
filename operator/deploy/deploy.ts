import { orderOf, type StackGraph } from "../../rehearsal/terraform/graph";
import { type ApplyingEvent, applyStacks, type DeployedStack } from "./apply-stacks";
import type { DeployReport, StackReport } from "./deploy-json";
import { deployedReport, plannedReport } from "./deploy-report";
import { type PlannedStack, type PlanningEvent, planStacks } from "./plan-stacks";
import type { StackTerraform } from "./stack-terraform";

/** What a person is shown before they are asked, and whether they say yes. */
export type Consent =
  | { readonly kind: "plan-only" }
  | { readonly kind: "given" }
  | { readonly kind: "ask"; readonly ask: (plans: readonly StackReport[]) => Promise<boolean> };

/** What {@link deploy} needs. */
export interface DeploySettings {
  /** The chosen stacks. */
  readonly graph: StackGraph;
  /** Terraform. */
  readonly terraform: StackTerraform;
  /** How many stacks at once, at most. */
  readonly limit: number;
  /** Stacks that may lose what they hold. */
  readonly allowDestroy: ReadonlySet<string>;
  /** Whether, and on whose word, plans are applied. */
  readonly consent: Consent;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Is told what is going on. */
  readonly tell: (event: PlanningEvent | ApplyingEvent) => void;
}

/** What a run came to, without what is known before it. */
export type DeployOutcome = Pick<DeployReport, "result" | "stacks">;

/**
 * Plans every stack, has the plans agreed to, and applies them in order. What was applied before, by whomever, has an empty plan:
 * so a run that was cut goes on by being started again.
 */
export async function deploy(settings: DeploySettings): Promise<DeployOutcome> {
  const { graph, terraform, consent, signal } = settings;
  const order = orderOf(graph);
  try {
    const planned = await planStacks(graph, settings);
    const plans = reports(order, planned, plannedReport);
    if (signal.aborted) return { result: "interrupted", stacks: plans };
    if (consent.kind === "plan-only" || !anythingToDo(plans)) return { result: planOnlyResult(plans), stacks: plans };
    if (consent.kind === "ask" && !(await consent.ask(plans))) {
      return { result: signal.aborted ? "interrupted" : "declined", stacks: plans };
    }
    const deployed = await applyStacks(graph, planned, {
      ...settings,
      consent: consent.kind === "ask" ? "shown" : "any",
    });
    const stacks = reports(order, deployed, deployedReport);
    return { result: deployedResult(stacks, signal.aborted), stacks };
  } finally {
    await terraform.forgetPlans();
  }
}

function reports<T extends PlannedStack | DeployedStack>(
  order: readonly string[],
  found: ReadonlyMap<string, T>,
  report: (stack: string, one: T) => StackReport,
): StackReport[] {
  return order.map((stack) => {
    const one = found.get(stack);
    if (one === undefined) throw new Error(`nothing is known of the stack ${stack}`);
    return report(stack, one);
  });
}

const BAD: readonly StackReport["result"][] = ["failed", "refused", "not-begun", "interrupted"];

function anythingToDo(stacks: readonly StackReport[]): boolean {
  return stacks.some(({ result }) => result === "planned" || result === "later");
}

function planOnlyResult(stacks: readonly StackReport[]): DeployReport["result"] {
  if (stacks.some(({ result }) => BAD.includes(result))) return "incomplete";
  return anythingToDo(stacks) ? "changes" : "unchanged";
}

function deployedResult(stacks: readonly StackReport[], interrupted: boolean): DeployReport["result"] {
  const bad = stacks.filter(({ result }) => BAD.includes(result));
  if (bad.length === 0) return "applied";
  return interrupted ? "interrupted" : "incomplete";
}
