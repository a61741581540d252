import { z } from "zod";
import type { SnowflakeSession } from "../../operator/snowflake/session";
import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { DataOutputs } from "../terraform/outputs";

const checkSchema = z.looseObject({
  check: z.string(),
  object: z.string(),
  verdict: z.enum(["good", "bad", "unknown"]),
  reason: z.string(),
});
const checksSchema = z.preprocess(
  (value) => (typeof value === "string" ? JSON.parse(value) : value),
  z.array(checkSchema),
);
const rowSchema = z.looseObject({ HEALTHY: z.boolean(), CHECKED_AT: z.coerce.string(), CHECKS: checksSchema });

/** One check of a heartbeat. */
export type HeartbeatCheck = z.infer<typeof checkSchema>;

/** What an account said of its health. */
export interface Heartbeat {
  readonly healthy: boolean;
  readonly checkedAt: string;
  readonly checks: readonly HeartbeatCheck[];
}

/** Reads an account's heartbeats since a time, the latest first. @throws Error when there is none */
export async function heartbeatsSince(
  session: SnowflakeSession,
  data: DataOutputs,
  since: string,
): Promise<readonly [Heartbeat, ...Heartbeat[]]> {
  const log = qualifiedName(data.monitoring_database_name, data.monitoring_schema_name, "HEARTBEAT_LOG");
  const rows = await session.execute(
    `SELECT HEALTHY, CHECKED_AT, CHECKS FROM ${log} WHERE CHECKED_AT > ${stringLiteral(since)}::TIMESTAMP_TZ ORDER BY CHECKED_AT DESC`,
  );
  const [last, ...others] = rows.map((row): Heartbeat => {
    const { HEALTHY, CHECKED_AT, CHECKS } = rowSchema.parse(row);
    return { healthy: HEALTHY, checkedAt: CHECKED_AT, checks: CHECKS };
  });
  if (last === undefined) throw new Error(`${log} has no row since ${since}: no heartbeat has run`);
  return [last, ...others];
}

/** A check for people. */
export function describeCheck({ check, object, verdict, reason }: HeartbeatCheck): string {
  return `${verdict}: ${check} of ${object}: ${reason}`;
}
