import type { AccountRole } from "../../config/schema";

/** What is known, or why not: 0 and "could not tell" are different. */
export type Known<Value> =
  | { readonly known: true; readonly value: Value }
  | { readonly known: false; readonly reason: string };

/** A failover group, as one account sees its own half. */
export interface GroupObservation {
  readonly isPrimary: boolean;
  /** Of the schedule, in a secondary; null in a primary. */
  readonly schedule: "STARTED" | "SUSPENDED" | null;
  /** The refresh that goes on: its phase, and the job's id to cancel it by. Only a secondary knows. */
  readonly refreshing: { readonly phase: string; readonly jobId: string } | null;
  /** The newest refresh that has ended, however it did; null: none yet, or a primary. */
  readonly lastRefresh: {
    readonly outcome: "COMPLETED" | "FAILED" | "CANCELED";
    readonly endedAt: Date;
    /** Why it failed, as Snowflake tells it. Default: it tells nothing. */
    readonly error?: string;
  } | null;
  /** What the secondary holds: the primary as of then (`primarySnapshotTimestamp`); null: nothing yet, or a primary. */
  readonly snapshotAt: Date | null;
}

/** What one account says of itself. What isn't there (no such group) is not known, with that reason. */
export interface AccountObservation {
  readonly account: AccountRole;
  /** By the account's own clock, which ages of what it tells are measured by. */
  readonly now: Date;
  /** By group name. */
  readonly groups: ReadonlyMap<string, Known<GroupObservation>>;
  /** Whether the connection leads here; null: none is configured. */
  readonly connectionIsPrimary: Known<boolean> | null;
  /** ALLOWED_WRITE_OPERATIONS of the catalog-linked database. */
  readonly catalogWrites: Known<"ALL" | "NONE" | string>;
  /** Tasks that write the replicated database, by name. */
  readonly writerTasks: ReadonlyMap<string, Known<"started" | "suspended">>;
  /** The highest epoch that has been recorded in the account; 0: none yet. */
  readonly epoch: Known<number>;
  /** The newest row of HEARTBEAT_LOG; null: none yet. */
  readonly heartbeat: Known<{
    readonly checkedAt: Date;
    readonly healthy: boolean;
    /** Reasons of the checks that aren't good. */
    readonly reasons: readonly string[];
  } | null>;
  /** When the newest row of RECOVERY_POINT that the account has was written; null: it has none. */
  readonly recoveryPoint: Known<Date | null>;
}

/** An account that answers, or the reason why not. */
export type SeenAccount =
  | ({ readonly reachable: true } & AccountObservation)
  | { readonly reachable: false; readonly account: AccountRole; readonly reason: string };

/** Both accounts at one moment, by the controller's clock. */
export interface Observation {
  readonly at: Date;
  readonly accounts: Readonly<Record<AccountRole, SeenAccount>>;
}
