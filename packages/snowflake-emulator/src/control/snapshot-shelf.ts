import type { Account } from "../account";
import type { Clock } from "../clock";
import { copyState, replaceState, type SavedValue } from "../state/saved-state";
import type { AutomationHistory } from "../tasks/automation";
import type { SnapshotControl, SnapshotInfo } from "./targets";

/** What a snapshot holds of one account, besides rows: those are with the data store, under the snapshot's name. */
interface SavedAccount {
  readonly state: readonly SavedValue[];
  readonly history: AutomationHistory;
}

interface Snapshot {
  readonly info: SnapshotInfo;
  readonly accounts: ReadonlyMap<Account, SavedAccount>;
}

/** The name under which the state at the start is kept. No snapshot that is asked for can have it. */
const START = "\u0000start";

/**
 * Copies of everything that all accounts remember. Putting one back leaves sessions, the clock and ids that have been given out:
 * a session goes on with what its objects were, and an id never means another object.
 */
export class SnapshotShelf implements SnapshotControl {
  readonly #snapshots = new Map<string, Snapshot>();

  constructor(
    private readonly accounts: readonly Account[],
    private readonly clock: Clock,
  ) {}

  /** Remembers the present state as the one that `reset` goes back to. To be called once, before anybody connects. */
  async begin(): Promise<void> {
    await this.#take(START);
  }

  list(): readonly SnapshotInfo[] {
    return [...this.#snapshots.values()].map(({ info }) => info).filter(({ name }) => name !== START);
  }

  async make(name: string): Promise<SnapshotInfo> {
    return this.#take(name);
  }

  async restore(name: string): Promise<boolean> {
    const snapshot = this.#snapshots.get(name);
    if (snapshot === undefined) return false;
    for (const [account, saved] of snapshot.accounts) await putBack(account, name, saved);
    return true;
  }

  async remove(name: string): Promise<boolean> {
    if (name === START || !this.#snapshots.delete(name)) return false;
    for (const account of this.accounts) await account.data.snapshots.forget(name);
    return true;
  }

  async reset(): Promise<void> {
    if (!(await this.restore(START))) throw new Error("the state at the start was not remembered");
  }

  async #take(name: string): Promise<SnapshotInfo> {
    const accounts = new Map<Account, SavedAccount>();
    for (const account of this.accounts) {
      // Tables whose rows are still on their way out are no part of it.
      await account.settled();
      const tables = account.state.objects.TABLE.size > 0;
      if (tables) await account.data.snapshots.take(name);
      else await account.data.snapshots.forget(name);
      accounts.set(account, { state: copyState(account.state), history: account.automation.history() });
    }
    const info = { name, takenAt: this.clock.now() };
    this.#snapshots.set(name, { info, accounts });
    return info;
  }
}

async function putBack(account: Account, name: string, { state, history }: SavedAccount): Promise<void> {
  await account.settled();
  const { snapshots } = account.data;
  if (snapshots.names.includes(name)) await snapshots.restore(name);
  else await snapshots.reset();
  account.temporaryTables.forgetAll();
  replaceState(account.state, state);
  account.automation.restore(history);
  account.catalogLinks.forget();
  account.iceberg.autoRefresh.forget();
  await account.rewriteJournal();
}
