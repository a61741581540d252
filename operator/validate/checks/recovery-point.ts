import { z } from "zod";
import type { TwinbergConfig } from "../../../config/schema";
import { RECOVERY_POINT } from "../../../procedures/monitoring-tables";
import { ask, unreached } from "../answer";
import type { AccountCheck, Judgement } from "../check";
import { monitoringTable } from "../names";
import { describeAge } from "../schedule";

const rowSchema = z.tuple([z.looseObject({ WRITTEN: z.coerce.number().nullable(), NOW: z.coerce.number() })]);

const FIX = "see the primary's heartbeat, which writes it, and the database failover group's refreshes, which fetch it";

/** In the secondary: what the primary wrote has arrived, and is no older than the objective. */
export function recoveryPoint(config: TwinbergConfig): AccountCheck {
  const table = monitoringTable(config, RECOVERY_POINT);
  const minutes = config.recoveryPointObjectiveMinutes;
  return {
    id: "recovery-point",
    expected: `the recovery point is at most ${minutes} min old`,
    async look(access) {
      const answer = await ask(
        access,
        "admin",
        `SELECT MAX(DATE_PART(EPOCH_MILLISECOND, WRITTEN_AT)) AS WRITTEN,
           DATE_PART(EPOCH_MILLISECOND, CURRENT_TIMESTAMP()) AS NOW FROM ${table}`,
      );
      if (answer.kind === "unreached") return unreached(table, answer.reason);
      if (answer.kind === "refused") {
        return { verdict: "unknown", seen: `${table} can't be read`, reason: answer.message, fix: FIX };
      }
      const [{ WRITTEN, NOW }] = rowSchema.parse(answer.rows);
      return judgeRecoveryPoint(minutes, WRITTEN === null ? undefined : NOW - WRITTEN);
    },
  };
}

/** Judges the recovery point. @param age in milliseconds; undefined: none has arrived */
export function judgeRecoveryPoint(minutes: number, age: number | undefined): Judgement {
  if (age === undefined) {
    return { verdict: "unknown", seen: "none has arrived", reason: "there is nothing to measure", fix: FIX };
  }
  const seen = `${describeAge(age)} old`;
  return age <= minutes * 60_000
    ? { verdict: "pass", seen }
    : { verdict: "fail", seen, reason: `the objective is ${minutes} min`, fix: FIX };
}
