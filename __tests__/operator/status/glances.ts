import { evidenceOf } from "../../../operator/failover/evidence/evidence";
import type { Known, Observation } from "../../../operator/failover/observation";
import { statusOf } from "../../../operator/failover/status/status";
import type { AccountWorkings, Glance, HistoryPoint, SyncedTable, TaskSeen } from "../../../operator/status/glance";
import { PLANNED } from "../failover/evidence/journals";
import { ago, known, NOW, observed, TOPOLOGY } from "../failover/observations";

/** A task that ran. */
export const task = (name: string, changed: Partial<TaskSeen> = {}): TaskSeen => ({
  name,
  schedule: "every 5 min",
  judgement: { verdict: "pass", seen: "the last run ended 60 s ago: SUCCEEDED" },
  lastRun: { state: "SUCCEEDED", at: ago(60), error: null },
  ...changed,
});

/** A day of quarters of an hour, oldest first. @param lag in seconds by quarter; null: none was measured */
export const day = (lag: (quarter: number) => number | null, unhealthy: (quarter: number) => number = () => 0) =>
  Array.from(
    { length: 96 },
    (_, quarter): HistoryPoint => ({
      at: ago((95 - quarter) * 900),
      heartbeats: 3,
      unhealthy: unhealthy(quarter),
      lagSeconds: lag(quarter),
    }),
  );

/** What goes on in an account in which all is well, with something else if told. */
export const workings = (
  account: "primary" | "secondary",
  changed: Partial<AccountWorkings> = {},
): Known<AccountWorkings> =>
  known({
    account,
    now: NOW,
    epoch: known({ epoch: 2, holder: "ann@bastion", drill: "20260301T100000-ab12", at: ago(7200) }),
    tasks: ["SYNC_PROD_TASK", "HEARTBEAT_TASK", "EXPORT_SCHEMA_TASK", "DETECT_DRIFT_TASK", "KEEP_LAST_GOOD_TASK"].map(
      (name) => task(name),
    ),
    runs: known(
      ["DETECT_DRIFT", "SYNC_PROD"].map((procedure) => ({
        procedure,
        status: "OK",
        at: ago(120),
        elapsedMs: 1234,
        note: null,
      })),
    ),
    drift: known({ open: 0, findings: [] }),
    history: known(day((quarter) => (account === "primary" ? null : 200 + ((quarter * 37) % 400)))),
    ...changed,
  });

/** A table that is in step, with something else if told. */
export const synced = (name: string, changed: Partial<SyncedTable> = {}): SyncedTable => ({
  name,
  state: "IN_STEP",
  reason: "",
  target: `"RAW"."EVENTS"."${name.toUpperCase()}"`,
  at: ago(180),
  worked: false,
  ...changed,
});

/** So many tables, of which some aren't in step. */
export const manyTables = (count: number): readonly SyncedTable[] =>
  Array.from({ length: count }, (_, index) => {
    const name = `raw__events.table_${String(index).padStart(5, "0")}`;
    if (index % 1000 === 7) return synced(name, { state: "FAILED", reason: "002003: stage RAW does not exist" });
    if (index % 100 === 3) return synced(name, { state: "REFUSED", reason: "its SerDe isn't known", target: "" });
    return synced(name);
  });

/** Everything, as it is when all is well. */
export function glance(
  changed: Partial<Omit<Glance, "status">> & { readonly accounts?: Partial<Observation["accounts"]> } = {},
): Glance {
  const { accounts = {}, ...rest } = changed;
  return {
    status: statusOf({
      topology: TOPOLOGY,
      observation: observed(accounts),
      lease: known(null),
      unfinished: known(null),
    }),
    workings: { primary: workings("primary"), secondary: workings("secondary") },
    tableSync: {
      tables: known(["campaigns", "clicks", "impressions"].map((name) => synced(`raw__ads.${name}`))),
      waiting: known(0),
      deadLetters: known(0),
      undelivered: known(0),
    },
    lastDrill: known(evidenceOf(PLANNED, TOPOLOGY)),
    ...rest,
  };
}
