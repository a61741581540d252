import { orderOf, type StackGraph } from "../../rehearsal/terraform/graph";
import { UsageError } from "../command";

/**
 * The part of a graph that was chosen. One chosen stack still comes after another that it needs by way of stacks that were not.
 * @param names undefined: all
 * @throws UsageError for a name that no stack has
 */
export function chosenStacks(graph: StackGraph, names: readonly string[] | undefined): StackGraph {
  if (names === undefined) return graph;
  requireStacks(graph, names, "--stack");
  const chosen = new Set(names);
  const needs = allNeeds(graph);
  return new Map(
    [...graph.keys()]
      .filter((stack) => chosen.has(stack))
      .map((stack) => [stack, [...(needs.get(stack) ?? [])].filter((need) => chosen.has(need)).sort()]),
  );
}

/** @throws UsageError for a name that no stack has @param option what gave the names */
export function requireStacks(graph: StackGraph, names: readonly string[], option: string): void {
  const stranger = names.find((name) => !graph.has(name));
  if (stranger !== undefined) {
    throw new UsageError(
      `${option}: no stack is called ${JSON.stringify(stranger)}; there are ${orderOf(graph).join(", ")}`,
    );
  }
}

/** What each stack needs, directly or not. */
export function allNeeds(graph: StackGraph): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, ReadonlySet<string>>();
  for (const stack of orderOf(graph)) {
    const direct = graph.get(stack) ?? [];
    all.set(stack, new Set(direct.flatMap((need) => [need, ...(all.get(need) ?? [])])));
  }
  return all;
}
