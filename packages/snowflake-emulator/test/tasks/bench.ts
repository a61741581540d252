import { VirtualClock } from "../../src/clock";
import type { OverlapPolicy } from "../../src/objects/task";
import type { GraphTask, GraphVersion, TaskStore } from "../../src/tasks/graph-version";
import type { TaskContext } from "../../src/tasks/task-context";
import type { StatementOutcome, TaskHost } from "../../src/tasks/task-host";
import { MemoryRunStore } from "../../src/tasks/task-run";
import { TaskRunner } from "../../src/tasks/task-runner";
import { isSchedule, readSchedule } from "../../src/time/schedule";
import { Scheduler } from "../../src/time/scheduler";
import { FakeTimers } from "../time/fake-timers";

export const START = Date.UTC(2026, 0, 1);
export const MINUTE = 60_000;

/** A task of a test. */
export interface TestTask {
  readonly name: string;
  /** Names; none: a root. */
  readonly after?: readonly string[];
  readonly finalize?: string;
  readonly schedule?: string;
  readonly when?: string;
  readonly config?: string;
  readonly overlap?: OverlapPolicy;
  readonly retries?: number;
  readonly suspendAfter?: number;
  readonly timeout?: number;
  readonly started?: boolean;
}

/** A task runner over tasks that are plain data, with a host whose statements do what the test says. */
export class TaskBench {
  readonly clock = new VirtualClock(START);
  /** The machine's time, which only `pass` moves. */
  readonly machine = new VirtualClock(START);
  readonly timers = new FakeTimers(this.machine);
  readonly runs = new MemoryRunStore();
  readonly suspended: string[] = [];
  /** The statements that ran, in order. */
  readonly executed: string[] = [];
  serial = true;
  /** What a statement does, by task name; by default it succeeds at once. */
  work: (context: TaskContext, signal: AbortSignal) => Promise<StatementOutcome> = async () => ({ queryId: "q" });
  readonly #tasks = new Map<
    number,
    TestTask & { started: boolean; changed: boolean; version: number; since: number }
  >();
  readonly scheduler: Scheduler;
  readonly runner: TaskRunner;

  constructor(tasks: readonly TestTask[]) {
    for (const [index, task] of tasks.entries()) {
      const since = START;
      this.#tasks.set(index + 1, { ...task, started: task.started ?? true, changed: false, version: 1, since });
    }
    const host: TaskHost = {
      execute: (context, signal) => {
        this.executed.push(context.task.name);
        return this.work(context, signal);
      },
    };
    let uuids = 0;
    this.runner = new TaskRunner("tasks", {
      clock: this.clock,
      timers: this.timers,
      store: this.#store(),
      host,
      runs: this.runs,
      newUuid: () => `uuid-${++uuids}`,
      serial: () => this.serial,
    });
    this.scheduler = new Scheduler(
      this.clock,
      (error) => {
        throw error;
      },
      this.timers,
    );
    this.scheduler.add(this.runner);
  }

  id(name: string): number {
    for (const [id, task] of this.#tasks) if (task.name === name) return id;
    throw new Error(`no task ${name}`);
  }

  set(name: string, change: { started?: boolean; changed?: boolean }): void {
    const task = this.#tasks.get(this.id(name));
    if (task !== undefined) Object.assign(task, change);
  }

  drop(name: string): void {
    this.#tasks.delete(this.id(name));
  }

  isStarted(name: string): boolean {
    return this.#tasks.get(this.id(name))?.started === true;
  }

  /** `NAME STATE` of every run, in order. */
  history(): readonly string[] {
    return [...this.runs.all()].map((run) => `${run.name} ${run.state}`);
  }

  /** EXECUTE TASK, and until all of it is over. */
  async execute(name: string, config: string | null = null): Promise<void> {
    await this.runner.execute(this.id(name), { config });
  }

  #store(): TaskStore {
    return {
      scheduledRoots: () =>
        [...this.#tasks].flatMap(([id, task]) => {
          const schedule = task.schedule === undefined ? undefined : readSchedule(task.schedule);
          return task.started && schedule !== undefined && isSchedule(schedule)
            ? [{ id, schedule, since: task.since }]
            : [];
        }),
      graph: (rootId) => this.#graph(rootId),
      exists: (id) => this.#tasks.has(id),
      suspend: (rootId) => {
        const task = this.#tasks.get(rootId);
        if (task === undefined) return;
        task.started = false;
        this.suspended.push(task.name);
      },
    };
  }

  #graph(rootId: number): GraphVersion | undefined {
    const root = this.#tasks.get(rootId);
    if (root === undefined) return undefined;
    const below = new Set<number>([rootId]);
    for (let before = 0; before !== below.size; ) {
      before = below.size;
      for (const [id, task] of this.#tasks) {
        if (task.after?.some((name) => below.has(this.id(name))) === true) below.add(id);
      }
    }
    const finalizer = [...this.#tasks].find(([, task]) => task.finalize === root.name);
    return {
      root: this.#view(rootId, root),
      tasks: [...this.#tasks].flatMap(([id, task]) => (below.has(id) && id !== rootId ? [this.#view(id, task)] : [])),
      finalizer: finalizer === undefined ? undefined : this.#view(...finalizer),
      version: root.version,
      changed: root.changed,
      config: root.config ?? null,
      overlap: root.overlap ?? "NO_OVERLAP",
      autoRetries: root.retries ?? 0,
      suspendAfterFailures: root.suspendAfter ?? 10,
      timeout: root.timeout ?? 0,
      resumedOn: root.since,
    };
  }

  #view(id: number, task: TestTask & { started: boolean }): GraphTask {
    return {
      id,
      uuid: `task-${id}`,
      name: task.name,
      databaseName: "DB",
      schemaName: "S",
      fullName: `DB.S.${task.name}`,
      sql: `CALL ${task.name}()`,
      condition: task.when ?? null,
      predecessors: (task.after ?? []).map((name) => this.id(name)),
      started: task.started,
      timeout: task.after === undefined ? null : (task.timeout ?? null),
    };
  }
}

/** Fails the statements of these tasks. */
export function failing(...names: readonly string[]): TaskBench["work"] {
  return async ({ task }) => ({
    queryId: "q",
    ...(names.includes(task.name) ? { error: { code: "100132", message: "it went wrong" } } : {}),
  });
}
