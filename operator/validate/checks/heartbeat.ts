import { z } from "zod";
import type { Schedule, TwinbergConfig } from "../../../config/schema";
import { HEARTBEAT_LOG } from "../../../procedures/monitoring-tables";
import { ask, unreached, unreadable } from "../answer";
import type { AccountCheck, Judgement } from "../check";
import { monitoringTable } from "../names";
import { recencyOf } from "../recency";

const checkSchema = z.looseObject({ check: z.string(), object: z.string(), verdict: z.string(), reason: z.string() });
const checksSchema = z.preprocess(
  (value) => (typeof value === "string" ? JSON.parse(value) : value),
  z.array(checkSchema),
);
const rowSchema = z.looseObject({
  HEALTHY: z.boolean(),
  CHECKED: z.coerce.number(),
  NOW: z.coerce.number(),
  CHECKS: checksSchema,
});

/** An account's last heartbeat. */
export interface LastHeartbeat {
  readonly healthy: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What was not known to be good, for people. */
  readonly complaints: readonly string[];
}

/** So many reasons are repeated; the log has them all. */
const REASONS = 5;

/** The account's last heartbeat was healthy, and not long ago. */
export function heartbeat(config: TwinbergConfig): AccountCheck {
  const log = monitoringTable(config, HEARTBEAT_LOG);
  return {
    id: "heartbeat",
    expected: "the last heartbeat was healthy, at most two intervals ago",
    async look(access) {
      const answer = await ask(
        access,
        "admin",
        `SELECT HEALTHY, DATE_PART(EPOCH_MILLISECOND, CHECKED_AT) AS CHECKED, CHECKS,
           DATE_PART(EPOCH_MILLISECOND, CURRENT_TIMESTAMP()) AS NOW
         FROM ${log} ORDER BY CHECKED_AT DESC LIMIT 1`,
      );
      if (answer.kind === "unreached") return unreached(log, answer.reason);
      if (answer.kind === "refused") return unreadable(log, answer, "apply the data stack, which declares the log");
      const [row] = z.array(rowSchema).parse(answer.rows);
      if (row === undefined) return judgeHeartbeat(config.schedules.heartbeat, undefined, 0);
      const complaints = row.CHECKS.filter(({ verdict }) => verdict !== "good").map(
        ({ check, object, verdict, reason }) => `${verdict}: ${check} of ${object}: ${reason}`,
      );
      const last = { healthy: row.HEALTHY, at: row.CHECKED, complaints };
      return judgeHeartbeat(config.schedules.heartbeat, last, row.NOW);
    },
  };
}

/** Judges the last heartbeat. @param now milliseconds since 1970, by Snowflake's clock */
export function judgeHeartbeat(schedule: Schedule, last: LastHeartbeat | undefined, now: number): Judgement {
  if (last === undefined) {
    return {
      verdict: "unknown",
      seen: "there was no heartbeat yet",
      reason: "nothing is known of the account's health",
      fix: "wait for the task's first run, or CALL HEARTBEAT(), then validate again",
    };
  }
  const { age, tooOld } = recencyOf(schedule, last.at, now);
  if (!last.healthy) {
    const { complaints } = last;
    const more = complaints.length > REASONS ? [`and ${complaints.length - REASONS} more`] : [];
    return {
      verdict: "fail",
      seen: `unhealthy ${age}`,
      reason: [...complaints.slice(0, REASONS), ...more].join("; ") || "the heartbeat tells no reason",
      fix: "cure what it tells; the next heartbeat sees it",
    };
  }
  const seen = `healthy ${age}`;
  return tooOld === undefined
    ? { verdict: "pass", seen }
    : { verdict: "fail", seen, reason: tooOld, fix: "see the check of its task: why it doesn't run" };
}
