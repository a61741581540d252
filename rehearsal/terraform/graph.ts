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

/** How a graph is worked through. */
export interface GraphWork {
  /** How many stacks are worked on at the same time, 1 or more. Default: all that can be. */
  readonly atOnce?: number;
  /** How long a stack is likely to take, beside others, in any unit. Default: all the same. */
  readonly effortOf?: (stack: string) => number;
}

/**
 * Works through a graph: each stack as soon as all that it needs are done and its turn has come; first come those on whose way most is
 * left to do. A stack whose needs failed or were skipped is skipped. Never rejects for a failed stack: its outcome says so.
 *
 * @throws RehearsalError STACK_GRAPH_INVALID before anything is begun.
 */
export async function runGraph<T>(
  graph: StackGraph,
  work: (stack: string) => Promise<T>,
  { atOnce = Number.POSITIVE_INFINITY, effortOf = () => 1 }: GraphWork = {},
): Promise<ReadonlyMap<string, StackOutcome<T>>> {
  const order = orderOf(graph);
  const left = effortLeft(graph, order, effortOf);
  const outcomes = new Map<string, StackOutcome<T>>();
  const running = new Map<string, Promise<void>>();
  const waiting = new Set(order.toSorted((one, other) => (left.get(other) ?? 0) - (left.get(one) ?? 0)));
  const begin = async (stack: string): Promise<void> => {
    outcomes.set(stack, await outcomeOf(() => work(stack)));
    running.delete(stack);
  };
  const next = (): void => {
    for (const stack of waiting) {
      const needs = (graph.get(stack) ?? []).map((need) => ({ need, outcome: outcomes.get(need) }));
      if (needs.some(({ outcome }) => outcome === undefined)) continue;
      const because = needs.filter(({ outcome }) => outcome?.kind !== "done").map(({ need }) => need);
      if (because.length > 0) outcomes.set(stack, { kind: "skipped", because });
      else if (running.size < Math.max(1, atOnce)) running.set(stack, begin(stack));
      else continue;
      waiting.delete(stack);
    }
  };
  for (next(); running.size > 0; next()) await Promise.race(running.values());
  return new Map([...outcomes].toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other)));
}

/** Of each stack, the effort of the longest way from it to the end of the graph, its own included. */
function effortLeft(
  graph: StackGraph,
  order: readonly string[],
  effortOf: (stack: string) => number,
): ReadonlyMap<string, number> {
  const dependents = reversed(graph);
  const left = new Map<string, number>();
  for (const stack of order.toReversed()) {
    const after = (dependents.get(stack) ?? []).map((dependent) => left.get(dependent) ?? 0);
    left.set(stack, effortOf(stack) + Math.max(0, ...after));
  }
  return left;
}

async function outcomeOf<T>(work: () => Promise<T>): Promise<StackOutcome<T>> {
  try {
    return { kind: "done", value: await work() };
  } catch (error) {
    return { kind: "failed", error };
  }
}

function invalid(message: string): RehearsalError {
  return new RehearsalError("STACK_GRAPH_INVALID", message, "check the stacks' dependencies in stacks/");
}
