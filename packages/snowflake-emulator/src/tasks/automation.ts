import type { Outbox } from "../control/outbox";
import type { Scheduler } from "../time/scheduler";
import { type AlertRun, AlertRunStore } from "./alert-run";
import type { AlertRunner } from "./alert-runner";
import type { TaskContext } from "./task-context";
import { hasEnded, MemoryRunStore, type TaskRun } from "./task-run";
import type { TaskRunner } from "./task-runner";

/** What makes an account's tasks and alerts run. */
export interface AutomationServices {
  readonly tasks: TaskRunner;
  readonly alerts: AlertRunner;
  readonly scheduler: Scheduler;
  readonly outbox: Outbox;
}

/** The history of tasks and alerts: plain data, for snapshots and for what is kept on disk. */
export interface AutomationHistory {
  readonly taskRuns: readonly TaskRun[];
  readonly alertRuns: readonly AlertRun[];
}

/** What an account does by itself: the history of its tasks and alerts, and, in a running emulator, what runs them. */
export class Automation {
  readonly taskRuns = new MemoryRunStore();
  readonly alertRuns = new AlertRunStore();
  /** The runs that sessions belong to, by session id. */
  readonly #contexts = new Map<number, TaskContext>();
  #services: AutomationServices | undefined;

  /** Called once, when the emulator starts. */
  connect(services: AutomationServices): void {
    this.#services = services;
  }

  /** Throws Error in an account that no emulator runs. */
  get services(): AutomationServices {
    if (this.#services === undefined)
      throw new Error("the account is not part of a running emulator: nothing runs its tasks");
    return this.#services;
  }

  /** The emulator's scheduler; undefined in an account that no emulator runs. */
  get scheduler(): Scheduler | undefined {
    return this.#services?.scheduler;
  }

  /** A copy of the history, of runs that have ended. */
  history(): AutomationHistory {
    const taskRuns = [...this.taskRuns.all()].filter(hasEnded);
    const alertRuns = this.alertRuns.all().filter((run) => run.state !== "EXECUTING");
    return structuredClone({ taskRuns, alertRuns });
  }

  /** Puts a history in the place of the present one: to be called whenever the account's state is put back. */
  restore(history: AutomationHistory): void {
    const { taskRuns, alertRuns } = structuredClone(history);
    this.taskRuns.replace(taskRuns);
    this.alertRuns.replace(alertRuns);
    this.#services?.tasks.forget();
  }

  /** Notes that a session runs a task's statement, until the work is done. */
  async within<T>(sessionId: number, context: TaskContext, work: () => Promise<T>): Promise<T> {
    this.#contexts.set(sessionId, context);
    try {
      return await work();
    } finally {
      this.#contexts.delete(sessionId);
    }
  }

  /** The task run that a session belongs to; undefined: it is a client's. */
  contextOf(sessionId: number): TaskContext | undefined {
    return this.#contexts.get(sessionId);
  }
}
