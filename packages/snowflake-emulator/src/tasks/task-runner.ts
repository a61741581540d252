import type { ObjectId } from "../objects/snowflake-object";
import type { EventSource } from "../time/event-source";
import { nextTime } from "../time/schedule";
import { type Attempt, GraphRunner, type RunGroup, type RunnerServices } from "./graph-runner";
import type { GraphVersion, ScheduledRoot, TaskResult } from "./graph-version";
import { lastSuccessOf, retryableRun } from "./run-groups";
import { mergeConfig } from "./task-context";
import { consecutiveFailures, moveOn, type ScheduledFrom, type TaskRun } from "./task-run";

/** A run of a graph that is under way. */
interface UnderWay {
  rootEnded: boolean;
}

/** How EXECUTE TASK asks for a run. */
export interface RunRequest {
  /** USING CONFIG, laid over the graph's own; null: none. */
  readonly config: string | null;
}

/** A (text): what is noted of a planned run that would overlap. */
const OVERLAP = "The scheduled run was skipped because a previous run of the task graph was still executing.";

/** Runs the task graphs of one account when they are due, and when EXECUTE TASK asks for it. */
export class TaskRunner implements EventSource {
  readonly #graphs: GraphRunner;
  readonly #underWay = new Map<ObjectId, Set<UnderWay>>();
  /** What EXECUTE TASK has asked for while a run was under way. The latest request counts (D: EXECUTE TASK). */
  readonly #requested = new Map<ObjectId, RunRequest>();
  /** The last group of runs of each graph that succeeded; not yet looked up when absent. */
  readonly #lastSuccess = new Map<ObjectId, RunGroup["lastSuccess"]>();
  /** The next due time of each root, as long as it is the same schedule. */
  readonly #next = new Map<
    ObjectId,
    { readonly root: ScheduledRoot; readonly from: number; readonly at: number | undefined }
  >();

  constructor(
    readonly name: string,
    private readonly services: RunnerServices,
  ) {
    this.#graphs = new GraphRunner(services);
  }

  nextDue(after: number): number | undefined {
    let first: number | undefined;
    for (const root of this.services.store.scheduledRoots()) {
      const at = this.nextRun(root, after);
      if (at !== undefined && (first === undefined || at < first)) first = at;
    }
    return first;
  }

  /** When a root is next due after a time. */
  nextRun(root: ScheduledRoot, after: number): number | undefined {
    const known = this.#next.get(root.id);
    const same = known?.root.schedule === root.schedule && known.root.since === root.since;
    if (known !== undefined && same && known.from <= after && (known.at === undefined || after < known.at))
      return known.at;
    const at = nextTime(root.schedule, root.since, after);
    this.#next.set(root.id, { root, from: after, at });
    return at;
  }

