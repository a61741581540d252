import type { Account } from "../account";
import type { Database } from "../objects/database";
import {
  REFRESH_MEMORY,
  type RefreshEnd,
  type RefreshPhase,
  type RefreshPhaseName,
  type RefreshRecord,
} from "./refresh-record";

/** A refresh while it goes on: what phase it is in. Kept in the account's state once it has ended. */
export class RefreshJob {
  readonly #record: RefreshRecord;

  /** Begins the first phase. */
  constructor(
    private readonly account: Account,
    database: Pick<Database, "id" | "name">,
    jobId: string,
  ) {
    const startTime = account.clock.now();
    this.#record = {
      jobId,
      databaseId: database.id,
      databaseName: database.name,
      startTime,
      endTime: null,
      phases: [],
      copyBytes: 0,
      objectCount: 0,
    };
    this.enter("SECONDARY_UPLOADING_INVENTORY");
    account.refreshing.begin(this.#record);
  }

  /** The phase before has ended well, the next one begins. */
  enter(name: RefreshPhaseName, details: RefreshPhase["details"] = null): void {
    this.#close("SUCCEEDED");
    this.#record.phases.push({
      name,
      result: "EXECUTING",
      startTime: this.account.clock.now(),
      endTime: null,
      details,
    });
  }

  /** Says something of the present phase. */
  tell(details: NonNullable<RefreshPhase["details"]>): void {
    const phase = this.#record.phases.at(-1);
    if (phase !== undefined) phase.details = { ...phase.details, ...details };
  }

  /** Objects of the snapshot. */
  counted(objects: number): void {
    this.#record.objectCount = objects;
  }

  /** Bytes that were carried over. */
  carried(bytes: number): void {
    this.#record.copyBytes = bytes;
    this.tell({ total_bytes: bytes, bytes_copied: bytes });
  }

  /** It is over. What is older than two weeks is forgotten (D: DATABASE_REFRESH_HISTORY). */
  end(how: RefreshEnd): void {
    const { account } = this;
    const record = this.#record;
    const now = account.clock.now();
    const result = how === "COMPLETED" ? "SUCCEEDED" : how === "FAILED" ? "FAILED" : "CANCELLED";
    this.#close(result);
    record.phases.push({ name: how, result, startTime: now, endTime: now, details: null });
    record.endTime = now;
    account.refreshing.end(record);
    const { refreshes, changes } = account.state;
    changes.transact(() => {
      for (const old of [...refreshes.values()]) {
        if (old.startTime < now - REFRESH_MEMORY) refreshes.remove(old.jobId);
      }
      refreshes.put(record.jobId, record);
    });
  }

  #close(result: RefreshPhase["result"]): void {
    const phase = this.#record.phases.at(-1);
    if (phase === undefined || phase.endTime !== null) return;
    phase.result = result;
    phase.endTime = this.account.clock.now();
  }
}
