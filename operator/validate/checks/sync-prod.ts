import { z } from "zod";
import type { Schedule, TwinbergConfig } from "../../../config/schema";
import { SYNC_LOG } from "../../../procedures/monitoring-tables";
import { ask, unreached, unreadable } from "../answer";
import type { AccountCheck, Judgement } from "../check";
import { monitoringTable } from "../names";
import { recencyOf } from "../recency";

const rowSchema = z.looseObject({
  STATUS: z.string(),
  LOGGED: z.coerce.number(),
  NOW: z.coerce.number(),
  ERROR: z.string().nullish(),
});

/** The last run of SYNC_PROD. */
export interface LastRun {
  /** OK, FAILED or UNKNOWN. */
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly error: string | undefined;
}

/** PROD followed the lake not long ago, and nothing of that failed. */
export function syncProd(config: TwinbergConfig): AccountCheck {
  const log = monitoringTable(config, SYNC_LOG);
  return {
    id: "sync-prod",
    expected: "the last run of SYNC_PROD was OK, at most two intervals ago",
    async look(access) {
      const answer = await ask(
        access,
        "admin",
        `SELECT STATUS, ERROR, DATE_PART(EPOCH_MILLISECOND, LOGGED_AT) AS LOGGED,
           DATE_PART(EPOCH_MILLISECOND, CURRENT_TIMESTAMP()) AS NOW
         FROM ${log} WHERE PROCEDURE_NAME = 'SYNC_PROD' AND ACTION = 'RUN' ORDER BY LOGGED_AT DESC LIMIT 1`,
      );
      if (answer.kind === "unreached") return unreached(log, answer.reason);
      if (answer.kind === "refused") return unreadable(log, answer, "apply the data stack, which declares the log");
      const [row] = z.array(rowSchema).parse(answer.rows);
      const last =
        row === undefined ? undefined : { status: row.STATUS, at: row.LOGGED, error: row.ERROR ?? undefined };
      return judgeSync(config.schedules.syncProd, last, row?.NOW ?? 0);
    },
  };
}

/** Judges the last run. @param now milliseconds since 1970, by Snowflake's clock */
export function judgeSync(schedule: Schedule, last: LastRun | undefined, now: number): Judgement {
  if (last === undefined) {
    return {
      verdict: "unknown",
      seen: "it has not run yet",
      reason: "the log has no run of it",
      fix: "wait for the task's first run, or CALL SYNC_PROD(), then validate again",
    };
  }
  const { age, tooOld } = recencyOf(schedule, last.at, now);
  const seen = `${last.status} ${age}`;
  if (last.status !== "OK") {
    return {
      verdict: last.status === "FAILED" ? "fail" : "unknown",
      seen,
      reason: last.error ?? "the log tells no reason",
      fix: "SYNC_LOG has a row for each view that it left alone; cure what is told there",
    };
  }
  return tooOld === undefined
    ? { verdict: "pass", seen }
    : { verdict: "fail", seen, reason: tooOld, fix: "see the check of its task: why it doesn't run" };
}
