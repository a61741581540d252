import { z } from "zod";
import type { SnowflakeSession } from "../../operator/snowflake/session";
import { qualifiedName } from "../../sql/identifier";
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

/** What an account last said of its health. */
export interface Heartbeat {
  readonly healthy: boolean;
  readonly checkedAt: string;
  readonly checks: readonly HeartbeatCheck[];
}

/** Reads an account's last heartbeat. @throws Error when there is none */
export async function lastHeartbeat(session: SnowflakeSession, data: DataOutputs): Promise<Heartbeat> {
  const log = qualifiedName(data.monitoring_database_name, data.monitoring_schema_name, "HEARTBEAT_LOG");
  const [row] = await session.execute(
    `SELECT HEALTHY, CHECKED_AT, CHECKS FROM ${log} ORDER BY CHECKED_AT DESC LIMIT 1`,
  );
  if (row === undefined) throw new Error(`${log} has no row: no heartbeat has run`);
  const { HEALTHY, CHECKED_AT, CHECKS } = rowSchema.parse(row);
  return { healthy: HEALTHY, checkedAt: CHECKED_AT, checks: CHECKS };
}

/** A check for people. */
export function describeCheck({ check, object, verdict, reason }: HeartbeatCheck): string {
  return `${verdict}: ${check} of ${object}: ${reason}`;
}
