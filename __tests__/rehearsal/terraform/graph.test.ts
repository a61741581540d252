import fc from "fast-check";
import { orderOf, reversed, runGraph, type StackGraph } from "../../../rehearsal/terraform/graph";

/** Graphs without circles: each stack may need only stacks with a smaller number; then listed in any order. */
const graphs: fc.Arbitrary<StackGraph> = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 12 })
  .chain((rows) => {
    const entries = rows.map((needs, index): [string, readonly string[]] => [
      `s${index}`,
      index === 0 ? [] : [...new Set(needs.map((need) => `s${need % index}`))],
    ]);
    return fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length });
  })
  .map((entries) => new Map(entries));

describe("orderOf", () => {
  it("puts every stack after all that it needs", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const order = orderOf(graph);
        expect([...order].sort()).toEqual([...graph.keys()].sort());
        for (const [stack, needs] of graph) {
          for (const need of needs) {
            expect(order.indexOf(need)).toBeLessThan(order.indexOf(stack));
          }
        }
      }),
    );
  });

  it("for destroying, puts every stack after all that need it", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const order = orderOf(reversed(graph));
        for (const [stack, needs] of graph) {
          for (const need of needs) {
            expect(order.indexOf(stack)).toBeLessThan(order.indexOf(need));
          }
        }
      }),
    );
  });

  it("does not depend on how the manifest lists the stacks", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        expect(orderOf(new Map([...graph].reverse()))).toEqual(orderOf(graph));
      }),
    );
  });

  it("fails for a circle, naming its stacks", () => {
    const graph = new Map([
      ["a", ["b"]],
      ["b", ["a"]],
      ["c", []],
    ]);
    expect(() => orderOf(graph)).toThrow("stacks need each other in a circle: a, b");
  });

  it("fails for a need that is not a stack, naming both", () => {
    expect(() => orderOf(new Map([["a", ["ghost"]]]))).toThrow("stack a needs ghost");
  });
});

describe("runGraph", () => {
  it("begins a stack only when all that it needs are done", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const done = new Set<string>();
        const outcomes = await runGraph(graph, async (stack) => {
          for (const need of graph.get(stack) ?? []) {
            expect(done).toContain(need);
          }
          await Promise.resolve();
          done.add(stack);
        });
        expect([...outcomes.values()].every((outcome) => outcome.kind === "done")).toBe(true);
        expect(done.size).toBe(graph.size);
      }),
      { numRuns: 50 },
    );
  });

  it("works on independent stacks at the same time", async () => {
    const graph = new Map<string, string[]>([
      ["left", []],
      ["right", []],
    ]);
    let running = 0;
    let most = 0;
    await runGraph(graph, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
    expect(most).toBe(2);
  });

  it("never works on more than it is allowed to, and still does all", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.integer({ min: 1, max: 4 }), async (graph, atOnce) => {
        let running = 0;
        const outcomes = await runGraph(
          graph,
          async () => {
            running += 1;
            expect(running).toBeLessThanOrEqual(atOnce);
            await new Promise((resolve) => setImmediate(resolve));
            running -= 1;
          },
          { atOnce },
        );
        expect([...outcomes.values()].map(({ kind }) => kind)).toEqual([...graph].map(() => "done"));
      }),
      { numRuns: 50 },
    );
  });

  it("begins with the stack on whose way most is left to do", async () => {
    const graph = new Map([
      ["alone", []],
      ["base", []],
      ["long", []],
      ["top", ["base"]],
    ]);
    const efforts: Readonly<Record<string, number>> = { alone: 5, base: 1, long: 12, top: 10 };
    const begun: string[] = [];
    await runGraph(graph, async (stack) => void begun.push(stack), {
      atOnce: 1,
      effortOf: (stack) => efforts[stack] ?? 0,
    });
    expect(begun).toEqual(["long", "base", "top", "alone"]);
  });

  it("skips what needs a failed stack, and goes on with the rest", async () => {
    const graph = new Map([
      ["base", []],
      ["broken", ["base"]],
      ["above", ["broken"]],
      ["top", ["above"]],
      ["beside", ["base"]],
    ]);
    const outcomes = await runGraph(graph, async (stack) => {
      if (stack === "broken") {
        throw new Error("no");
      }
      return stack;
    });
    expect(outcomes.get("broken")).toEqual({ kind: "failed", error: new Error("no") });
    expect(outcomes.get("above")).toEqual({ kind: "skipped", because: ["broken"] });
    expect(outcomes.get("top")).toEqual({ kind: "skipped", because: ["above"] });
    expect(outcomes.get("beside")).toEqual({ kind: "done", value: "beside" });
  });
});
