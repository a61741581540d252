import { z } from "zod";
import { BucketError, ConflictError, LeaseHeldError, StaleEpochError } from "./errors";

/** How long a lease is worth something without being renewed, in milliseconds. */
export const LEASE_MS = 120_000;

/** Who may act, as kept in the controller's bucket. The epoch only grows, also when a lease ends. */
export const leaseSchema = z.strictObject({
  epoch: z.int().min(1),
  /** Operator and machine. */
  holder: z.string().min(1),
  /** The drill that it was taken for. */
  drill: z.string().min(1),
  takenAt: z.iso.datetime(),
  /** After this it may be taken by others; in the past at once when it was released. */
  until: z.iso.datetime(),
  /** What tells this write from others: a write whose answer got lost is known again by it. */
  token: z.string().min(1),
});

/** {@link leaseSchema} */
export type Lease = z.infer<typeof leaseSchema>;

/** The lease with what its next write must expect. */
export interface StoredLease {
  readonly lease: Lease;
  /** Opaque: the object's ETag. */
  readonly version: string;
}

/** Where the lease is kept. */
export interface LeaseStore {
  /** null: nobody ever took it. */
  read(): Promise<StoredLease | null>;
  /**
   * Writes if nothing was written since.
   * @param expected the version that was read; null: there must be none
   * @returns the new version
   * @throws ConflictError otherwise
   */
  write(lease: Lease, expected: string | null): Promise<string>;
}

/** Who takes a lease, and what for. */
export interface LeaseClaim {
  readonly holder: string;
  /** What the drill is called, by the new epoch. */
  readonly drill: (epoch: number) => string;
  /** The highest epoch that the accounts have recorded: the new one is above it, also when the bucket is a new one. */
  readonly above: number;
  readonly now: () => Date;
  /** Different at each call. */
  readonly token: () => string;
}

/**
 * Takes the lease with a new epoch. One's own is taken over at once; somebody else's when it has ended.
 * @throws LeaseHeldError when it is somebody else's, also when he was quicker
 */
export async function takeLease(store: LeaseStore, claim: LeaseClaim): Promise<HeldLease> {
  const { holder, drill, above, now, token } = claim;
  const found = await store.read();
  if (found !== null && found.lease.holder !== holder && isHeld(found.lease, now())) throw heldBy(found.lease);
  const at = now();
  const epoch = Math.max(found?.lease.epoch ?? 0, above) + 1;
  const lease: Lease = {
    epoch,
    holder,
    drill: drill(epoch),
    takenAt: at.toISOString(),
    until: new Date(at.getTime() + LEASE_MS).toISOString(),
    token: token(),
  };
  const version = await writeOnce(store, lease, found?.version ?? null, (other) => heldBy(other));
  return new HeldLease(store, { lease, version }, now, token);
}

/** Whether somebody has it at that time. */
export function isHeld({ until }: Lease, at: Date): boolean {
  return new Date(until).getTime() > at.getTime();
}

/** A lease that one has taken. Its calls come one after another. */
export class HeldLease {
  private renewedAt: number;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: LeaseStore,
    private stored: StoredLease,
    private readonly now: () => Date,
    private readonly token: () => string,
  ) {
    this.renewedAt = now().getTime();
  }

  get epoch(): number {
    return this.stored.lease.epoch;
  }

  get drill(): string {
    return this.stored.lease.drill;
  }

  get holder(): string {
    return this.stored.lease.holder;
  }

  /**
   * Makes it last longer, unless that was done within `withinMs`. So it is known that nobody has taken it.
   * @throws StaleEpochError when somebody has
   */
  renew(withinMs = 0): Promise<void> {
    return this.inTurn(async () => {
      const at = this.now().getTime();
      if (withinMs > 0 && at - this.renewedAt < withinMs) return;
      await this.replace(new Date(at + LEASE_MS));
      this.renewedAt = at;
    });
  }

  /** Lets others take it at once. @throws StaleEpochError when somebody has */
  release(): Promise<void> {
    return this.inTurn(() => this.replace(this.now()));
  }

  private async replace(until: Date): Promise<void> {
    const lease = { ...this.stored.lease, until: until.toISOString(), token: this.token() };
    const stale = (other: Lease) => new StaleEpochError(this.epoch, other, "the lease");
    const version = await writeOnce(this.store, lease, this.stored.version, stale);
    this.stored = { lease, version };
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** A write whose answer got lost may have been tried twice; then the second conflicts with the first. */
async function writeOnce(
  store: LeaseStore,
  lease: Lease,
  expected: string | null,
  error: (other: Lease) => Error,
): Promise<string> {
  try {
    return await store.write(lease, expected);
  } catch (caught) {
    if (!(caught instanceof ConflictError)) throw caught;
    const found = await store.read();
    if (found === null) throw new BucketError(`the lease is gone: ${caught.message}`, { cause: caught });
    if (found.lease.token === lease.token) return found.version;
    throw error(found.lease);
  }
}

function heldBy({ epoch, holder, drill, until }: Lease): LeaseHeldError {
  return new LeaseHeldError({ epoch, holder, drill, until: new Date(until) });
}
