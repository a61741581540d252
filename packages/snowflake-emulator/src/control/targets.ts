import type { ActiveFault, Fault } from "../http/fault-list";
import type { Query } from "../session/query";
import type { Scheduler } from "../time/scheduler";
import type { EventInbox } from "./events";
import type { Outbox } from "./outbox";

/** An account as the control endpoint sees it. */
export interface ControlledAccount {
  /** `ORG-ACCT` */
  readonly identifier: string;
  /** Its statements, oldest first, running ones included. */
  queries(): Iterable<Query>;
}

/** Faults that can be set and taken back. Accounts are given by identifier; undefined means all. */
export interface FaultControl {
  list(): readonly ActiveFault[];
  /** Returns the fault's id. Throws RangeError for a senseless number. */
  add(fault: Fault, account: string | undefined): number;
  /** False when there is no fault with this id. */
  remove(id: number): boolean;
  clear(): void;
  /** Lets the tokens of sessions expire now; returns of how many. */
  expireSessions(which: "SESSION" | "MASTER", account: string | undefined): number;
}

/** A copy of everything that all accounts remember, rows included. */
export interface SnapshotInfo {
  readonly name: string;
  /** What the emulator's clock showed, milliseconds. */
  readonly takenAt: number;
}

/** Copies of the emulator's whole state. */
export interface SnapshotControl {
  list(): readonly SnapshotInfo[];
  /** Makes one, or replaces the one of this name. */
  make(name: string): Promise<SnapshotInfo>;
  /** Puts everything back as it was. False when there is none of this name. The clock does not go back. */
  restore(name: string): Promise<boolean>;
  /** False when there is none of this name. */
  remove(name: string): Promise<boolean>;
  /** Puts everything back as it was when the emulator was started. */
  reset(): Promise<void>;
}

/** What the control endpoint can reach: narrow on purpose, so that it knows nothing of SQL and of the catalog. */
export interface ControlTargets {
  readonly accounts: readonly ControlledAccount[];
  readonly scheduler: Scheduler;
  readonly faults: FaultControl;
  readonly snapshots: SnapshotControl;
  readonly outbox: Outbox;
  readonly events: EventInbox;
}
