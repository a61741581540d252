import { qualifiedName } from "../../sql/identifier";
import { SYNC_LOG } from "../monitoring-tables";
import type { ProcedureName, ProcedureSettings } from "../settings";
import { insertRows } from "./json-rows";
import { errorText, type Session, text } from "./session";

/** OK: carried out. FAILED: not, for the reason in `error`. UNKNOWN: it can't be told. */
export type ActionStatus = "OK" | "FAILED" | "UNKNOWN";

/** What a procedure did, or decided not to do, with one object. */
export interface LoggedAction {
  /** CREATE, REPLACE, DROP, GRANT, SKIP … */
  readonly action: string;
  readonly objectKind?: string;
  /** Qualified and quoted. */
  readonly objectName?: string;
  readonly status: ActionStatus;
  /** Rows written. Default: none, or it can't be told. */
  readonly rows?: number;
  /** Why it is not OK. */
  readonly error?: string;
  readonly elapsedMs: number;
}

/** What a procedure answers, as JSON. */
export interface RunSummary {
  readonly procedure: ProcedureName;
  readonly runId: string;
  readonly status: ActionStatus;
  /** Actions by kind and status, such as `{"CREATE OK": 2}`. */
  readonly actions: Readonly<Record<string, number>>;
  /** The first reasons why the run is not OK. */
  readonly reasons: readonly string[];
}

/** How a run that came to its end is logged. */
export interface RunEnd {
  /** What there is to say of a run that had nothing to do. */
  readonly note?: string;
  /** Whether the run's row is in a table of its own, so that it needs none in SYNC_LOG. Default: it isn't. */
  readonly loggedElsewhere?: boolean;
}

/** So many rows are written at once: few enough that little is lost when a call is cancelled. */
const ROWS_AT_ONCE = 50;
/** So many reasons are repeated in the run's own row. */
const REASONS = 10;

/** The log of one run: a row for each action, written many at a time, and one for the run. */
export class RunLog {
  readonly runId: string;
  private readonly started = Date.now();
  private readonly waiting: Record<string, unknown>[] = [];
  private readonly counts: Record<string, number> = {};
  private readonly reasons: string[] = [];
  private worst: ActionStatus = "OK";

  constructor(
    private readonly session: Session,
    private readonly procedure: ProcedureName,
    private readonly settings: Pick<ProcedureSettings, "local">,
  ) {
    const [row = {}] = session.rows("SELECT UUID_STRING() AS RUN_ID");
    this.runId = text(row, "RUN_ID");
  }

  /** Runs what changes an object, and logs it. An error of it is logged as FAILED and goes no further. */
  attempt(
    action: Pick<LoggedAction, "action" | "objectKind" | "objectName">,
    change: () => number | undefined,
  ): boolean {
    const started = Date.now();
    try {
      const rows = change();
      this.add({ ...action, status: "OK", elapsedMs: Date.now() - started, ...(rows === undefined ? {} : { rows }) });
      return true;
    } catch (error) {
      this.add({ ...action, status: "FAILED", error: errorText(error), elapsedMs: Date.now() - started });
      return false;
    }
  }

  add(action: LoggedAction): void {
    const key = `${action.action} ${action.status}`;
    this.counts[key] = (this.counts[key] ?? 0) + 1;
    if (action.status !== "OK") {
      this.worst = worse(this.worst, action.status);
      if (this.reasons.length < REASONS)
        this.reasons.push([action.objectName, action.error].filter(Boolean).join(": "));
    }
    this.keep(action);
    if (this.waiting.length >= ROWS_AT_ONCE) this.write();
  }

  /** Writes the run's own row and what still waits. */
  finish({ note, loggedElsewhere = false }: RunEnd): RunSummary {
    const { runId, procedure, worst: status, counts: actions, reasons } = this;
    if (!loggedElsewhere) this.keepRun(status, reasons.length === 0 ? note : reasons.join("\n"));
    this.write();
    return { procedure, runId, status, actions, reasons };
  }

  /** Writes that the run itself ended with an error. The caller throws it on. */
  fail(error: unknown): void {
    this.keepRun("FAILED", [errorText(error), ...this.reasons].join("\n"));
    this.write();
  }

  private keepRun(status: ActionStatus, error: string | undefined): void {
    this.keep({
      action: "RUN",
      status,
      elapsedMs: Date.now() - this.started,
      ...(error === undefined ? {} : { error }),
    });
  }

  private keep(action: LoggedAction): void {
    this.waiting.push({
      RUN_ID: this.runId,
      LOGGED_AT: new Date().toISOString(),
      PROCEDURE_NAME: this.procedure,
      ACTION: action.action,
      OBJECT_KIND: action.objectKind,
      OBJECT_NAME: action.objectName,
      STATUS: action.status,
      ROW_COUNT: action.rows,
      ERROR: action.error,
      ELAPSED_MS: action.elapsedMs,
    });
  }

  private write(): void {
    const { database, schema } = this.settings.local;
    insertRows(this.session, qualifiedName(database, schema, SYNC_LOG.name), SYNC_LOG, this.waiting.splice(0));
  }
}

const worse = (one: ActionStatus, other: ActionStatus): ActionStatus =>
  one === "FAILED" || other === "FAILED" ? "FAILED" : one === "UNKNOWN" || other === "UNKNOWN" ? "UNKNOWN" : "OK";
