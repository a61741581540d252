import type { Account } from "../account";
import type { Outbox } from "../control/outbox";
import { newQueryId } from "../randomness";
import { GroupScheduler } from "../replication/groups/group-scheduler";
import { databaseOf, isSecondary } from "../replication/read-only";
import type { SessionStore } from "../session/session-store";
import type { StatementServices } from "../sql/statement-request";
import { objectById } from "../state/account-state";
import type { Scheduler } from "../time/scheduler";
import { systemTimers, type Timers } from "../time/timers";
import { AccountTaskStore, ScheduleTexts } from "./account-task-store";
import { AlertRunner, type AlertStore, type ScheduledAlert } from "./alert-runner";
import { alertHost, taskHost } from "./statement-host";
import { TaskRunner } from "./task-runner";

/** What an emulator gives its accounts so that their tasks and alerts run. */
export interface AutomationPorts {
  readonly scheduler: Scheduler;
  readonly sessions: SessionStore;
  readonly statements: StatementServices;
  readonly outbox: Outbox;
  /** Default: the machine's. They end statements that take too long. */
  readonly timers?: Timers;
}

/** Stores that say when something is due. */
const RESCHEDULING: ReadonlySet<string> = new Set(["TASK", "ALERT", "FAILOVER_GROUP", "group refreshes"]);

/** Makes an account's tasks and alerts run, and its secondary groups be refreshed, on a scheduler. To be called once for each account, in a fixed order. */
export function connectAutomation(account: Account, ports: AutomationPorts): void {
  const { scheduler, sessions, statements, outbox, timers = systemTimers } = ports;
  const { automation, clock, random } = account;
  const serial = () => !scheduler.clock.running;
  const services = { account, sessions, statements };
  const tasks = new TaskRunner(`tasks of ${account.identifier}`, {
    clock,
    timers,
    store: new AccountTaskStore(account),
    host: taskHost(services),
    runs: automation.taskRuns,
    newUuid: () => newQueryId(random),
    serial,
  });
  const alerts = new AlertRunner(`alerts of ${account.identifier}`, {
    clock,
    store: accountAlerts(account),
    host: alertHost(services),
    runs: automation.alertRuns,
    serial,
  });
  automation.connect({ tasks, alerts, scheduler, outbox });
  scheduler.add(account.availability.whileUp(tasks), account.identifier);
  scheduler.add(account.availability.whileUp(alerts), account.identifier);
  // A refresh reads the source's account: not while that one's tasks run.
  scheduler.add(account.availability.whileUp(new GroupScheduler(account, statements)));
  account.state.changes.onCommit((changes) => {
    if (changes.some(({ store }) => RESCHEDULING.has(store))) scheduler.changed();
  });
}

function accountAlerts(account: Account): AlertStore {
  const { state } = account;
  const schedules = new ScheduleTexts();
  return {
    scheduled() {
      const found: ScheduledAlert[] = [];
      for (const alert of state.objects.ALERT.values()) {
        if (isSecondary(databaseOf(state, alert.parentId))) continue;
        const schedule = alert.started ? schedules.read(alert.schedule) : undefined;
        if (schedule !== undefined) found.push({ id: alert.id, schedule, since: alert.scheduleSince });
      }
      return found.sort((a, b) => a.id - b.id);
    },
    alert(id) {
      const alert = state.objects.ALERT.byId(id);
      if (alert === undefined) return undefined;
      const schema = objectById(state, "SCHEMA", alert.parentId);
      const databaseName = objectById(state, "DATABASE", schema?.parentId ?? null)?.name ?? "";
      const { name, condition, action } = alert;
      return { id, name, databaseName, schemaName: schema?.name ?? "", condition, action };
    },
  };
}
