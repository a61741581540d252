import type { ProcedureName, ProcedureSettings } from "../settings";
import { type RunEnd, RunLog } from "./run-log";
import { errorText, Session } from "./session";
import type { SnowflakeApi } from "./snowflake-api";

/** What the work of a run ends with. */
export interface RunOutcome extends RunEnd {
  /** What the answer says besides the summary. */
  readonly answer?: Readonly<Record<string, unknown>>;
}

/**
 * A run from its id to its row in the log, answered as JSON: the summary, and what `work` adds to it. What `work` throws is logged and
 * thrown on, so that the task's run fails too.
 */
export function logged(
  snowflake: SnowflakeApi,
  settings: ProcedureSettings,
  procedure: ProcedureName,
  work: (session: Session, log: RunLog) => RunOutcome,
): string {
  const session = new Session(snowflake);
  const log = new RunLog(session, procedure, settings);
  try {
    const { answer, ...end } = work(session, log);
    const { note } = end;
    return JSON.stringify({ ...log.finish(end), ...(note === undefined ? {} : { note }), ...answer });
  } catch (error) {
    logFailure(log, error);
    throw error;
  }
}

function logFailure(log: RunLog, error: unknown): void {
  try {
    log.fail(error);
  } catch (second) {
    throw new Error(`${errorText(error)}; and that could not be logged: ${errorText(second)}`);
  }
}
