import type { Clock } from "../clock";
import type { ObjectId } from "../objects/snowflake-object";
import type { EventSource } from "../time/event-source";
import { nextTime, type Schedule } from "../time/schedule";
import type { AlertRun, AlertRunStore } from "./alert-run";

/** An alert as its runner sees it. */
export interface AlertView {
  readonly id: ObjectId;
  readonly name: string;
  readonly databaseName: string;
  readonly schemaName: string;
  /** The statement within EXISTS ( ). */
  readonly condition: string;
  readonly action: string;
}

/** A started alert and its schedule. */
export interface ScheduledAlert {
  readonly id: ObjectId;
  readonly schedule: Schedule;
  /** When the schedule came into force, milliseconds. */
  readonly since: number;
}

/** Where the runner finds alerts. */
export interface AlertStore {
  /** Every started alert, in the order of their ids. */
  scheduled(): readonly ScheduledAlert[];
  /** undefined: it is gone. */
  alert(id: ObjectId): AlertView | undefined;
}

/** What became of a statement of an alert. */
export interface AlertOutcome {
  readonly queryId: string | null;
  /** Rows of the result; 0 when it failed. */
  readonly rows: number;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Runs statements as an alert's owner, on its warehouse. Failures are part of the outcome. */
export interface AlertHost {
  execute(alert: AlertView, sql: string): Promise<AlertOutcome>;
}

/** What running alerts needs. */
export interface AlertServices {
  readonly clock: Clock;
  readonly store: AlertStore;
  readonly host: AlertHost;
  readonly runs: AlertRunStore;
  /** One alert after the other, or side by side. */
  readonly serial: () => boolean;
}

/** Looks at alerts' conditions when they are due, and acts. */
export class AlertRunner implements EventSource {
  readonly #executing = new Set<ObjectId>();
  /** EXECUTE ALERT has asked for them while they ran (D: EXECUTE ALERT). */
  readonly #requested = new Set<ObjectId>();

  constructor(
    readonly name: string,
    private readonly services: AlertServices,
  ) {}

  nextDue(after: number): number | undefined {
    let first: number | undefined;
    for (const alert of this.services.store.scheduled()) {
      const at = nextTime(alert.schedule, alert.since, after);
      if (at !== undefined && (first === undefined || at < first)) first = at;
    }
    return first;
  }

  async run(at: number): Promise<void> {
    const { store, serial } = this.services;
    const due = store.scheduled().filter(({ schedule, since }) => nextTime(schedule, since, at - 1) === at);
    if (serial()) for (const { id } of due) await this.#runOne(id, at, "SCHEDULE");
    else await Promise.all(due.map(({ id }) => this.#runOne(id, at, "SCHEDULE")));
  }

  /** EXECUTE ALERT: runs it now, or after the run that is under way. The promise is the scheduler's. */
  async execute(id: ObjectId): Promise<void> {
    if (this.#executing.has(id)) this.#requested.add(id);
    else await this.#runOne(id, this.services.clock.now(), "EXECUTE ALERT");
  }

  async #runOne(id: ObjectId, at: number, scheduledFrom: AlertRun["scheduledFrom"]): Promise<void> {
    const alert = this.services.store.alert(id);
    // A: a run that is due while the alert is still executing does not happen.
    if (alert === undefined || this.#executing.has(id)) return;
    this.#executing.add(id);
    try {
      await this.#carryOut(alert, at, scheduledFrom);
    } finally {
      this.#executing.delete(id);
    }
    if (this.#requested.delete(id)) await this.execute(id);
  }

  async #carryOut(alert: AlertView, at: number, scheduledFrom: AlertRun["scheduledFrom"]): Promise<void> {
    const { clock, host, runs } = this.services;
    const { id: alertId, name, databaseName, schemaName, condition, action } = alert;
    const run: AlertRun = {
      ...{ alertId, name, databaseName, schemaName, condition, action, scheduledTime: at, scheduledFrom },
      state: "EXECUTING",
      conditionQueryId: null,
      actionQueryId: null,
      errorCode: null,
      errorMessage: null,
      completedTime: null,
    };
    runs.add(run);
    const end = (state: AlertRun["state"], error?: AlertOutcome["error"]) => {
      run.state = state;
      run.errorCode = error?.code ?? null;
      run.errorMessage = error?.message ?? null;
      run.completedTime = clock.now();
    };
    const found = await host.execute(alert, condition);
    run.conditionQueryId = found.queryId;
    // Nothing was even begun: the owner's privileges are gone.
    if (found.error !== undefined) return end(found.queryId === null ? "FAILED" : "CONDITION_FAILED", found.error);
    if (found.rows === 0) return end("CONDITION_FALSE");
    const acted = await host.execute(alert, action);
    run.actionQueryId = acted.queryId;
    end(acted.error === undefined ? "TRIGGERED" : "ACTION_FAILED", acted.error);
  }
}
