import { z } from "zod";
import { FAILOVER_EPOCH, HEARTBEAT_LOG, SCHEMA_DRIFT, SYNC_LOG } from "../../../procedures/monitoring-tables";
import { qualifiedName } from "../../../sql/identifier";
import type { AccountPort } from "../../failover/account-port";
import type { Known } from "../../failover/observation";
import { ask } from "../../failover/observe/ask";
import type { FailoverTopology } from "../../failover/topology";
import {
  DRIFT_SHOWN,
  type DriftSeen,
  type EpochSeen,
  HISTORY_SECONDS,
  HISTORY_STEP_SECONDS,
  type HistoryPoint,
  type ProcedureRun,
} from "../glance";

const milliseconds = z.coerce.number().transform((value) => new Date(value));
const epochSchema = z.array(
  z.looseObject({ EPOCH: z.coerce.number(), HOLDER: z.string(), DRILL: z.string(), AT: milliseconds }),
);
const runSchema = z.array(
  z.looseObject({
    PROCEDURE_NAME: z.string(),
    STATUS: z.string(),
    ERROR: z.string().nullable(),
    ELAPSED_MS: z.coerce.number(),
    AT: milliseconds,
  }),
);
const driftSchema = z.array(
  z.looseObject({
    OBJECT_KIND: z.string(),
    OBJECT_NAME: z.string(),
    FINDING: z.string(),
    AT: milliseconds,
    OPEN: z.coerce.number(),
  }),
);
const historySchema = z.array(
  z.looseObject({
    BUCKET: z.coerce.number(),
    BEATS: z.coerce.number(),
    UNHEALTHY: z.coerce.number(),
    LAG: z.coerce.number().nullable(),
  }),
);

const tableOf = ({ monitoring: { name, schema } }: FailoverTopology, table: string) =>
  qualifiedName(name, schema, table);

/** The epoch that counts in the account, since it was first recorded; null: none was. */
export function observeEpochSince(topology: FailoverTopology, port: AccountPort): Promise<Known<EpochSeen | null>> {
  const sql = `SELECT EPOCH, HOLDER, DRILL, DATE_PART(EPOCH_MILLISECOND, RECORDED_AT) AS AT
    FROM ${tableOf(topology, FAILOVER_EPOCH.name)} ORDER BY EPOCH DESC, RECORDED_AT LIMIT 1`;
  return ask(port, sql, (rows) => {
    const [row] = epochSchema.parse(rows);
    return row === undefined ? null : { epoch: row.EPOCH, holder: row.HOLDER, drill: row.DRILL, at: row.AT };
  });
}

/** The last run of each procedure that logs its runs in SYNC_LOG, by name. */
export function observeRuns(topology: FailoverTopology, port: AccountPort): Promise<Known<readonly ProcedureRun[]>> {
  const sql = `SELECT PROCEDURE_NAME, STATUS, ERROR, ELAPSED_MS, DATE_PART(EPOCH_MILLISECOND, LOGGED_AT) AS AT
    FROM ${tableOf(topology, SYNC_LOG.name)} WHERE ACTION = 'RUN'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY PROCEDURE_NAME ORDER BY LOGGED_AT DESC) = 1 ORDER BY PROCEDURE_NAME`;
  return ask(port, sql, (rows) =>
    runSchema.parse(rows).map(({ PROCEDURE_NAME, STATUS, ERROR, ELAPSED_MS, AT }) => ({
      procedure: PROCEDURE_NAME,
      status: STATUS,
      at: AT,
      elapsedMs: ELAPSED_MS,
      note: ERROR,
    })),
  );
}

/** Differences between the accounts that are open: how many, and the newest. */
export function observeDrift(topology: FailoverTopology, port: AccountPort): Promise<Known<DriftSeen>> {
  const sql = `SELECT OBJECT_KIND, OBJECT_NAME, FINDING, DATE_PART(EPOCH_MILLISECOND, FIRST_SEEN_AT) AS AT, COUNT(*) OVER () AS OPEN
    FROM ${tableOf(topology, SCHEMA_DRIFT.name)} WHERE CLOSED_AT IS NULL
    ORDER BY FIRST_SEEN_AT DESC, OBJECT_KIND, OBJECT_NAME LIMIT ${DRIFT_SHOWN}`;
  return ask(port, sql, (rows) => {
    const found = driftSchema.parse(rows);
    return {
      open: found[0]?.OPEN ?? 0,
      findings: found.map(({ OBJECT_KIND, OBJECT_NAME, FINDING, AT }) => ({
        kind: OBJECT_KIND,
        name: OBJECT_NAME,
        finding: FINDING,
        firstSeenAt: AT,
      })),
    };
  });
}

/** The heartbeats of the last day, a point for each quarter of an hour that has some. */
export function observeHistory(topology: FailoverTopology, port: AccountPort): Promise<Known<readonly HistoryPoint[]>> {
  const sql = `SELECT FLOOR(DATE_PART(EPOCH_SECOND, CHECKED_AT) / ${HISTORY_STEP_SECONDS}) AS BUCKET, COUNT(*) AS BEATS,
      SUM(IFF(HEALTHY, 0, 1)) AS UNHEALTHY, MAX(RECOVERY_POINT_AGE_SECONDS) AS LAG
    FROM ${tableOf(topology, HEARTBEAT_LOG.name)}
    WHERE CHECKED_AT > DATEADD(SECOND, -${HISTORY_SECONDS}, CURRENT_TIMESTAMP())
    GROUP BY 1 ORDER BY 1`;
  return ask(port, sql, (rows) =>
    historySchema.parse(rows).map(({ BUCKET, BEATS, UNHEALTHY, LAG }) => ({
      at: new Date(BUCKET * HISTORY_STEP_SECONDS * 1000),
      heartbeats: BEATS,
      unhealthy: UNHEALTHY,
      lagSeconds: LAG,
    })),
  );
}
