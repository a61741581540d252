import type { ObjectId } from "../objects/snowflake-object";
import type { RefreshRecord } from "./refresh-record";

/** The refreshes of an account that are under way: one for each secondary database at most. */
export class RunningRefreshes {
  readonly #byDatabase = new Map<ObjectId, RefreshRecord>();

  /** The refresh of a database that is under way. */
  of(databaseId: ObjectId): RefreshRecord | undefined {
    return this.#byDatabase.get(databaseId);
  }

  begin(record: RefreshRecord): void {
    this.#byDatabase.set(record.databaseId, record);
  }

  end(record: RefreshRecord): void {
    if (this.#byDatabase.get(record.databaseId) === record) this.#byDatabase.delete(record.databaseId);
  }

  all(): readonly RefreshRecord[] {
    return [...this.#byDatabase.values()];
  }
}
