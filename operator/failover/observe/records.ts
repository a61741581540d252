import { z } from "zod";
import { FAILOVER_EPOCH, HEARTBEAT_LOG, RECOVERY_POINT } from "../../../procedures/monitoring-tables";
import { qualifiedName } from "../../../sql/identifier";
import type { AccountPort } from "../account-port";
import type { AccountObservation, Known } from "../observation";
import type { FailoverTopology } from "../topology";
import { ask } from "./ask";

const millisecondsSchema = z.coerce.number().transform((value) => new Date(value));
const epochSchema = z.tuple([z.looseObject({ EPOCH: z.coerce.number().int().min(0) })]);
const pointSchema = z.tuple([z.looseObject({ WRITTEN: millisecondsSchema.nullable() })]);
const checksSchema = z.preprocess(
  (value) => (typeof value === "string" ? JSON.parse(value) : value),
  z.array(z.looseObject({ check: z.string(), object: z.string(), verdict: z.string(), reason: z.string() })),
);
const heartbeatSchema = z.array(
  z.looseObject({ HEALTHY: z.boolean(), CHECKED: millisecondsSchema, CHECKS: checksSchema }),
);

/** The highest epoch that was recorded in the account; 0: none yet. */
export async function observeEpoch({ monitoring }: FailoverTopology, port: AccountPort): Promise<Known<number>> {
  const table = qualifiedName(monitoring.name, monitoring.schema, FAILOVER_EPOCH.name);
  return ask(port, `SELECT COALESCE(MAX(EPOCH), 0) AS EPOCH FROM ${table}`, (rows) => epochSchema.parse(rows)[0].EPOCH);
}

/** The account's last heartbeat; null: none yet. */
export async function observeHeartbeat(
  { monitoring }: FailoverTopology,
  port: AccountPort,
): Promise<AccountObservation["heartbeat"]> {
  const table = qualifiedName(monitoring.name, monitoring.schema, HEARTBEAT_LOG.name);
  const sql = `SELECT HEALTHY, DATE_PART(EPOCH_MILLISECOND, CHECKED_AT) AS CHECKED, CHECKS
    FROM ${table} ORDER BY CHECKED_AT DESC LIMIT 1`;
  return ask(port, sql, (rows) => {
    const [row] = heartbeatSchema.parse(rows);
    if (row === undefined) return null;
    const complaints = row.CHECKS.filter(({ verdict }) => verdict !== "good");
    return {
      checkedAt: row.CHECKED,
      healthy: row.HEALTHY,
      reasons: complaints.map(({ check, object, verdict, reason }) => `${verdict}: ${check} of ${object}: ${reason}`),
    };
  });
}

/** When the newest recovery point that the account holds was written, by whichever account; null: it holds none. */
export async function observeRecoveryPoint(
  { operations }: FailoverTopology,
  port: AccountPort,
): Promise<Known<Date | null>> {
  const table = qualifiedName(operations.name, operations.schema, RECOVERY_POINT.name);
  return ask(
    port,
    `SELECT MAX(DATE_PART(EPOCH_MILLISECOND, WRITTEN_AT)) AS WRITTEN FROM ${table}`,
    (rows) => pointSchema.parse(rows)[0].WRITTEN,
  );
}
