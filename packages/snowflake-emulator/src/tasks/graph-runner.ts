import type { Clock } from "../clock";
import { internalError, SnowflakeError } from "../errors";
import type { ObjectId } from "../objects/snowflake-object";
import type { Timers } from "../time/timers";
import { holds, readCondition } from "./condition";
import { type GraphTask, type GraphVersion, Progress, type TaskResult, type TaskStore } from "./graph-version";
import { type GraphContext, TaskContext } from "./task-context";
import type { StatementOutcome, TaskHost } from "./task-host";
import { moveOn, type RunStore, type ScheduledFrom, type TaskRun } from "./task-run";

/** What running graphs needs. */
export interface RunnerServices {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly store: TaskStore;
  readonly host: TaskHost;
  readonly runs: RunStore;
  /** A new UUID-shaped text. */
  readonly newUuid: () => string;
  /** One task after the other (virtual time: the same order each time), or side by side. */
  readonly serial: () => boolean;
}

/** Several attempts at the same planned run of a graph. */
export interface RunGroup {
  readonly graph: GraphVersion;
  readonly groupId: string;
  /** When the first attempt was planned for, milliseconds. */
  readonly originalTime: number;
  readonly config: string | null;
  readonly lastSuccess: GraphContext["lastSuccess"];
  /** What the tasks have returned so far, by name. */
  readonly returned: Map<string, string | null>;
}

/** One attempt. */
export interface Attempt {
  readonly number: number;
  readonly scheduledTime: number;
  readonly scheduledFrom: ScheduledFrom;
  /** What earlier attempts came to. */
  readonly results: ReadonlyMap<ObjectId, TaskResult>;
}

/** What an attempt came to. */
export interface AttemptOutcome {
  readonly progress: Progress;
  /** The runs of this attempt that failed. */
  readonly failed: readonly TaskRun[];
}

/** D: 0040003 for a WHEN condition that isn't met. O (text). */
const CONDITION_FALSE = { code: "0040003", message: "Conditional expression for task evaluated to false." };

/** Runs one attempt at a graph, finalizer included. */
export class GraphRunner {
  constructor(private readonly services: RunnerServices) {}

  /** @param onRootEnded called when the root task itself has ended */
  async run(group: RunGroup, attempt: Attempt, onRootEnded: () => void): Promise<AttemptOutcome> {
    const progress = new Progress(group.graph, attempt.results);
    const failed: TaskRun[] = [];
    const { graph } = group;
    const deadline = graph.timeout === 0 ? undefined : this.services.clock.now() + graph.timeout;
    const runOne = async (task: GraphTask): Promise<void> => {
      const run = await this.#runTask(group, attempt, task, deadline);
      if (run.state === "FAILED") failed.push(run);
      if (run.state === "SUCCEEDED" || run.state === "FAILED" || run.state === "SKIPPED" || run.state === "CANCELLED") {
        progress.end(task, run.state);
      }
      if (task.id === graph.root.id) onRootEnded();
    };
    const runReady = async (): Promise<void> => {
      if (this.services.serial()) {
        for (let [task] = progress.take(1); task !== undefined; [task] = progress.take(1)) await runOne(task);
        return;
      }
      await Promise.all(
        progress.take(Number.POSITIVE_INFINITY).map(async (task) => {
          await runOne(task);
          await runReady();
        }),
      );
    };
    await runReady();
    const { finalizer } = graph;
    if (finalizer?.started === true && progress.outcome() !== "SKIPPED") {
      const run = await this.#runTask(group, attempt, finalizer, undefined);
      if (run.state === "FAILED") failed.push(run);
    }
    return { progress, failed };
  }

  /** A run that is noted as skipped, for a reason of the graph's. */
  noteSkipped(group: RunGroup, attempt: Attempt, message: string): void {
    const run = this.#newRun(group, attempt, group.graph.root);
    moveOn(run, "SKIPPED");
    run.errorMessage = message;
    run.completedTime = this.services.clock.now();
    this.services.runs.put(run);
  }

