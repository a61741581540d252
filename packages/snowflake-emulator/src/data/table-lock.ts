import type { Clock } from "../clock";
import { deadlock, type LockHolder, lockTimedOut, statementCanceled, tooManyLockWaiters } from "../errors";
import type { ObjectId } from "../objects/snowflake-object";
import type { Timers } from "../time/timers";

/** O: what the error says that is raised beyond it. */
const MOST_WAITERS = 20;
/** The longest time that a timer can be set to: 24 days. */
const LONGEST_TIMER = 2_147_483_647;

/** A transaction, of one statement or many, as locks see it. */
export interface LockOwner {
  readonly transactionId: string;
  /** Milliseconds since the epoch. */
  readonly startedOn: number;
  readonly sessionId: number;
}

/** A table, with the name that messages say. */
export interface LockedTable {
  readonly id: ObjectId;
  readonly name: string;
}

/** How a lock is asked for. */
export interface LockRequest {
  /** The statement's query id. */
  readonly statementId: string;
  /** LOCK_TIMEOUT in seconds; 0: now or never. */
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** A lock that is held or waited for, as SHOW LOCKS says it. */
export interface LockInfo {
  readonly table: LockedTable;
  readonly owner: LockOwner;
  readonly status: "HOLDING" | "WAITING";
  /** Milliseconds since the epoch; null while waiting. */
  readonly acquiredOn: number | null;
  readonly statementId: string;
}

interface Waiter {
  readonly owner: LockOwner;
  readonly statementId: string;
  grant(): void;
  /** It is not going to have the lock. */
  refuse(error: Error): void;
}

interface Lock {
  readonly table: LockedTable;
  owner: LockOwner;
  statementId: string;
  acquiredOn: number;
  readonly waiters: Waiter[];
}

/**
 * Locks of whole tables (D: Transactions, resource locking): UPDATE, DELETE, MERGE and TRUNCATE hold one until their
 * transaction ends, others wait in the order in which they came. INSERT and COPY take none. Waiting takes the machine's
 * time, not the emulator's clock.
 */
export class TableLocks {
  readonly #locks = new Map<ObjectId, Lock>();

  constructor(
    private readonly clock: Clock,
    private readonly timers: Timers,
  ) {}

  /**
   * Resolves when the owner holds the table's lock; at once when it does already. Rejects with 000625 when that takes longer
   * than allowed, when too many wait, or when it would be a deadlock, and with 000604 when the signal is aborted.
   */
  acquire(table: LockedTable, owner: LockOwner, request: LockRequest): Promise<void> {
    const lock = this.#locks.get(table.id);
    const { statementId } = request;
    if (lock === undefined) {
      const acquiredOn = this.clock.now();
      this.#locks.set(table.id, { table, owner, statementId, acquiredOn, waiters: [] });
      return Promise.resolve();
    }
    if (lock.owner === owner) return Promise.resolve();
    const holder = holderOf(lock);
    if (request.timeoutSeconds === 0) return Promise.reject(lockTimedOut(holder, statementId, 0));
    if (lock.waiters.length >= MOST_WAITERS)
      return Promise.reject(tooManyLockWaiters(holder, statementId, MOST_WAITERS));
    const ahead = [lock.owner, ...lock.waiters.map((waiter) => waiter.owner)].filter((one) => one !== owner);
    if (ahead.some((one) => this.#waitsFor(one, owner))) return Promise.reject(deadlock(holder, statementId));
    return this.#wait(lock, owner, request);
  }

  /**
   * Ends everything that an owner holds; whoever came first among the waiting goes on. What the owner itself waits for is
   * rejected with 000604: its transaction is over.
   */
  release(owner: LockOwner): void {
    for (const lock of this.#locks.values()) {
      for (const waiter of lock.waiters.filter((one) => one.owner === owner)) waiter.refuse(statementCanceled());
    }
    for (const [id, lock] of this.#locks) {
      if (lock.owner !== owner) continue;
      const next = lock.waiters.shift();
      if (next === undefined) {
        this.#locks.delete(id);
        continue;
      }
      lock.owner = next.owner;
      lock.statementId = next.statementId;
      lock.acquiredOn = this.clock.now();
      next.grant();
      for (const same of lock.waiters.filter((waiter) => waiter.owner === next.owner)) {
        lock.waiters.splice(lock.waiters.indexOf(same), 1);
        same.grant();
      }
    }
  }

  /** Every lock, those who hold it before those who wait. */
  list(): readonly LockInfo[] {
    return [...this.#locks.values()].flatMap(({ table, owner, statementId, acquiredOn, waiters }) => [
      { table, owner, statementId, acquiredOn, status: "HOLDING" as const },
      ...waiters.map((one) => ({
        table,
        owner: one.owner,
        statementId: one.statementId,
        acquiredOn: null,
        status: "WAITING" as const,
      })),
    ]);
  }

  /** Does one owner wait for another, perhaps through others? Those ahead in a queue are waited for too. */
  #waitsFor(one: LockOwner, other: LockOwner, seen = new Set<LockOwner>()): boolean {
    if (one === other) return true;
    if (seen.has(one)) return false;
    seen.add(one);
    for (const lock of this.#locks.values()) {
      const place = lock.waiters.findIndex((waiter) => waiter.owner === one);
      if (place < 0) continue;
      const ahead = [lock.owner, ...lock.waiters.slice(0, place).map((waiter) => waiter.owner)];
      if (ahead.some((owner) => this.#waitsFor(owner, other, seen))) return true;
    }
    return false;
  }

  #wait(lock: Lock, owner: LockOwner, { statementId, timeoutSeconds, signal }: LockRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(statementCanceled());
        return;
      }
      const stop = () => {
        timer.cancel();
        signal?.removeEventListener("abort", cancel);
      };
      const waiter: Waiter = {
        owner,
        statementId,
        grant: () => {
          stop();
          resolve();
        },
        refuse: (error) => {
          stop();
          lock.waiters.splice(lock.waiters.indexOf(waiter), 1);
          reject(error);
        },
      };
      const cancel = () => waiter.refuse(statementCanceled());
      const timer = this.timers.after(Math.min(timeoutSeconds * 1000, LONGEST_TIMER), () =>
        waiter.refuse(lockTimedOut(holderOf(lock), statementId, timeoutSeconds)),
      );
      signal?.addEventListener("abort", cancel);
      lock.waiters.push(waiter);
    });
  }
}

function holderOf(lock: Lock): LockHolder {
  return { statementId: lock.statementId, table: lock.table.name, transactionId: lock.owner.transactionId };
}
