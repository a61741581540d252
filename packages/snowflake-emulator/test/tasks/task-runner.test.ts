import { failing, MINUTE, START, TaskBench } from "./bench";

const DIAMOND = [
  { name: "ROOT", schedule: "10 MINUTE" },
  { name: "LEFT", after: ["ROOT"] },
  { name: "RIGHT", after: ["ROOT"] },
  { name: "LAST", after: ["LEFT", "RIGHT"] },
];

describe("a scheduled task", () => {
  it("first runs one interval after it was resumed, and then at each one", async () => {
    const bench = new TaskBench([{ name: "T", schedule: "10 MINUTE" }]);
    await bench.scheduler.advanceBy(9 * MINUTE);
    expect(bench.history()).toEqual([]);
    await bench.scheduler.advanceBy(21 * MINUTE);
    expect([...bench.runs.all()].map((run) => [run.scheduledTime - START, run.state, run.scheduledFrom])).toEqual([
      [10 * MINUTE, "SUCCEEDED", "SCHEDULE"],
      [20 * MINUTE, "SUCCEEDED", "SCHEDULE"],
      [30 * MINUTE, "SUCCEEDED", "SCHEDULE"],
    ]);
  });

  it("doesn't run while it is suspended", async () => {
    const bench = new TaskBench([{ name: "T", schedule: "10 MINUTE", started: false }]);
    await bench.scheduler.advanceBy(60 * MINUTE);
    expect(bench.executed).toEqual([]);
  });

  it("is skipped when its condition is false, with the reason", async () => {
    const bench = new TaskBench([
      { name: "T", schedule: "10 MINUTE", when: "1 = 2" },
      { name: "CHILD", after: ["T"] },
      { name: "END", finalize: "T" },
    ]);
    await bench.scheduler.advanceBy(10 * MINUTE);
    expect([...bench.runs.all()]).toEqual([
      expect.objectContaining({
        state: "SKIPPED",
        errorCode: "0040003",
        errorMessage: "Conditional expression for task evaluated to false.",
      }),
    ]);
  });

  it("fails when its condition can't be evaluated", async () => {
    const bench = new TaskBench([{ name: "T", schedule: "10 MINUTE", when: "'x'::INT = 1" }]);
    await bench.execute("T");
    expect([...bench.runs.all()]).toEqual([expect.objectContaining({ state: "FAILED", errorCode: "100038" })]);
  });
});

describe("a graph", () => {
  it("runs from the root down, each task once, after all of its predecessors", async () => {
    const bench = new TaskBench(DIAMOND);
    await bench.scheduler.advanceBy(10 * MINUTE);
    expect(bench.executed).toEqual(["ROOT", "LEFT", "RIGHT", "LAST"]);
    const [first, ...others] = [...bench.runs.all()];
    for (const run of others) {
      expect(run).toMatchObject({ runId: first?.runId, graphRunGroupId: first?.graphRunGroupId, attemptNumber: 1 });
    }
  });

  it("stops below a task that fails, and goes on elsewhere", async () => {
    const bench = new TaskBench([...DIAMOND, { name: "BESIDE", after: ["RIGHT"] }]);
    bench.work = failing("LEFT");
    await bench.execute("ROOT");
    expect(bench.history()).toEqual(["ROOT SUCCEEDED", "LEFT FAILED", "RIGHT SUCCEEDED", "BESIDE SUCCEEDED"]);
  });

  it("passes over a suspended child, and what comes after it goes on with the others", async () => {
    const bench = new TaskBench(DIAMOND);
    bench.set("LEFT", { started: false });
    await bench.execute("ROOT");
    expect(bench.executed).toEqual(["ROOT", "RIGHT", "LAST"]);
  });

  it("doesn't run a task that only suspended ones lead to", async () => {
    const bench = new TaskBench(DIAMOND);
    bench.set("LEFT", { started: false });
    bench.set("RIGHT", { started: false });
    await bench.execute("ROOT");
    expect(bench.executed).toEqual(["ROOT"]);
  });

  it("ends with its finalizer, whatever happened before", async () => {
    const bench = new TaskBench([...DIAMOND, { name: "END", finalize: "ROOT" }]);
    bench.work = failing("LEFT", "RIGHT");
    await bench.execute("ROOT");
    expect(bench.executed.at(-1)).toBe("END");
    bench.set("END", { started: false });
    await bench.execute("ROOT");
    expect(bench.executed.at(-1)).toBe("RIGHT");
  });

  it("runs its branches side by side when time runs freely", async () => {
    const bench = new TaskBench(DIAMOND);
    bench.serial = false;
    let running = 0;
    let most = 0;
    bench.work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { queryId: "q" };
    };
    await bench.execute("ROOT");
    expect(most).toBe(2);
  });

  it("cancels a task that was dropped meanwhile", async () => {
    const bench = new TaskBench(DIAMOND);
    bench.work = async ({ task }) => {
      if (task.name === "LEFT") bench.drop("RIGHT");
      return { queryId: "q" };
    };
    await bench.execute("ROOT");
    expect(bench.history()).toEqual(["ROOT SUCCEEDED", "LEFT SUCCEEDED", "RIGHT CANCELLED"]);
  });

  it("goes on as it was when it began", async () => {
    const bench = new TaskBench(DIAMOND);
    bench.work = async ({ task }) => {
      if (task.name === "ROOT") bench.set("LAST", { started: false });
      return { queryId: "q" };
    };
    await bench.execute("ROOT");
    expect(bench.executed).toContain("LAST");
  });
});

