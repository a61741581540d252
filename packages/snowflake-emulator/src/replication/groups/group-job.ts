import type { Clock } from "../../clock";
import type { FailoverGroup } from "../../objects/failover-group";
import type { AccountState } from "../../state/account-state";
import { REFRESH_MEMORY, type RefreshEnd } from "../refresh-record";
import type { GroupPhaseName, GroupRefreshRecord } from "./group-refresh-record";

/** What a job needs of its account. */
interface JobAccount {
  readonly clock: Pick<Clock, "now">;
  readonly state: AccountState;
  readonly groupRefreshes: { begin(job: GroupJob): void; end(job: GroupJob): void };
}

/** A refresh of a group while it goes on. Kept in the account's state once it has ended. */
export class GroupJob {
  readonly record: GroupRefreshRecord;
  readonly #cancel = new AbortController();
  #noteHeld: () => void = () => undefined;
  /** Resolves when the job is first held up by a fault. */
  readonly held = new Promise<void>((resolve) => {
    this.#noteHeld = resolve;
  });

  /** Resolves when it has ended, however it did. */
  ended: Promise<unknown> = Promise.resolve();

  /** Begins; no phase yet. */
  constructor(
    private readonly account: JobAccount,
    group: Pick<FailoverGroup, "id" | "name">,
    jobId: string,
    scheduled: boolean,
  ) {
    this.record = {
      ...{ jobId, groupId: group.id, groupName: group.name, scheduled },
      startTime: account.clock.now(),
      endTime: null,
      phases: [],
      snapshotAt: null,
      bytes: 0,
      databases: [],
      objects: [],
      tables: 0,
      error: null,
    };
    account.groupRefreshes.begin(this);
  }

  /** Aborted when it shall end. */
  get signal(): AbortSignal {
    return this.#cancel.signal;
  }

  /** Asks it to end; it does at its next step. */
  cancel(): void {
    this.#cancel.abort();
  }

  /** The phase before has ended, the next one begins. */
  enter(name: GroupPhaseName): void {
    this.#close();
    this.record.phases.push({ name, startTime: this.account.clock.now(), endTime: null });
  }

  /** Somebody keeps it waiting. */
  heldUp(): void {
    this.#noteHeld();
  }

  /** It is over. What is older than two weeks is forgotten (D: REPLICATION_GROUP_REFRESH_HISTORY). */
  end(how: RefreshEnd, error: GroupRefreshRecord["error"] = null): void {
    const { account, record } = this;
    const now = account.clock.now();
    this.#close();
    record.phases.push({ name: how, startTime: now, endTime: null });
    record.endTime = now;
    record.error = error;
    account.groupRefreshes.end(this);
    const { groupRefreshes, changes } = account.state;
    changes.transact(() => {
      for (const old of [...groupRefreshes.values()]) {
        if (old.startTime < now - REFRESH_MEMORY) groupRefreshes.remove(old.jobId);
      }
      groupRefreshes.put(record.jobId, record);
    });
  }

  #close(): void {
    const phase = this.record.phases.at(-1);
    if (phase !== undefined) phase.endTime ??= this.account.clock.now();
  }
}