  async #runTask(group: RunGroup, attempt: Attempt, task: GraphTask, deadline: number | undefined): Promise<TaskRun> {
    const { clock, runs, store } = this.services;
    const run = this.#newRun(group, attempt, task);
    const context = new TaskContext(task, run, contextOf(group), predecessorNames(group.graph, task));
    const end = (
      state: "SUCCEEDED" | "FAILED" | "SKIPPED" | "CANCELLED",
      error?: { code: string; message: string },
    ) => {
      moveOn(run, state);
      run.errorCode = error?.code ?? null;
      run.errorMessage = error?.message ?? null;
      run.completedTime = clock.now();
      runs.put(run);
      return run;
    };
    if (!store.exists(task.id)) {
      return end("CANCELLED", { code: "002003", message: `Task ${task.fullName} was dropped while its graph ran.` });
    }
    const condition = this.#condition(task, context);
    if (condition === "FALSE") return end("SKIPPED", CONDITION_FALSE);
    if (condition !== "TRUE") return end("FAILED", condition);
    moveOn(run, "EXECUTING");
    run.queryStartTime = clock.now();
    runs.put(run);
    const outcome = await this.#execute(context, this.#timeLimit(task, deadline));
    run.queryId = outcome.queryId;
    run.returnValue = context.returned;
    if (outcome.error !== undefined) return end("FAILED", outcome.error);
    group.returned.set(task.name, context.returned);
    return end("SUCCEEDED");
  }

  #condition(task: GraphTask, context: TaskContext): "TRUE" | "FALSE" | { code: string; message: string } {
    if (task.condition === null) return "TRUE";
    try {
      const met = holds(readCondition(task.condition), (name) => context.predecessorReturnValue(name));
      return met ? "TRUE" : "FALSE";
    } catch (error) {
      if (error instanceof SnowflakeError) return { code: error.code, message: error.message };
      throw error;
    }
  }

  /** The task's own time limit, or what is left of the graph's; undefined: none. */
  #timeLimit(task: GraphTask, deadline: number | undefined): number | undefined {
    if (task.timeout !== null) return task.timeout === 0 ? undefined : task.timeout;
    return deadline === undefined ? undefined : Math.max(0, deadline - this.services.clock.now());
  }

  async #execute(context: TaskContext, limit: number | undefined): Promise<StatementOutcome> {
    const abort = new AbortController();
    const work = this.services.host.execute(context, abort.signal).catch(broken);
    if (limit === undefined) return work;
    let expire: (outcome: StatementOutcome) => void = () => undefined;
    const late = new Promise<StatementOutcome>((resolve) => {
      expire = resolve;
    });
    const timer = this.services.timers.after(limit, () => {
      abort.abort();
      expire({ queryId: null, error: timedOut(limit) });
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      timer.cancel();
    }
  }

  #newRun(group: RunGroup, attempt: Attempt, task: GraphTask): TaskRun {
    const { graph } = group;
    const run: TaskRun = {
      id: this.services.newUuid(),
      taskId: task.id,
      name: task.name,
      databaseName: task.databaseName,
      schemaName: task.schemaName,
      rootTaskId: graph.root.id,
      rootTaskUuid: graph.root.uuid,
      queryText: task.sql,
      conditionText: task.condition,
      scheduledTime: task.id === graph.root.id ? attempt.scheduledTime : this.services.clock.now(),
      scheduledFrom: attempt.scheduledFrom,
      graphVersion: graph.version,
      runId: group.originalTime,
      graphRunGroupId: group.groupId,
      attemptNumber: attempt.number,
      config: group.config,
      state: "SCHEDULED",
      queryId: null,
      queryStartTime: null,
      completedTime: null,
      errorCode: null,
      errorMessage: null,
      returnValue: null,
    };
    this.services.runs.put(run);
    return run;
  }
}

/** O (text and code of a statement's timeout). */
function timedOut(milliseconds: number): { code: string; message: string } {
  const seconds = Math.ceil(milliseconds / 1000).toLocaleString("en-US");
  return {
    code: "000630",
    message: `Statement reached its statement or warehouse timeout of ${seconds} second(s) and was canceled.`,
  };
}

/** A: the host itself has failed, not the statement. */
function broken(error: unknown): StatementOutcome {
  const { code, message } = internalError(error instanceof Error ? error.message : String(error));
  return { queryId: null, error: { code, message } };
}

function predecessorNames(graph: GraphVersion, task: GraphTask): readonly string[] {
  if (task === graph.finalizer) return [graph.root, ...graph.tasks].map(({ name }) => name);
  return [graph.root, ...graph.tasks].filter(({ id }) => task.predecessors.includes(id)).map(({ name }) => name);
}

function contextOf(group: RunGroup): GraphContext {
  return {
    root: group.graph.root,
    originalScheduledTime: group.originalTime,
    runGroupId: group.groupId,
    config: group.config,
    lastSuccess: group.lastSuccess,
    returnValue: (name) => group.returned.get(name),
  };
}
