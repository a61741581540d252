import fc from "fast-check";
import { allNeeds, chosenStacks } from "../../../operator/deploy/choose";
import { type DeploySettings, deploy } from "../../../operator/deploy/deploy";
import type { StackReport } from "../../../operator/deploy/deploy-json";
import type { StackGraph } from "../../../rehearsal/terraform/graph";
import { change, FakeStacks } from "./fake-stacks";

/** Graphs of up to seven stacks, each of which needs some that come before it. */
const graphs: fc.Arbitrary<StackGraph> = fc
  .array(fc.array(fc.nat(5), { maxLength: 3 }), { minLength: 1, maxLength: 7 })
  .map(
    (needs) =>
      new Map(
        needs.map((of, index) => [`s${index}`, [...new Set(of.filter((one) => one < index))].map((one) => `s${one}`)]),
      ),
  );
const some = (graph: StackGraph) => fc.subarray([...graph.keys()]);

const settings = (graph: StackGraph, terraform: FakeStacks, more: Partial<DeploySettings> = {}): DeploySettings => ({
  graph,
  terraform,
  limit: 2,
  allowDestroy: new Set(),
  consent: { kind: "given" },
  signal: new AbortController().signal,
  tell: () => undefined,
  ...more,
});
const results = (stacks: readonly StackReport[]) =>
  Object.fromEntries(stacks.map(({ stack, result }) => [stack, result]));

describe("deploying stacks", () => {
  it("begins none before all that it needs is there, and never more at once than it may", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), graphs, fc.integer({ min: 1, max: 4 }), async (scheduler, graph, limit) => {
        const clouds = new FakeStacks(graph, (label) => scheduler.schedule(Promise.resolve(), label));
        const done = deploy(settings(graph, clouds, { limit }));
        await scheduler.waitFor(done);
        expect((await done).result).toBe("applied");
        expect([...clouds.applied].sort()).toEqual([...graph.keys()].sort());
        expect(clouds.tooEarly).toEqual([]);
        expect(clouds.mostAtOnce).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it("goes on with what doesn't need what failed, and begins nothing that does", async () => {
    await fc.assert(
      fc.asyncProperty(
        graphs.chain((graph) => fc.tuple(fc.constant(graph), some(graph))),
        fc.scheduler(),
        async ([graph, failing], scheduler) => {
          const clouds = new FakeStacks(graph, (label) => scheduler.schedule(Promise.resolve(), label));
          clouds.failing = new Set(failing);
          const done = deploy(settings(graph, clouds));
          await scheduler.waitFor(done);
          const { result, stacks } = await done;
          const needs = allNeeds(graph);
          for (const { stack, result: ended } of stacks) {
            const hit = [...(needs.get(stack) ?? [])].some((need) => clouds.failing.has(need));
            expect(ended).toBe(hit ? "not-begun" : clouds.failing.has(stack) ? "failed" : "applied");
            if (hit) expect(clouds.planned).not.toContain(stack);
          }
          expect(result).toBe(failing.length === 0 ? "applied" : "incomplete");
        },
      ),
    );
  });

  it("started again after a cut anywhere, does what is left, and nothing twice", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.nat(20), async (graph, cutAfter) => {
        const interrupted = new AbortController();
        let left = cutAfter;
        const clouds = new FakeStacks(graph, async () => {
          left -= 1;
          if (left < 0) interrupted.abort();
        });
        const first = await deploy(settings(graph, clouds, { signal: interrupted.signal }));
        const done = [...clouds.applied];
        const left2 = [...graph.keys()].filter((stack) => !done.includes(stack));
        if (left2.length > 0) expect(first.result).toBe("interrupted");
        const second = await deploy(settings(graph, clouds));
        expect(second.result).toBe(left2.length === 0 ? "unchanged" : "applied");
        expect([...clouds.applied].sort()).toEqual([...graph.keys()].sort());
        expect((await deploy(settings(graph, clouds))).result).toBe("unchanged");
      }),
    );
  });

  it("keeps the order of two chosen stacks that a third one, not chosen, is between", () => {
    const graph = new Map([
      ["a", []],
      ["b", ["a"]],
      ["c", ["b"]],
    ]);
    expect([...chosenStacks(graph, ["c", "a"])]).toEqual([
      ["a", []],
      ["c", ["a"]],
    ]);
    expect(() => chosenStacks(graph, ["d"])).toThrow('--stack: no stack is called "d"; there are a, b, c');
  });
});

