import type { StackPlan } from "../../../operator/deploy/stack-plan";
import { StackFailed, type StackTerraform } from "../../../operator/deploy/stack-terraform";
import type { StackGraph } from "../../../rehearsal/terraform/graph";

/** A plan of a stack that has nothing yet. */
export const firstPlan = (stack: string): StackPlan => ({ fromNothing: true, changes: [change(stack, ["create"])] });

/** A change of a plan. @param lost what goes with it */
export const change = (address: string, actions: readonly string[], lost?: string): StackPlan["changes"][number] => ({
  address,
  type: "thing",
  actions,
  attributes: ["name"],
  objectName: undefined,
  lost,
});

/** Clouds that know which stacks are there, and what was done to them. */
export class FakeStacks implements StackTerraform {
  /** Every apply that came to its end, in order. */
  readonly applied: string[] = [];
  /** Every plan that was begun, in order. */
  readonly planned: string[] = [];
  /** Applies that began before all was there that the stack needs. */
  readonly tooEarly: string[] = [];
  /** Most commands that ran at once. */
  mostAtOnce = 0;
  /** Stacks whose plan or apply fails. */
  failing: ReadonlySet<string> = new Set();
  /** What a stack's plan is, when it isn't the first. */
  plans = new Map<string, StackPlan>();
  forgotten = 0;
  #running = 0;

  /** @param pause what each command waits for */
  constructor(
    private readonly graph: StackGraph,
    private readonly pause: (label: string) => Promise<unknown> = () => Promise.resolve(),
    private readonly there = new Set<string>(),
  ) {}

  async plan(stack: string): Promise<StackPlan | undefined> {
    this.planned.push(stack);
    await this.#work(`plan ${stack}`);
    if (this.failing.has(stack)) throw new StackFailed("it failed", "mend it", `${stack}.log`);
    return this.there.has(stack) ? undefined : (this.plans.get(stack) ?? firstPlan(stack));
  }

  async apply(stack: string): Promise<void> {
    if ((this.graph.get(stack) ?? []).some((need) => !this.there.has(need))) this.tooEarly.push(stack);
    await this.#work(`apply ${stack}`);
    this.there.add(stack);
    this.applied.push(stack);
  }

  forgetPlans(): Promise<void> {
    this.forgotten += 1;
    return Promise.resolve();
  }

  async #work(label: string): Promise<void> {
    this.#running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running);
    await this.pause(label);
    this.#running -= 1;
  }
}