describe("return values and configuration", () => {
  it("a task sees what its predecessors returned", async () => {
    const bench = new TaskBench([
      ...DIAMOND.slice(0, 3),
      { name: "LAST", after: ["LEFT", "RIGHT"], when: "SYSTEM$GET_PREDECESSOR_RETURN_VALUE('LEFT') = '7'" },
    ]);
    const seen: (string | null)[] = [];
    bench.work = async (context) => {
      if (context.task.name === "LEFT") context.setReturnValue("7");
      if (context.task.name === "LAST")
        seen.push(context.predecessorReturnValue("DB.S.LEFT"), context.predecessorReturnValue("RIGHT"));
      return { queryId: "q" };
    };
    await bench.execute("ROOT");
    expect(seen).toEqual(["7", null]);
    expect([...bench.runs.all()].map((run) => run.returnValue)).toEqual([null, "7", null, null]);
  });

  it("which predecessor is meant has to be said when there are several, and it has to be one", async () => {
    const bench = new TaskBench(DIAMOND);
    const said: string[] = [];
    bench.work = async (context) => {
      if (context.task.name === "LAST") {
        for (const name of [undefined, "ROOT"]) {
          try {
            context.predecessorReturnValue(name);
          } catch (error) {
            said.push(error instanceof Error ? error.message : "");
          }
        }
      }
      return { queryId: "q" };
    };
    await bench.execute("ROOT");
    expect(said).toEqual([expect.stringContaining("several predecessors"), "The task has no predecessor ROOT."]);
  });

  it("EXECUTE TASK lays its configuration over the graph's, for one run", async () => {
    const bench = new TaskBench([
      { name: "T", config: '{"env": "prod", "paths": {"logs": "/p/l", "results": "/p/r"}, "n": 7}' },
    ]);
    const seen: (string | null)[][] = [];
    bench.work = async (context) => {
      seen.push(
        [undefined, "env", "paths.results", "missing", "paths", "n", "extra"].map((path) => context.graphConfig(path)),
      );
      return { queryId: "q" };
    };
    await bench.execute("T", '{"paths": {"results": "/t"}, "extra": true}');
    await bench.execute("T");
    expect(seen[0]).toEqual([
      '{"env":"prod","paths":{"logs":"/p/l","results":"/t"},"n":7,"extra":true}',
      "prod",
      "/t",
      null,
      '{"logs":"/p/l","results":"/t"}',
      "7",
      "true",
    ]);
    expect(seen[1]?.[2]).toBe("/p/r");
  });

  it("a run knows about itself and the last success", async () => {
    const bench = new TaskBench([{ name: "T", schedule: "10 MINUTE" }]);
    const seen: (string | null)[] = [];
    bench.work = async (context) => {
      seen.push(context.runtimeInfo("LAST_SUCCESSFUL_TASK_GRAPH_ORIGINAL_SCHEDULED_TIMESTAMP"));
      expect(context.runtimeInfo("current_task_name")).toBe("T");
      expect(() => context.runtimeInfo("WEATHER")).toThrow("SYSTEM$TASK_RUNTIME_INFO");
      return { queryId: "q" };
    };
    await bench.scheduler.advanceBy(20 * MINUTE);
    expect(seen).toEqual([null, "2026-01-01 00:10:00.000 +0000"]);
  });
});

