import type { ObjectId } from "../objects/snowflake-object";
import type { AccountState } from "../state/account-state";
import type { Change } from "../state/change-log";
import type { TemporaryTables } from "../state/temporary-tables";
import type { PhysicalTables } from "./physical-tables";

/** Drops the stored rows of tables that have gone from the account, by whatever statement or end of a session. */
export class RowsOfGoneTables {
  #work: Promise<void> = Promise.resolve();
  #failure: Error | undefined;

  constructor(
    state: AccountState,
    temporary: TemporaryTables,
    private readonly tables: Pick<PhysicalTables, "drop">,
  ) {
    state.changes.onCommit((changes) => this.#forget(changes.filter((change) => change.store === "TABLE")));
    temporary.changes.onCommit((changes) => this.#forget(changes));
  }

  /** Resolves when what has gone so far is dropped. Rejects when that failed. */
  async settled(): Promise<void> {
    await this.#work;
    if (this.#failure !== undefined) throw this.#failure;
  }

  #forget(changes: readonly Change[]): void {
    const gone: readonly ObjectId[] = changes
      .filter((change) => change.after === undefined)
      .map(({ key }) => Number(key));
    if (gone.length === 0) return;
    this.#work = this.#work
      .then(() => this.tables.drop(...gone))
      .catch((error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
      });
  }
}
