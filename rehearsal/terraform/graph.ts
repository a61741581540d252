import { RehearsalError } from "../errors";

/** What each stack needs: stack name to names of stacks. */
export type StackGraph = ReadonlyMap<string, readonly string[]>;

/** How the work on one stack ended. */
export type StackOutcome<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "skipped"; readonly because: readonly string[] };

/**
 * Stacks in an order in which each comes after all that it needs; among those that are free, by name.
 * @throws RehearsalError STACK_GRAPH_INVALID for a cycle or an unknown name.
 */
export function orderOf(graph: StackGraph): readonly string[] {
  const ordered: string[] = [];
  const placed = new Set<string>();
  for (const [stack, needs] of graph) {
    const unknown = needs.filter((need) => !graph.has(need));
    if (unknown.length > 0) {
      throw invalid(`stack ${stack} needs ${unknown.join(", ")}, which the manifest does not list`);
    }
  }
  while (ordered.length < graph.size) {
    const free = [...graph.entries()]
      .filter(([stack, needs]) => !placed.has(stack) && needs.every((need) => placed.has(need)))
      .map(([stack]) => stack)
      .sort();
    const [next] = free;
    if (next === undefined) {
      const stuck = [...graph.keys()].filter((stack) => !placed.has(stack));
      throw invalid(`stacks need each other in a circle: ${stuck.sort().join(", ")}`);
    }
    ordered.push(next);
    placed.add(next);
  }
  return ordered;
}

/** The graph with all arrows turned: each stack needs those that needed it. For destroying. */
export function reversed(graph: StackGraph): StackGraph {
  const dependents = new Map<string, string[]>([...graph.keys()].map((stack) => [stack, []]));
  for (const [stack, needs] of graph) {
    for (const need of needs) {
      dependents.get(need)?.push(stack);
    }
  }
  return dependents;
}

/**
 * Works through a graph: each stack as soon as all that it needs are done, independent ones at the same time. A stack whose
 * needs failed or were skipped is skipped. Never rejects for a failed stack: its outcome says so.
 *
 * @throws RehearsalError STACK_GRAPH_INVALID before anything is begun.
 */
export async function runGraph<T>(
  graph: StackGraph,
  work: (stack: string) => Promise<T>,
): Promise<ReadonlyMap<string, StackOutcome<T>>> {
  const running = new Map<string, Promise<StackOutcome<T>>>();
  for (const stack of orderOf(graph)) {
    // All needs come earlier in the order, so their promises are there.
    const needs = graph.get(stack) ?? [];
    running.set(stack, outcomeOf(stack, needs, running, work));
  }
  const entries = [...running].map(async ([stack, outcome]) => [stack, await outcome] as const);
  return new Map(await Promise.all(entries));
}

async function outcomeOf<T>(
  stack: string,
  needs: readonly string[],
  running: ReadonlyMap<string, Promise<StackOutcome<T>>>,
  work: (stack: string) => Promise<T>,
): Promise<StackOutcome<T>> {
  const ended = await Promise.all(needs.map(async (need) => ({ need, outcome: await running.get(need) })));
  const because = ended.filter(({ outcome }) => outcome?.kind !== "done").map(({ need }) => need);
  if (because.length > 0) {
    return { kind: "skipped", because };
  }
  try {
    return { kind: "done", value: await work(stack) };
  } catch (error) {
    return { kind: "failed", error };
  }
}

function invalid(message: string): RehearsalError {
  return new RehearsalError("STACK_GRAPH_INVALID", message, "check the stacks' dependencies in stacks/");
}
