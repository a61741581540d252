import { availableParallelism } from "node:os";
import { reversed, runGraph, type StackOutcome } from "./graph";
import { type Manifest, type SynthesizedStack, stackNamed } from "./manifest";

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
  manifest: Manifest,
  order: "needs first" | "dependents first",
  work: (stack: SynthesizedStack) => Promise<T>,
): Promise<ReadonlyMap<string, StackOutcome<T>>> {
  return runGraph(
    order === "needs first" ? manifest.graph : reversed(manifest.graph),
    (name) => work(stackNamed(manifest, name)),
    { atOnce: AT_ONCE, effortOf: (name) => stackNamed(manifest, name).resources },
  );
}

/**
 * Does something with stacks of these names, which need not wait for each other, as many at a time as the machine has room for.
 * @returns results in the order of the names. @throws what the first of them that failed threw, after all have ended
 */
export async function eachStack<T>(
  { stacks }: Manifest,
  names: readonly string[],
  work: (stack: SynthesizedStack) => Promise<T>,
): Promise<readonly T[]> {
  const graph = new Map(names.map((name) => [name, []] as const));
  const outcomes = await throughStacks({ stacks, graph }, "needs first", work);
  return names.flatMap((name) => {
    const outcome = outcomes.get(name);
    if (outcome?.kind === "failed") throw outcome.error;
    return outcome?.kind === "done" ? [outcome.value] : [];
  });
}
