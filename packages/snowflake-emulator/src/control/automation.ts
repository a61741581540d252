import type { Account } from "../account";
import type { AdjustableClock } from "../clock";
import type { FaultList } from "../http/fault-list";
import type { RemoteServices } from "../iceberg/remote-services";
import type { SessionStore } from "../session/session-store";
import type { StatementServices } from "../sql/statement-request";
import { connectAutomation } from "../tasks/connect";
import { Scheduler } from "../time/scheduler";
import { controlledAccounts, faultControl } from "./emulator-targets";
import { EventInbox } from "./events";
import { Outbox } from "./outbox";
import type { ControlTargets, SnapshotControl } from "./targets";

/** What an emulator is made of, as far as time and control go. */
export interface AutomatedEmulator {
  readonly accounts: readonly Account[];
  readonly clock: AdjustableClock;
  readonly sessions: SessionStore;
  /** How statements of tasks and alerts run: as those of clients do. */
  readonly statements: StatementServices;
  readonly faults: FaultList;
  readonly snapshots: SnapshotControl;
  /** How catalogs and files outside are reached. Absent: they are not. */
  readonly remote?: RemoteServices | undefined;
  /** Told of defects in what happens by itself. */
  readonly onError: (error: Error) => void;
}

/** Makes the tasks and alerts of all accounts run, and their Iceberg tables follow their catalogs, and gives what the control endpoint needs. */
export function automate(emulator: AutomatedEmulator): ControlTargets {
  const { accounts, clock, sessions, statements, faults, snapshots, onError } = emulator;
  const scheduler = new Scheduler(clock, onError);
  const outbox = new Outbox(clock);
  for (const account of accounts) {
    connectAutomation(account, { scheduler, sessions, statements, outbox });
    if (emulator.remote !== undefined) account.iceberg.connect(emulator.remote);
    account.iceberg.schedule(scheduler);
    account.catalogLinks.connect(scheduler);
  }
  return {
    accounts: controlledAccounts(accounts),
    scheduler,
    faults: faultControl(accounts, faults, sessions),
    snapshots,
    outbox,
    events: new EventInbox(),
  };
}
