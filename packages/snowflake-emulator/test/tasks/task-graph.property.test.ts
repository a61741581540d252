import fc from "fast-check";
import type { TaskRun } from "../../src/tasks/task-run";
import { MINUTE, START, TaskBench, type TestTask } from "./bench";

const PERIOD = 7;

/** A root, children that come after earlier tasks, perhaps a finalizer. */
const graph: fc.Arbitrary<readonly TestTask[]> = fc
  .record({
    links: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
    started: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    conditions: fc.array(fc.constantFrom(undefined, undefined, "1 = 1", "1 = 2"), { minLength: 8, maxLength: 8 }),
    finalizer: fc.boolean(),
    retries: fc.integer({ min: 0, max: 2 }),
    suspendAfter: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ links, started, conditions, finalizer, retries, suspendAfter }) => {
    const tasks: TestTask[] = [{ name: "T0", schedule: `${PERIOD} MINUTE`, retries, suspendAfter }];
    for (const [index, link] of links.entries()) {
      const after = [...new Set(link.map((one) => `T${one % (index + 1)}`))];
      const when = conditions[index];
      tasks.push({
        name: `T${index + 1}`,
        after,
        started: started[index] ?? true,
        ...(when === undefined ? {} : { when }),
      });
    }
    if (finalizer) tasks.push({ name: "END", finalize: "T0", started: started[7] ?? true });
    return tasks;
  });

type Step =
  | { readonly kind: "advance"; readonly minutes: number }
  | { readonly kind: "execute" }
  | { readonly kind: "start" | "suspend"; readonly task: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("advance" as const), minutes: fc.integer({ min: 0, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("execute" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("start" as const, "suspend" as const), task: fc.nat(6) }) },
);

/** Which statements fail, by how many have run before. */
const failures = fc.array(fc.boolean(), { minLength: 1, maxLength: 9 });

function checkGroup(tasks: readonly TestTask[], runs: readonly TaskRun[], startedThen: ReadonlySet<string>): void {
  const known = new Map<string, TaskRun>();
  const seen = new Set<string>();
  for (const run of runs) {
    const key = `${run.name} ${run.attemptNumber}`;
    if (seen.has(key)) throw new Error(`${key} ran twice in one attempt`);
    seen.add(key);
    if (run.name !== "T0" && !startedThen.has(run.name)) throw new Error(`${run.name} ran although it was suspended`);
    const after = tasks.find(({ name }) => name === run.name)?.after ?? [];
    const before = after.map((name) => known.get(name)?.state);
    if (after.length > 0 && !before.includes("SUCCEEDED")) throw new Error(`${run.name} ran, and nothing led to it`);
    if (before.some((state) => state === "FAILED" || state === "FAILED_AND_AUTO_SUSPENDED")) {
      throw new Error(`${run.name} ran after a failure`);
    }
    if (run.state === "SCHEDULED" || run.state === "EXECUTING") throw new Error(`${run.name} never ended`);
    known.set(run.name, run);
  }
}

describe("any graph, any sequence of events", () => {
  it("never runs what is suspended or out of reach, never overlaps, and accounts for every due run", async () => {
    await fc.assert(
      fc.asyncProperty(
        graph,
        fc.array(step, { minLength: 1, maxLength: 10 }),
        failures,
        fc.boolean(),
        async (tasks, steps, fails, serial) => {
          const bench = new TaskBench(tasks);
          bench.serial = serial;
          /** The tasks that were started when a group of runs began. */
          const startedByGroup = new Map<string, Set<string>>();
          const executing = new Set<string>();
          let count = 0;
          bench.work = async (context) => {
            const group = context.run.graphRunGroupId;
            if (!startedByGroup.has(group)) {
              const started = tasks.filter(({ name }) => bench.isStarted(name)).map(({ name }) => name);
              startedByGroup.set(group, new Set(started));
            }
            executing.add(group);
            if (executing.size > 1) throw new Error("two runs of the graph at once");
            await Promise.resolve();
            count += 1;
            const failed = fails[count % fails.length] === true;
            // A later statement of the same group adds it again.
            executing.delete(group);
            return { queryId: "q", ...(failed ? { error: { code: "100132", message: "no" } } : {}) };
          };
          const due: number[] = [];
          for (const one of steps) {
            if (one.kind === "execute") await bench.execute("T0");
            else if (one.kind === "advance") {
              for (let minute = 0; minute < one.minutes; minute += 1) {
                const started = bench.isStarted("T0");
                await bench.scheduler.advanceBy(MINUTE);
                const at = bench.clock.now();
                if (started && (at - START) % (PERIOD * MINUTE) === 0) due.push(at);
              }
            } else if (one.task < tasks.length && tasks[one.task]?.finalize === undefined) {
              bench.set(`T${one.task}`, { started: one.kind === "start" });
            }
          }
          await bench.scheduler.idle();
          const runs = [...bench.runs.all()];
          const planned = runs.filter(
            (run) => run.name === "T0" && run.attemptNumber === 1 && run.scheduledFrom === "SCHEDULE",
          );
          expect(planned.map((run) => run.scheduledTime)).toEqual(due);
          for (const group of new Set(runs.map((run) => run.graphRunGroupId))) {
            const own = runs.filter((run) => run.graphRunGroupId === group);
            checkGroup(tasks, own, startedByGroup.get(group) ?? new Set());
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
