import { availableParallelism } from "node:os";
import { reversed, runGraph, type StackOutcome } from "./graph";
import type { Manifest, SynthesizedStack } from "./manifest";

/**
 * Terraform and AWS's provider keep a core busy for seconds at each start, and then wait for the cloud: one more than there are cores.
 * All at once would be no sooner and take more memory.
 */
const AT_ONCE = availableParallelism() + 1;

/**
 * Does something with every stack as soon as its turn has come: after those that it needs, or (`dependents first`) after those that need
 * it. As many at a time as the machine has room for, the longest ways first. Outcomes as of `runGraph`.
 */
export function throughStacks<T>(
  { stacks, graph }: Manifest,
  order: "needs first" | "dependents first",
  work: (stack: SynthesizedStack) => Promise<T>,
): Promise<ReadonlyMap<string, StackOutcome<T>>> {
  return runGraph(
    order === "needs first" ? graph : reversed(graph),
    (name) => {
      const stack = stacks.get(name);
      if (stack === undefined) throw new Error(`stack ${name} is in the graph and not in the manifest`);
      return work(stack);
    },
    { atOnce: AT_ONCE, effortOf: (name) => stacks.get(name)?.resources ?? 0 },
  );
}

/**
 * Does something with stacks that need not wait for each other, as many at a time as the machine has room for.
 * @returns results in the order of the stacks. @throws what the first of them that failed threw, after all have ended
 */
export async function eachStack<T>(
  stacks: readonly SynthesizedStack[],
  work: (stack: SynthesizedStack) => Promise<T>,
): Promise<readonly T[]> {
  const graph = new Map(stacks.map(({ name }) => [name, []] as const));
  const manifest: Manifest = { stacks: new Map(stacks.map((stack) => [stack.name, stack])), graph };
  const outcomes = await throughStacks(manifest, "needs first", work);
  return stacks.flatMap(({ name }) => {
    const outcome = outcomes.get(name);
    if (outcome?.kind === "failed") throw outcome.error;
    return outcome?.kind === "done" ? [outcome.value] : [];
  });
}
