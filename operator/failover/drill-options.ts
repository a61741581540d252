import type { AccountPort, AccountPorts } from "./account-port";
import type { JournalStore } from "./journal";
import type { DrillIntent } from "./journal-entry";
import type { LeaseStore } from "./lease";
import type { FailoverHost } from "./message";
import type { Observation } from "./observation";
import type { DrillPlan } from "./plan";
import type { Patience } from "./step";
import type { FailoverTopology } from "./topology";

/** Looks every two seconds, for ten minutes. */
export const DEFAULT_PATIENCE: Patience = { pollMs: 2000, waitMs: 600_000 };

/** What a drill needs; nothing is taken from globals. */
export interface DrillOptions {
  readonly topology: FailoverTopology;
  readonly intent: DrillIntent;
  readonly host: FailoverHost;
  /** Sessions of both accounts. Who gave them closes them. */
  readonly ports: AccountPorts;
  /** Logs in as a client does, does something, logs out. */
  readonly asClient: <Value>(work: (port: Pick<AccountPort, "execute">) => Promise<Value>) => Promise<Value>;
  /** Looks at both accounts. */
  readonly observe: () => Promise<Observation>;
  readonly leases: LeaseStore;
  readonly journals: JournalStore;
  /** The controller's clock. */
  readonly clock: () => Date;
  /** Lets time pass. @throws the signal's reason when it is aborted */
  readonly pause: (ms: number) => Promise<void>;
  /** Different at each call: letters and digits. */
  readonly token: () => string;
  /** Operator and machine: who takes the lease, and whose it may be taken over from. */
  readonly holder: string;
  readonly signal: AbortSignal;
  /** Default: {@link DEFAULT_PATIENCE}. */
  readonly patience?: Patience;
  /** Whether to begin without asking. Default: no. */
  readonly assumeYes?: boolean;
  /** A step's id, or the part of it before the colon: a person has to approve it, also with assumeYes. Default: none. */
  readonly pauseBefore?: string;
  /** Is given the plan before anybody is asked. Default: nobody is. */
  readonly onPlan?: (plan: DrillPlan) => void;
  /** Whether a timer keeps the lease during long statements. Default: no, it is renewed between them only. */
  readonly keepLease?: boolean;
}

/** How it went. */
export interface DrillResult {
  readonly outcome:
    | "completed"
    | "nothing-to-do"
    | "refused"
    | "declined"
    | "held"
    | "stale"
    | "failed"
    | "paused"
    | "interrupted"
    | "abandoned";
  /** Its id; null: none was begun, nor continued. */
  readonly drill: string | null;
  /** Steps that are left for later, since their account can't be reached. */
  readonly unreachable: readonly string[];
}
