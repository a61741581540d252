import type { Account } from "../account";
import type { ObjectId } from "../objects/snowflake-object";
import type { Task } from "../objects/task";
import { objectParameter } from "../parameters/object-levels";
import { databaseOf, isSecondary } from "../replication/read-only";
import { fullName } from "../sql/names";
import { objectById } from "../state/account-state";
import { isSchedule, readSchedule, type Schedule } from "../time/schedule";
import { descendantsOf, finalizerOf, isRoot } from "./graph";
import type { GraphTask, GraphVersion, ScheduledRoot, TaskStore } from "./graph-version";
import { suspendTask, tasksIn } from "./task-catalog";

/** Schedules by their text: read once, and the same object each time. */
export class ScheduleTexts {
  readonly #read = new Map<string, Schedule | undefined>();

  /** undefined: the text is no schedule. */
  read(text: string): Schedule | undefined {
    if (!this.#read.has(text)) {
      const read = readSchedule(text);
      this.#read.set(text, isSchedule(read) ? read : undefined);
    }
    return this.#read.get(text);
  }
}

/** The tasks of an account, as the runner sees them. */
export class AccountTaskStore implements TaskStore {
  readonly #schedules = new ScheduleTexts();

  constructor(private readonly account: Account) {}

  scheduledRoots(): readonly ScheduledRoot[] {
    const found: ScheduledRoot[] = [];
    for (const task of this.account.state.objects.TASK.values()) {
      if (!task.started || task.schedule === null || !isRoot(task)) continue;
      // D: tasks of a secondary database are not run.
      if (isSecondary(databaseOf(this.account.state, task.parentId))) continue;
      const schedule = this.#schedules.read(task.schedule);
      if (schedule !== undefined) found.push({ id: task.id, schedule, since: task.scheduleSince });
    }
    return found.sort((a, b) => a.id - b.id);
  }

  graph(rootId: ObjectId): GraphVersion | undefined {
    const { state } = this.account;
    const root = state.objects.TASK.byId(rootId);
    if (root === undefined) return undefined;
    const tasks = tasksIn(state, root.parentId);
    const finalizer = finalizerOf(tasks, rootId);
    const below = descendantsOf(tasks, root).filter((task) => task !== finalizer);
    return {
      root: this.#view(root),
      tasks: below.map((task) => this.#view(task)),
      finalizer: finalizer === undefined ? undefined : this.#view(finalizer),
      version: root.graphVersion,
      changed: root.graphChanged,
      config: root.config,
      overlap: root.overlap,
      autoRetries: this.#number(root, "TASK_AUTO_RETRY_ATTEMPTS"),
      suspendAfterFailures: this.#number(root, "SUSPEND_TASK_AFTER_NUM_FAILURES"),
      timeout: this.#number(root, "USER_TASK_TIMEOUT_MS"),
      resumedOn: root.scheduleSince,
    };
  }

  exists(taskId: ObjectId): boolean {
    return this.account.state.objects.TASK.byId(taskId) !== undefined;
  }

  suspend(rootId: ObjectId, at: number): void {
    const { state } = this.account;
    const root = state.objects.TASK.byId(rootId);
    if (root === undefined) return;
    state.changes.transact(() => suspendTask(state, root, "SUSPENDED_DUE_TO_ERRORS", at));
  }

  #number(task: Task, name: string): number {
    return Number(objectParameter(this.account, "TASK", task, name).value);
  }

  #view(task: Task): GraphTask {
    const { account } = this;
    const schema = objectById(account.state, "SCHEMA", task.parentId);
    const timeout = isRoot(task) ? undefined : task.parameters.get("USER_TASK_TIMEOUT_MS");
    return {
      id: task.id,
      uuid: task.uuid,
      name: task.name,
      schemaName: schema?.name ?? "",
      databaseName: objectById(account.state, "DATABASE", schema?.parentId ?? null)?.name ?? "",
      fullName: fullName({ account }, task),
      sql: task.definition,
      condition: task.condition,
      predecessors: task.predecessors,
      started: task.started,
      timeout: timeout === undefined ? null : Number(timeout),
    };
  }
}