  async run(at: number): Promise<void> {
    const due = this.services.store.scheduledRoots().filter((root) => this.nextRun(root, at - 1) === at);
    if (this.services.serial()) {
      for (const root of due) await this.#startDue(root.id, at);
    } else {
      await Promise.all(due.map((root) => this.#startDue(root.id, at)));
    }
  }

  /** Forgets what was remembered of graphs: the ids of tasks may mean others from now on. */
  forget(): void {
    this.#lastSuccess.clear();
    this.#next.clear();
    this.#requested.clear();
  }

  /** Is a run of this graph under way? */
  isExecuting(rootId: ObjectId): boolean {
    return (this.#underWay.get(rootId)?.size ?? 0) > 0;
  }

  /**
   * EXECUTE TASK: runs a graph now, or after the run that is under way. Resolves when the run, or the one that it waits for, has
   * ended: hand it to the scheduler, not to the client.
   */
  async execute(rootId: ObjectId, request: RunRequest): Promise<void> {
    const graph = this.services.store.graph(rootId);
    if (graph === undefined) return;
    if (!this.#mayStart(rootId, graph)) {
      this.#requested.set(rootId, request);
      return;
    }
    const now = this.services.clock.now();
    await this.#runGroup(this.#newGroup(graph, now, request.config), this.#first(now, "EXECUTE_TASK"));
  }

  /**
   * EXECUTE TASK … RETRY LAST, or of a certain group. Throws at once when there is nothing that could be retried; otherwise
   * returns the work, which is the scheduler's.
   */
  retry(rootId: ObjectId, groupId: string | undefined): Promise<void> {
    const { clock, runs, store } = this.services;
    const now = clock.now();
    const graph = store.graph(rootId);
    if (graph === undefined) return Promise.resolve();
    const last = retryableRun(runs.ofRoot(rootId), graph, groupId, now);
    const group: RunGroup = {
      graph,
      groupId: last.groupId,
      originalTime: last.runId,
      config: last.config,
      lastSuccess: this.#lastSuccessOf(rootId),
      returned: new Map(last.returned),
    };
    const attempt = this.#first(now, "MANUAL RETRY");
    return this.#runGroup(group, { ...attempt, number: last.attemptNumber + 1, results: last.results });
  }

  async #startDue(rootId: ObjectId, at: number): Promise<void> {
    const graph = this.services.store.graph(rootId);
    if (graph === undefined) return;
    const group = this.#newGroup(graph, at, null);
    const attempt = this.#first(at, "SCHEDULE");
    if (this.#mayStart(rootId, graph)) await this.#runGroup(group, attempt);
    else this.#graphs.noteSkipped(group, attempt, OVERLAP);
  }

  #mayStart(rootId: ObjectId, graph: GraphVersion): boolean {
    const running = [...(this.#underWay.get(rootId) ?? [])];
    if (graph.overlap === "ALLOW_ALL_OVERLAP" || running.length === 0) return true;
    return graph.overlap === "ALLOW_CHILD_OVERLAP" && running.every(({ rootEnded }) => rootEnded);
  }

  #newGroup(graph: GraphVersion, at: number, config: string | null): RunGroup {
    return {
      graph,
      groupId: this.services.newUuid(),
      originalTime: at,
      config: mergeConfig(graph.config, config),
      lastSuccess: this.#lastSuccessOf(graph.root.id),
      returned: new Map(),
    };
  }

  #lastSuccessOf(rootId: ObjectId): RunGroup["lastSuccess"] {
    if (!this.#lastSuccess.has(rootId)) this.#lastSuccess.set(rootId, lastSuccessOf(this.services.runs.ofRoot(rootId)));
    return this.#lastSuccess.get(rootId);
  }

  #first(scheduledTime: number, scheduledFrom: ScheduledFrom): Attempt {
    return { number: 1, scheduledTime, scheduledFrom, results: new Map<ObjectId, TaskResult>() };
  }

  /** All attempts at a planned run, and then what was asked for meanwhile. */
  async #runGroup(group: RunGroup, first: Attempt): Promise<void> {
    const { graph } = group;
    const rootId = graph.root.id;
    const mine: UnderWay = { rootEnded: false };
    const all = this.#underWay.get(rootId) ?? new Set<UnderWay>();
    this.#underWay.set(rootId, all.add(mine));
    try {
      await this.#attempts(group, first, () => {
        mine.rootEnded = true;
      });
    } finally {
      all.delete(mine);
    }
    await this.#runRequested(rootId);
  }

  async #attempts(group: RunGroup, first: Attempt, onRootEnded: () => void): Promise<void> {
    const { graph } = group;
    let attempt = first;
    for (let left = graph.autoRetries; ; left -= 1) {
      const { progress, failed } = await this.#graphs.run(group, attempt, onRootEnded);
      if (failed.length === 0) {
        const { groupId, originalTime: scheduledTime } = group;
        if (progress.outcome() === "SUCCEEDED") this.#lastSuccess.set(graph.root.id, { groupId, scheduledTime });
        return;
      }
      if (progress.outcome() !== "FAILED" || left <= 0) {
        this.#countFailures(graph, failed);
        return;
      }
      attempt = {
        ...attempt,
        number: attempt.number + 1,
        scheduledTime: this.services.clock.now(),
        scheduledFrom: "AUTOMATIC RETRY",
        results: progress.results,
      };
    }
  }

  /** Suspends the root when one of its tasks has failed too often in a row. */
  #countFailures(graph: GraphVersion, failed: readonly TaskRun[]): void {
    const { runs, store, clock } = this.services;
    const most = graph.suspendAfterFailures;
    // A root that was suspended meanwhile, or never started, has nothing to be suspended.
    if (most === 0 || store.graph(graph.root.id)?.root.started !== true) return;
    for (const run of failed) {
      if (consecutiveFailures(runs.ofRoot(graph.root.id), run.taskId, graph.resumedOn) < most) continue;
      moveOn(run, "FAILED_AND_AUTO_SUSPENDED");
      runs.put(run);
      store.suspend(graph.root.id, clock.now());
      return;
    }
  }

  async #runRequested(rootId: ObjectId): Promise<void> {
    const request = this.#requested.get(rootId);
    if (request === undefined || this.isExecuting(rootId)) return;
    this.#requested.delete(rootId);
    await this.execute(rootId, request);
  }
}
