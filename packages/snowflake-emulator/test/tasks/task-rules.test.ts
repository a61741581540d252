import fc from "fast-check";
import type { Task } from "../../src/objects/task";
import { descendantsOf, makesCycle, rootsOf, type TaskSet } from "../../src/tasks/graph";
import { checkConfig, checkPlace, checkSchedule, checkSuspended } from "../../src/tasks/task-rules";

function task(id: number, given: Partial<Task> = {}): Task {
  return {
    id,
    name: `T${id}`,
    parentId: 1,
    ownerRoleId: 9,
    createdOn: 0,
    comment: null,
    uuid: `uuid-${id}`,
    compute: { kind: "serverless" },
    schedule: null,
    scheduleSince: 0,
    config: null,
    overlap: "NO_OVERLAP",
    errorIntegration: null,
    predecessors: [],
    finalizes: null,
    condition: null,
    definition: "SELECT 1",
    executeAsUserId: null,
    parameters: new Map(),
    targetCompletionInterval: null,
    started: false,
    lastCommittedOn: null,
    lastSuspendedOn: null,
    lastSuspendedReason: null,
    graphVersion: 0,
    graphChanged: true,
    ...given,
  };
}

function setOf(...tasks: readonly Task[]): TaskSet {
  return { byId: (id) => tasks.find((one) => one.id === id), all: () => tasks };
}

const fullName = ({ name }: Task) => `DB.S.${name}`;

/** What is said of a task that joins others. */
function refusal(joining: Task, ...others: readonly Task[]): string {
  try {
    checkPlace(setOf(...others), joining, fullName);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const root = task(1, { schedule: "5 MINUTE" });
const child = task(2, { predecessors: [1] });
const finalizer = task(3, { finalizes: 1 });

describe("a task's place in its graph", () => {
  it.each<[string, Task, readonly Task[], string]>([
    [
      "a child may not have a schedule",
      task(5, { schedule: "5 MINUTE", predecessors: [1] }),
      [root],
      "Task T5 cannot have both a schedule and a predecessor.",
    ],
    ["nor come after itself", task(5, { predecessors: [5] }), [], "Task T5 cannot use itself as its predecessor."],
    [
      "nor after a finalizer",
      task(5, { predecessors: [3] }),
      [root, finalizer],
      "Task DB.S.T3 cannot have children as a finalizer task.",
    ],
    [
      "nor have a configuration",
      task(5, { predecessors: [1], config: "{}" }),
      [root],
      "Task DB.S.T5 cannot both be a non-root task and have a config.",
    ],
    [
      "nor an overlap policy",
      task(5, { predecessors: [1], overlap: "ALLOW_ALL_OVERLAP" }),
      [root],
      "Cannot set allow_overlapping_execution on non-root task DB.S.T5.",
    ],
    [
      "nor retries",
      task(5, { predecessors: [1], parameters: new Map([["TASK_AUTO_RETRY_ATTEMPTS", "1"]]) }),
      [root],
      "Cannot set parameter TASK_AUTO_RETRY_ATTEMPTS on non-root task T5.",
    ],
    ["nor another owner", task(5, { predecessors: [1], ownerRoleId: 8 }), [root], "different owner"],
    [
      "nor a finalizer",
      task(1, { predecessors: [5] }),
      [task(5), finalizer],
      "This task has a finalizer and cannot be made a child task.",
    ],
    ["nor make a cycle", task(1, { predecessors: [2] }), [child], "the graph would have a cycle"],
    [
      "a finalizer may not have a schedule",
      task(5, { finalizes: 1, schedule: "5 MINUTE" }),
      [root],
      "Task T5 cannot have a schedule and be a finalizer task.",
    ],
    [
      "nor predecessors",
      task(5, { finalizes: 1, predecessors: [1] }),
      [root],
      "Task DB.S.T5 cannot have predecessors as a finalizer task.",
    ],
    [
      "nor children",
      task(5, { finalizes: 1 }),
      [root, task(6, { predecessors: [5] })],
      "Task DB.S.T5 cannot have children as a finalizer task.",
    ],
    ["nor finalize itself", task(5, { finalizes: 5 }), [], "Task T5 cannot finalize itself."],
    ["nor a child", task(5, { finalizes: 2 }), [root, child], "Task DB.S.T5 cannot finalize a non-root task DB.S.T2."],
    [
      "nor a root that is finalized already",
      task(5, { finalizes: 1 }),
      [root, finalizer],
      "Finalize target T1 already have finalizer.",
    ],
  ])("%s", (_rule, joining, others, expected) => {
    expect(refusal(joining, ...others)).toContain(expected);
  });

  it("a graph has at most 1000 tasks, a task at most 100 predecessors and 100 children", () => {
    const children = Array.from({ length: 100 }, (_, index) => task(10 + index, { predecessors: [1] }));
    expect(refusal(task(500, { predecessors: [1] }), root, ...children)).toContain("at most 100");
    const many = Array.from({ length: 101 }, (_, index) => task(10 + index));
    expect(refusal(task(500, { predecessors: many.map(({ id }) => id) }), ...many)).toContain("at most 100");
    const chain = Array.from({ length: 999 }, (_, index) => task(2 + index, { predecessors: [1 + index] }));
    expect(refusal(task(2000, { predecessors: [1000] }), root, ...chain)).toContain("at most 1000");
    expect(refusal(task(1000, { predecessors: [999] }), root, ...chain.slice(0, -1))).toBe("");
  });

  it("nothing of it can be changed while a root above is started", () => {
    const started = task(1, { schedule: "5 MINUTE", started: true });
    const expected = "Unable to update graph with root task DB.S.T1 since that root task is not suspended.";
    for (const one of [started, child, finalizer]) {
      expect(() => checkSuspended(setOf(started, child, finalizer), one, fullName)).toThrow(expected);
    }
    expect(() => checkSuspended(setOf(root, child), child, fullName)).not.toThrow();
  });
});

describe("values", () => {
  it.each(["[1,2]", "not json", "null", "1"])("%s is no configuration", (text) => {
    expect(() => checkConfig(text)).toThrow("Invalid config. Must be a string representation of a valid JSON Object.");
  });

  it("a schedule that can't be is refused in Snowflake's words", () => {
    expect(() => checkSchedule("bad")).toThrow("Invalid schedule was specified. Please refer to the docs");
    expect(() => checkSchedule("USING CRON * * * * *")).toThrow('"*" is not a recognized time zone');
    expect(() => checkSchedule("USING CRON 0 0 31 2 * UTC")).toThrow("No valid time could be found");
  });
});

describe("any tasks and links", () => {
  const links = fc.array(fc.array(fc.nat(11), { maxLength: 3 }), { minLength: 1, maxLength: 12 });

  it("what is accepted one by one never has a cycle, and every task is below its roots", () => {
    fc.assert(
      fc.property(links, (all) => {
        const tasks: Task[] = all.map((_, index) => task(index));
        const set = setOf(...tasks);
        for (const [index, predecessors] of all.entries()) {
          const one = tasks[index];
          const wanted = [...new Set(predecessors.filter((id) => id < tasks.length && id !== index))];
          if (one !== undefined && !makesCycle(set, one, wanted)) one.predecessors = wanted;
        }
        for (const one of tasks) {
          const roots = rootsOf(set, one);
          expect(roots.length).toBeGreaterThan(0);
          expect(descendantsOf(set, one)).not.toContain(one);
          for (const above of roots) {
            if (above !== one) expect(descendantsOf(set, above)).toContain(one);
          }
        }
      }),
    );
  });
});
