import type { Clock } from "../clock";
import { scopedTransactionIncomplete, transactionOfOtherScope } from "../errors";
import type { ObjectId } from "../objects/snowflake-object";
import type { Randomness } from "../randomness";
import type { DataConnection } from "./data-connection";
import type { PendingTable } from "./pending-changes";
import type { LockOwner } from "./table-lock";

/** A transaction of several statements that has not ended. */
export interface Transaction extends LockOwner {
  readonly userId: ObjectId | null;
  /** As BEGIN … NAME says, else a UUID. */
  readonly name: string;
  /** The CALL (its query id) in whose procedure it was begun; null outside of procedures. */
  readonly scope: string | null;
  /** Its own connection: what it has not committed is in temporary tables of it. */
  readonly connection: DataConnection;
  readonly pending: Map<ObjectId, PendingTable>;
}

/** Numbers transactions as Snowflake does: nanoseconds since the epoch, each its own. */
export class TransactionNumbers {
  #last = 0;

  constructor(private readonly clock: Clock) {}

  next(): { readonly transactionId: string; readonly startedOn: number } {
    const startedOn = this.clock.now();
    this.#last = Math.max(this.#last + 1, startedOn);
    return { transactionId: `${this.#last}000000`, startedOn };
  }
}

/** How a session's transactions are begun and ended underneath. */
export interface TransactionWork {
  start(name: string, scope: string | null): Promise<Transaction>;
  commit(transaction: Transaction): Promise<void>;
  rollback(transaction: Transaction): Promise<void>;
}

/** One procedure that is being called, or the session itself at the bottom. */
interface Frame {
  readonly scope: string | null;
  /** Begun in this frame and not ended. */
  own: Transaction | undefined;
}

/**
 * A session's transactions (D: Transactions). At most one is active; a procedure that is called within it works in it, and
 * may begin one of its own beside it, which must end before the procedure does.
 */
export class SessionTransactions {
  readonly #frames: [Frame, ...Frame[]] = [{ scope: null, own: undefined }];
  #last: string | null = null;

  constructor(
    private readonly work: TransactionWork,
    private readonly random: Randomness,
  ) {}

  /** The transaction that statements are part of now. */
  get active(): Transaction | undefined {
    return this.#frames.findLast((frame) => frame.own !== undefined)?.own;
  }

  /** Everything that is open, the oldest first. */
  get open(): readonly Transaction[] {
    return this.#frames.flatMap((frame) => frame.own ?? []);
  }

  /** LAST_TRANSACTION(): the one that ended last. */
  get last(): string | null {
    return this.#last;
  }

  /** BEGIN, and the first DML statement while AUTOCOMMIT is off. Ignored when this scope has a transaction already. */
  async begin(name?: string): Promise<Transaction> {
    const frame = this.#frame();
    frame.own ??= await this.work.start(name ?? uuid(this.random), frame.scope);
    return frame.own;
  }

  /** COMMIT. Without a transaction nothing happens. Throws 090232 for one that was begun outside of the procedure. */
  commit(): Promise<void> {
    return this.#end((transaction) => this.work.commit(transaction));
  }

  /** ROLLBACK. As COMMIT. */
  rollback(): Promise<void> {
    return this.#end((transaction) => this.work.rollback(transaction));
  }

  /** A procedure begins. `scope`: the CALL's query id. */
  enterProcedure(scope: string): void {
    this.#frames.push({ scope, own: undefined });
  }

  /**
   * The procedure that began last ends, well or not. A transaction that it left open is rolled back; if the procedure ended
   * well that is an error, 090231.
   */
  async leaveProcedure(succeeded: boolean): Promise<void> {
    const frame = this.#frames.pop();
    if (frame === undefined || this.#frames.length < 1) throw new RangeError("no procedure is being called");
    if (frame.own === undefined) return;
    await this.work.rollback(frame.own);
    this.#last = frame.own.transactionId;
    if (succeeded) throw scopedTransactionIncomplete();
  }

  /** Rolls back everything: the session ends, or the transaction is aborted from outside. */
  async abort(): Promise<void> {
    for (const frame of this.#frames.toReversed()) {
      const { own } = frame;
      frame.own = undefined;
      if (own !== undefined) await this.work.rollback(own);
    }
  }

  #frame(): Frame {
    return this.#frames.at(-1) ?? this.#frames[0];
  }

  async #end(work: (transaction: Transaction) => Promise<void>): Promise<void> {
    const frame = this.#frame();
    const { own } = frame;
    if (own === undefined) {
      if (this.active !== undefined) throw transactionOfOtherScope();
      return;
    }
    frame.own = undefined;
    this.#last = own.transactionId;
    await work(own);
  }
}

function uuid(random: Randomness): string {
  const hex = random.bytes(16).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, hex.slice(16, 20), hex.slice(20)].join("-");
}
