import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { AccountState } from "./account-state";
import { applyValues, copyState, decodeValues, encodeValues, replaceState } from "./saved-state";

/** What the first line of a journal says: whose state it is. */
export interface JournalOwner {
  readonly organization: string;
  readonly account: string;
}

const FORMAT = 1;

/**
 * Keeps a state in a file: one line of JSON for each change that was made together. A statement is acknowledged only after
 * `flush`, so what was acknowledged survives the process; a line that was not finished is as if it had never been begun.
 */
export class Journal {
  #pending: string[] = [];
  /** How many lines there ever were, and how many of them are on disk, or will never be. */
  #made = 0;
  #kept = 0;
  #writing: Promise<void> | undefined;
  #failure: Error | undefined;

  private constructor(
    private readonly path: string,
    private readonly owner: JournalOwner,
    private readonly state: AccountState,
    private file: FileHandle,
  ) {
    state.changes.onCommit((changes) => {
      this.#made += 1;
      this.#pending.push(encodeValues(changes.map(({ store, key, after }) => ({ store, key, value: after }))));
    });
  }

  /**
   * Opens a journal, puts what it holds into the (empty) state, and writes it anew without what has been overwritten.
   * Throws Error for a journal of another account, and for a damaged line that is not the last one.
   */
  static async open(
    path: string,
    owner: JournalOwner,
    state: AccountState,
  ): Promise<{ journal: Journal; found: boolean }> {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const found = readJournal(path, owner, state);
    const file = await writeWhole(path, owner, state);
    return { journal: new Journal(path, owner, state, file), found };
  }

  /** Resolves when every change made so far is on disk. Rejects when it could not be written; nothing is lost in memory. */
  async flush(): Promise<void> {
    // Others may go on changing things: they are not waited for.
    const made = this.#made;
    while (this.#kept < made) {
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined;
      });
      await this.#writing;
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Writes the whole state anew, after it was replaced from outside. */
  async rewrite(): Promise<void> {
    await this.#drain();
    await this.file.close();
    this.file = await writeWhole(this.path, this.owner, this.state);
  }

  async close(): Promise<void> {
    await this.#drain();
    await this.file.close();
  }

  /** Flushes until nothing is left, also of what is changed meanwhile. */
  async #drain(): Promise<void> {
    do await this.flush();
    while (this.#kept < this.#made);
  }

  async #write(): Promise<void> {
    const lines = this.#pending;
    this.#pending = [];
    try {
      await this.file.appendFile(`${lines.join("\n")}\n`);
      await this.file.datasync();
    } catch (error) {
      // What is on disk is no longer what is in memory: nothing may be acknowledged from now on.
      this.#failure = new Error(`the journal ${this.path} can't be written: ${String(error)}`);
    }
    this.#kept += lines.length;
  }
}

/** Puts a journal's lines into the state. False when there is no journal. */
function readJournal(path: string, owner: JournalOwner, state: AccountState): boolean {
  if (!existsSync(path)) return false;
  const lines = readFileSync(path, "utf8").split("\n");
  // The last piece is empty when the last line was finished; otherwise it was never acknowledged.
  lines.pop();
  const [head, ...rest] = lines;
  checkOwner(path, owner, head);
  // What a new account begins with is in the journal too.
  replaceState(state, []);
  rest.forEach((line, index) => {
    try {
      applyValues(state, decodeValues(line));
    } catch (error) {
      throw new Error(
        `${path}, line ${index + 2} is damaged: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  });
  return true;
}

function checkOwner(path: string, owner: JournalOwner, head: string | undefined): void {
  const expected = JSON.stringify({ format: FORMAT, ...owner });
  if (head === expected) return;
  throw new Error(
    `${path} is not the state of account ${owner.organization}-${owner.account} in format ${FORMAT} (its first line is ${head ?? "missing"}): ` +
      "give another directory, or remove this one",
  );
}

/** Writes the state under a name of its own and puts it in place at once. */
async function writeWhole(path: string, owner: JournalOwner, state: AccountState): Promise<FileHandle> {
  const fresh = `${path}.new`;
  await rm(fresh, { force: true });
  const file = await open(fresh, "a", 0o600);
  const lines = copyState(state).map((one) => encodeValues([one]));
  await file.appendFile(`${[JSON.stringify({ format: FORMAT, ...owner }), ...lines].join("\n")}\n`);
  await file.datasync();
  await rename(fresh, path);
  const directory = await open(dirname(path), "r");
  await directory.sync();
  await directory.close();
  return file;
}