describe("overlap", () => {
  function held(bench: TaskBench) {
    const release: (() => void)[] = [];
    bench.serial = false;
    bench.work = ({ task }) =>
      task.name === "SLOW" || task.name === "ROOT"
        ? new Promise((resolve) => release.push(() => resolve({ queryId: "q" })))
        : Promise.resolve({ queryId: "q" });
    return {
      /** Ends the statement that has waited longest. */
      async next() {
        release.shift()?.();
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
  }

  it("a planned run is skipped while another one is under way", async () => {
    const bench = new TaskBench([{ name: "ROOT", schedule: "1 MINUTE" }]);
    const host = held(bench);
    const first = bench.runner.run(START + MINUTE);
    await bench.runner.run(START + 2 * MINUTE);
    expect(bench.history()).toEqual(["ROOT EXECUTING", "ROOT SKIPPED"]);
    await host.next();
    await first;
    expect(bench.history()).toEqual(["ROOT SUCCEEDED", "ROOT SKIPPED"]);
  });

  it("ALLOW_CHILD_OVERLAP: a new run begins while children are under way, but not while the root is", async () => {
    const bench = new TaskBench([
      { name: "ROOT", schedule: "1 MINUTE", overlap: "ALLOW_CHILD_OVERLAP" },
      { name: "SLOW", after: ["ROOT"] },
    ]);
    const host = held(bench);
    const all = [bench.runner.run(START + MINUTE), bench.runner.run(START + 2 * MINUTE)];
    expect(bench.history()).toEqual(["ROOT EXECUTING", "ROOT SKIPPED"]);
    await host.next();
    all.push(bench.runner.run(START + 3 * MINUTE));
    expect(bench.history()).toEqual(["ROOT SUCCEEDED", "ROOT SKIPPED", "SLOW EXECUTING", "ROOT EXECUTING"]);
    for (let count = 0; count < 3; count += 1) await host.next();
    await Promise.all(all);
  });

  it("ALLOW_ALL_OVERLAP: nothing is skipped", async () => {
    const bench = new TaskBench([{ name: "ROOT", schedule: "1 MINUTE", overlap: "ALLOW_ALL_OVERLAP" }]);
    const host = held(bench);
    const all = [bench.runner.run(START + MINUTE), bench.runner.run(START + 2 * MINUTE)];
    expect(bench.history()).toEqual(["ROOT EXECUTING", "ROOT EXECUTING"]);
    await host.next();
    await host.next();
    await Promise.all(all);
  });

  it("EXECUTE TASK waits for the run that is under way; asked twice, it runs once, as asked last", async () => {
    const bench = new TaskBench([{ name: "ROOT", schedule: "1 MINUTE" }]);
    const host = held(bench);
    const first = bench.runner.run(START + MINUTE);
    await bench.execute("ROOT", '{"n": 1}');
    await bench.execute("ROOT", '{"n": 2}');
    expect(bench.history()).toEqual(["ROOT EXECUTING"]);
    await host.next();
    expect(bench.history()).toEqual(["ROOT SUCCEEDED", "ROOT EXECUTING"]);
    await host.next();
    await first;
    expect([...bench.runs.all()].map((run) => [run.config, run.scheduledFrom])).toEqual([
      [null, "SCHEDULE"],
      ['{"n": 2}', "EXECUTE_TASK"],
    ]);
  });
});

describe("failures", () => {
  it("suspend the root after so many in a row, and the last run says so", async () => {
    const bench = new TaskBench([
      { name: "ROOT", schedule: "1 MINUTE", suspendAfter: 3 },
      { name: "CHILD", after: ["ROOT"] },
    ]);
    bench.work = failing("CHILD");
    await bench.scheduler.advanceBy(10 * MINUTE);
    expect(bench.suspended).toEqual(["ROOT"]);
    expect(bench.history().filter((one) => one.startsWith("CHILD"))).toEqual([
      "CHILD FAILED",
      "CHILD FAILED",
      "CHILD FAILED_AND_AUTO_SUSPENDED",
    ]);
  });

  it("are forgotten after a success", async () => {
    const bench = new TaskBench([{ name: "T", schedule: "1 MINUTE", suspendAfter: 2 }]);
    let count = 0;
    bench.work = async (context, signal) => failing(...(++count % 2 === 0 ? [] : ["T"]))(context, signal);
    await bench.scheduler.advanceBy(10 * MINUTE);
    expect(bench.suspended).toEqual([]);
  });

  it("never suspend when the limit is 0", async () => {
    const bench = new TaskBench([{ name: "T", schedule: "1 MINUTE", suspendAfter: 0 }]);
    bench.work = failing("T");
    await bench.scheduler.advanceBy(20 * MINUTE);
    expect(bench.history()).toHaveLength(20);
  });

  it("are retried from where they happened, and the finalizer runs with each attempt", async () => {
    const bench = new TaskBench([
      { name: "ROOT", retries: 2 },
      { name: "A", after: ["ROOT"] },
      { name: "B", after: ["A"] },
      { name: "END", finalize: "ROOT" },
    ]);
    let tries = 0;
    bench.work = async (context, signal) =>
      failing(...(context.task.name === "A" && ++tries < 3 ? ["A"] : []))(context, signal);
    await bench.execute("ROOT");
    expect(bench.executed).toEqual(["ROOT", "A", "END", "A", "END", "A", "B", "END"]);
    const all = [...bench.runs.all()];
    expect(new Set(all.map((run) => run.graphRunGroupId)).size).toBe(1);
    expect(all.map((run) => run.attemptNumber)).toEqual([1, 1, 1, 2, 2, 3, 3, 3]);
    expect(all.at(-1)?.scheduledFrom).toBe("AUTOMATIC RETRY");
  });

  it("count once for all attempts of a run", async () => {
    const bench = new TaskBench([{ name: "T", schedule: "1 MINUTE", retries: 4, suspendAfter: 2 }]);
    bench.work = failing("T");
    await bench.scheduler.advanceBy(MINUTE);
    expect(bench.suspended).toEqual([]);
    await bench.scheduler.advanceBy(MINUTE);
    expect(bench.suspended).toEqual(["T"]);
  });

  it("of the host are failures of the run", async () => {
    const bench = new TaskBench([{ name: "T" }]);
    bench.work = () => Promise.reject(new Error("no session"));
    await bench.execute("T");
    expect([...bench.runs.all()]).toEqual([expect.objectContaining({ state: "FAILED", errorCode: "000603" })]);
  });
});

describe("time limits", () => {
  it("end a statement that takes too long, and tell it", async () => {
    const bench = new TaskBench([{ name: "ROOT", timeout: 5000 }]);
    let aborted = false;
    bench.work = (_context, signal) =>
      new Promise(() => {
        signal.addEventListener("abort", () => {
          aborted = true;
        });
      });
    const run = bench.execute("ROOT");
    bench.timers.pass(5000);
    await run;
    expect(aborted).toBe(true);
    expect([...bench.runs.all()]).toEqual([
      expect.objectContaining({
        state: "FAILED",
        errorCode: "000630",
        errorMessage: "Statement reached its statement or warehouse timeout of 5 second(s) and was canceled.",
      }),
    ]);
  });

  it("of a child hold instead of the root's", async () => {
    const bench = new TaskBench([
      { name: "ROOT", timeout: 5000 },
      { name: "CHILD", after: ["ROOT"], timeout: 60_000 },
    ]);
    let finish: () => void = () => undefined;
    bench.work = ({ task }) =>
      task.name === "ROOT"
        ? Promise.resolve({ queryId: "q" })
        : new Promise((resolve) => (finish = () => resolve({ queryId: "q" })));
    const run = bench.execute("ROOT");
    await new Promise((resolve) => setImmediate(resolve));
    bench.timers.pass(30_000);
    finish();
    await run;
    expect(bench.history()).toEqual(["ROOT SUCCEEDED", "CHILD SUCCEEDED"]);
  });
});

describe("EXECUTE TASK … RETRY LAST", () => {
  it("runs what failed and what comes after it, as the next attempt of the same group", async () => {
    const bench = new TaskBench(DIAMOND);
    bench.work = failing("LEFT");
    await bench.execute("ROOT");
    bench.work = failing();
    bench.executed.length = 0;
    await bench.runner.retry(bench.id("ROOT"), undefined);
    expect(bench.executed).toEqual(["LEFT", "LAST"]);
    const all = [...bench.runs.all()];
    expect(all.at(-1)).toMatchObject({
      attemptNumber: 2,
      graphRunGroupId: all[0]?.graphRunGroupId,
      scheduledFrom: "MANUAL RETRY",
    });
  });

  it("is refused when there is nothing to retry", async () => {
    const bench = new TaskBench(DIAMOND);
    const retry = (group?: string) => () => bench.runner.retry(bench.id("ROOT"), group);
    expect(retry()).toThrow("Cannot perform retry: no suitable run of graph with root task ROOT to retry.");
    await bench.execute("ROOT");
    expect(retry()).toThrow(/^Cannot perform retry: run \(graph_run_group_id = uuid-1\) does not have any failed/);
    expect(retry("nope")).toThrow("Cannot perform retry: Graph run group with ID nope not found.");
    bench.work = failing("LAST");
    await bench.execute("ROOT");
    bench.set("ROOT", { changed: true });
    expect(retry()).toThrow(/modified since/);
    bench.set("ROOT", { changed: false, started: false });
    await bench.scheduler.advanceBy(15 * 1440 * MINUTE);
    expect(retry()).toThrow(/older than 14 days/);
  });
});
