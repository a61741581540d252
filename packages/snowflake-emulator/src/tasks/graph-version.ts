import type { ObjectId } from "../objects/snowflake-object";
import type { OverlapPolicy } from "../objects/task";
import type { Schedule } from "../time/schedule";

/** A task as one version of its graph has it. */
export interface GraphTask {
  readonly id: ObjectId;
  readonly uuid: string;
  readonly name: string;
  readonly schemaName: string;
  readonly databaseName: string;
  /** `DB.SCHEMA.NAME`, quoted where needed. */
  readonly fullName: string;
  readonly sql: string;
  /** The WHEN expression; null: none. */
  readonly condition: string | null;
  readonly predecessors: readonly ObjectId[];
  readonly started: boolean;
  /** USER_TASK_TIMEOUT_MS where it was set on the task itself; null: the root's time limit holds. 0: none. */
  readonly timeout: number | null;
}

/** A whole graph as it is when a run begins: later changes don't touch that run (D: versioning of task runs). */
export interface GraphVersion {
  readonly root: GraphTask;
  /** The tasks below the root, without the finalizer. */
  readonly tasks: readonly GraphTask[];
  readonly finalizer: GraphTask | undefined;
  readonly version: number;
  /** Has it been changed since it got this version? */
  readonly changed: boolean;
  readonly config: string | null;
  readonly overlap: OverlapPolicy;
  /** TASK_AUTO_RETRY_ATTEMPTS */
  readonly autoRetries: number;
  /** SUSPEND_TASK_AFTER_NUM_FAILURES; 0: never. */
  readonly suspendAfterFailures: number;
  /** USER_TASK_TIMEOUT_MS of the root, which holds for the whole graph. 0: none. */
  readonly timeout: number;
  /** When the root was last resumed: failures before that don't count. */
  readonly resumedOn: number;
}

/** A started root that has a schedule. */
export interface ScheduledRoot {
  readonly id: ObjectId;
  readonly schedule: Schedule;
  /** When the schedule came into force, milliseconds. */
  readonly since: number;
}

/** Where the runner finds tasks: the catalog, or a test's own. */
export interface TaskStore {
  /** Every root that is started and has a schedule, in the order of their ids. */
  scheduledRoots(): readonly ScheduledRoot[];
  /** The graph as it is now; undefined when the root is gone. */
  graph(rootId: ObjectId): GraphVersion | undefined;
  /** Is there still such a task? */
  exists(taskId: ObjectId): boolean;
  /** Suspends a root whose graph failed too often. */
  suspend(rootId: ObjectId, at: number): void;
}

type Ended = "SUCCEEDED" | "FAILED" | "SKIPPED" | "CANCELLED";

/** What became of a task in a run. BLOCKED: something before it failed. PASSED: nothing before it ran, so neither did it. */
export type TaskResult = Ended | "BLOCKED" | "PASSED";

/** Which tasks of a graph can run at all: the root, and started ones that something reaches. */
export function reachedTasks(graph: GraphVersion): ReadonlySet<ObjectId> {
  const reached = new Set<ObjectId>([graph.root.id]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const task of graph.tasks) {
      if (task.started && task.predecessors.some((id) => reached.has(id))) reached.add(task.id);
    }
  }
  return reached;
}

/** How far one attempt at a graph is. */
export class Progress {
  readonly #results: Map<ObjectId, TaskResult>;
  readonly #reached: ReadonlySet<ObjectId>;
  readonly #taken = new Set<ObjectId>();

  /** @param results of an earlier attempt that are kept: what has succeeded or was skipped is not run again */
  constructor(
    private readonly graph: GraphVersion,
    results: ReadonlyMap<ObjectId, TaskResult> = new Map(),
  ) {
    this.#reached = reachedTasks(graph);
    this.#results = new Map([...results].filter(([, result]) => result === "SUCCEEDED" || result === "SKIPPED"));
  }

  get results(): ReadonlyMap<ObjectId, TaskResult> {
    return this.#results;
  }

  end(task: GraphTask, result: Ended): void {
    this.#results.set(task.id, result);
  }

  /**
   * The next tasks that can run now, at most so many; each is given out once. A task waits for those of its predecessors
   * that can run at all; it runs when at least one of them has succeeded and none has failed (D: skip or suspend a child task).
   */
  take(most: number): readonly GraphTask[] {
    const ready: GraphTask[] = [];
    for (let settled = -1; settled !== this.#results.size; ) {
      settled = this.#results.size;
      for (const task of [this.graph.root, ...this.graph.tasks]) {
        if (!this.#reached.has(task.id) || this.#results.has(task.id) || this.#taken.has(task.id)) continue;
        const verdict = this.#verdict(task);
        if (verdict === "BLOCKED" || verdict === "PASSED") this.#results.set(task.id, verdict);
        else if (verdict === "READY" && ready.length < most) {
          this.#taken.add(task.id);
          ready.push(task);
        }
      }
    }
    return ready;
  }

  /** What the whole attempt came to. */
  outcome(): "SUCCEEDED" | "FAILED" | "CANCELLED" | "SKIPPED" {
    const all = [...this.#results.values()];
    if (this.#results.get(this.graph.root.id) === "SKIPPED") return "SKIPPED";
    if (all.includes("FAILED")) return "FAILED";
    return all.includes("CANCELLED") ? "CANCELLED" : "SUCCEEDED";
  }

  #verdict(task: GraphTask): "READY" | "WAIT" | "BLOCKED" | "PASSED" {
    if (task.id === this.graph.root.id) return "READY";
    const before = task.predecessors.filter((id) => this.#reached.has(id)).map((id) => this.#results.get(id));
    if (before.includes("FAILED") || before.includes("CANCELLED") || before.includes("BLOCKED")) return "BLOCKED";
    if (before.includes(undefined)) return "WAIT";
    return before.includes("SUCCEEDED") ? "READY" : "PASSED";
  }
}
