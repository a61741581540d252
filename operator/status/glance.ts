import type { AccountRole } from "../../config/schema";
import type { Evidence } from "../failover/evidence/evidence";
import type { Known } from "../failover/observation";
import type { Status } from "../failover/status/status";
import type { Judgement } from "../validate/check";

/** A declared task in one account. */
export interface TaskSeen {
  readonly name: string;
  /** When it runs, for people. */
  readonly schedule: string;
  /** How it is, as `twinberg validate` judges it. */
  readonly judgement: Judgement;
  /** Its last run that has ended, of the last seven days; null: none, or it can't be told. */
  readonly lastRun: { readonly state: string; readonly at: Date; readonly error: string | null } | null;
}

/** The last run of a procedure, as it logged it. */
export interface ProcedureRun {
  readonly procedure: string;
  /** OK, FAILED or UNKNOWN. */
  readonly status: string;
  readonly at: Date;
  /** How long it took, in milliseconds. */
  readonly elapsedMs: number;
  /** Why it isn't OK, or what there was to say; null: nothing. */
  readonly note: string | null;
}

/** Where the two accounts' definitions differ. */
export interface DriftFinding {
  readonly kind: string;
  readonly name: string;
  /** MISSING_ON_PRIMARY, MISSING_ON_SECONDARY or DIFFERENT. */
  readonly finding: string;
  readonly firstSeenAt: Date;
}

/** Findings that are open. */
export interface DriftSeen {
  readonly open: number;
  /** The newest of them, at most {@link DRIFT_SHOWN}. */
  readonly findings: readonly DriftFinding[];
}

/** So many findings are read; more are only counted. */
export const DRIFT_SHOWN = 100;

/** A quarter of an hour of an account's heartbeats. */
export interface HistoryPoint {
  /** When the quarter began. */
  readonly at: Date;
  readonly heartbeats: number;
  readonly unhealthy: number;
  /** The highest age of the replicated recovery point, in seconds; null: none was measured, as in an active account. */
  readonly lagSeconds: number | null;
}

/** How long a {@link HistoryPoint} is, in seconds. */
export const HISTORY_STEP_SECONDS = 900;
/** How far the history reaches back, in seconds: a day. */
export const HISTORY_SECONDS = 86_400;

/** The epoch that counts in an account. */
export interface EpochSeen {
  readonly epoch: number;
  readonly holder: string;
  readonly drill: string;
  readonly at: Date;
}

/** What goes on in one account, besides what a failover needs. */
export interface AccountWorkings {
  readonly account: AccountRole;
  /** By the account's own clock. */
  readonly now: Date;
  /** null: no drill has ever reached the account. */
  readonly epoch: Known<EpochSeen | null>;
  readonly tasks: readonly TaskSeen[];
  readonly runs: Known<readonly ProcedureRun[]>;
  readonly drift: Known<DriftSeen>;
  /** Oldest first; a quarter without a heartbeat has no point. */
  readonly history: Known<readonly HistoryPoint[]>;
}

/** One table of the table sync. */
export interface SyncedTable {
  /** `database.table` in Glue. */
  readonly name: string;
  /** IN_STEP, PENDING, FAILED, REFUSED, ROUTED or GONE. */
  readonly state: string;
  readonly reason: string;
  /** Qualified name in Snowflake; empty: it has none. */
  readonly target: string;
  /** When it was last acted on; null: never. */
  readonly at: Date | null;
  /** Whether a worker has it now. */
  readonly worked: boolean;
}

/** The table sync. */
export interface TableSyncSeen {
  /** By name. */
  readonly tables: Known<readonly SyncedTable[]>;
  /** Messages that wait. */
  readonly waiting: Known<number>;
  /** Messages that were tried too often. */
  readonly deadLetters: Known<number>;
  /** Events that could not be put in the queue. */
  readonly undelivered: Known<number>;
}

/** Everything that `twinberg status` tells. */
export interface Glance {
  readonly status: Status;
  readonly workings: Readonly<Record<AccountRole, Known<AccountWorkings>>>;
  /** null: none is configured. */
  readonly tableSync: TableSyncSeen | null;
  /** The newest drill, also one that isn't finished; null: there was none. */
  readonly lastDrill: Known<Evidence | null>;
}
