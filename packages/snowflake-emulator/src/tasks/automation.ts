import type { Outbox } from "../control/outbox";
import type { Scheduler } from "../time/scheduler";
import { AlertRunStore } from "./alert-run";
import type { AlertRunner } from "./alert-runner";
import type { TaskContext } from "./task-context";
import { MemoryRunStore, type RunStore } from "./task-run";
import type { TaskRunner } from "./task-runner";

/** What makes an account's tasks and alerts run. */
export interface AutomationServices {
  readonly tasks: TaskRunner;
  readonly alerts: AlertRunner;
  readonly scheduler: Scheduler;
  readonly outbox: Outbox;
}

/** What an account does by itself: the history of its tasks and alerts, and, in a running emulator, what runs them. */
export class Automation {
  readonly taskRuns: RunStore = new MemoryRunStore();
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