describe("the plans", () => {
  const chain: StackGraph = new Map([
    ["account", []],
    ["trust", ["account"]],
  ]);

  it("are shown first; a stack waits for what isn't there yet", async () => {
    const clouds = new FakeStacks(chain);
    const { result, stacks } = await deploy(settings(chain, clouds, { consent: { kind: "plan-only" } }));
    expect(result).toBe("changes");
    expect(results(stacks)).toEqual({ account: "planned", trust: "later" });
    expect(clouds).toMatchObject({ planned: ["account"], applied: [], forgotten: 1 });
  });

  it("of stacks that come after a changed one are made anew, when that was changed", async () => {
    const clouds = new FakeStacks(chain);
    clouds.plans.set("account", { fromNothing: false, changes: [change("role", ["update"])] });
    const { result } = await deploy(settings(chain, clouds));
    expect(result).toBe("applied");
    expect(clouds.planned).toEqual(["account", "trust", "trust"]);
  });

  it("are applied as they were shown otherwise", async () => {
    const apart: StackGraph = new Map([
      ["a", []],
      ["b", []],
    ]);
    const clouds = new FakeStacks(apart);
    await deploy(settings(apart, clouds));
    expect(clouds.planned).toEqual(["a", "b"]);
  });

  it("change nothing when the answer is no, and nobody is asked about nothing", async () => {
    const clouds = new FakeStacks(chain, undefined, new Set(["account"]));
    const seen: string[] = [];
    const ask = async (plans: readonly StackReport[]): Promise<boolean> => {
      seen.push(JSON.stringify(results(plans)));
      return false;
    };
    expect((await deploy(settings(chain, clouds, { consent: { kind: "ask", ask } }))).result).toBe("declined");
    const all = new FakeStacks(chain, undefined, new Set(["account", "trust"]));
    expect((await deploy(settings(chain, all, { consent: { kind: "ask", ask } }))).result).toBe("unchanged");
    expect(seen).toEqual(['{"account":"unchanged","trust":"planned"}']);
    expect(clouds.applied).toEqual([]);
  });

  it("that lose something for good are refused, and keep what needs their stack from being begun", async () => {
    const clouds = new FakeStacks(chain);
    clouds.plans.set("account", {
      fromNothing: false,
      changes: [change("aws_s3_bucket.lake", ["delete", "create"], "its objects")],
    });
    const { result, stacks } = await deploy(settings(chain, clouds));
    expect(result).toBe("incomplete");
    expect(stacks).toMatchObject([
      {
        stack: "account",
        result: "refused",
        problem: "its plan loses for good:\naws_s3_bucket.lake: its objects",
        remedy: expect.stringContaining("--allow-destroy account"),
      },
      { stack: "trust", result: "not-begun", because: ["account"] },
    ]);
    expect(clouds.applied).toEqual([]);
    const allowed = await deploy(settings(chain, clouds, { allowDestroy: new Set(["account"]) }));
    expect(allowed.result).toBe("applied");
  });

  it("that destroy what a person was not shown are refused", async () => {
    const clouds = new FakeStacks(chain);
    clouds.plans.set("trust", { fromNothing: false, changes: [change("aws_iam_role.old", ["delete"])] });
    const ask = () => Promise.resolve(true);
    const first = await deploy(settings(chain, clouds, { consent: { kind: "ask", ask } }));
    expect(first.stacks).toMatchObject([
      { result: "applied" },
      {
        result: "refused",
        problem: expect.stringContaining("aws_iam_role.old"),
        remedy: "deploy again: it is shown then",
      },
    ]);
    expect((await deploy(settings(chain, clouds, { consent: { kind: "ask", ask } }))).result).toBe("applied");
  });
});
