import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { type JournalStore, unfinishedDrill } from "../failover/journal";
import { type HeldLease, isHeld, type LeaseStore, takeLease } from "../failover/lease";
import type { SeenController } from "./observation";

/** How often the lease is made to last longer while a step takes its time, in milliseconds. */
const RENEW_MS = 30_000;

/** What the failover controller keeps, for looking at. Nothing of it where its bucket isn't there. @throws what the stores throw */
export async function observeController(
  leases: Pick<LeaseStore, "read">,
  journals: JournalStore,
  now: Date,
): Promise<SeenController> {
  const stored = await leases.read();
  const drill = await unfinishedDrill(journals);
  const held = stored !== null && isHeld(stored.lease, now) ? stored.lease : null;
  return {
    lease: held === null ? null : { holder: held.holder, drill: held.drill, until: held.until },
    unfinished: drill?.id ?? null,
  };
}

/** Holds the controller's lease for as long as things are removed, so that nobody begins a failover meanwhile. */
export class SoleController {
  private timer: NodeJS.Timeout | undefined;
  /** Whether the last renewal in between didn't come about: it may be the network's, or somebody has the lease. */
  private doubtful = false;

  private constructor(private lease: HeldLease | undefined) {
    this.timer =
      lease === undefined
        ? undefined
        : setInterval(() => {
            lease.renew().then(
              () => {
                this.doubtful = false;
              },
              () => {
                this.doubtful = true;
              },
            );
          }, RENEW_MS);
    this.timer?.unref();
  }

  /** @param leases undefined: the controller's bucket isn't there, and nobody can take a lease. @throws LeaseHeldError */
  static async take(leases: LeaseStore | undefined, now: () => Date): Promise<SoleController> {
    if (leases === undefined) return new SoleController(undefined);
    return new SoleController(
      await takeLease(leases, {
        // Not the person alone, whose own lease anybody of that name takes over at once.
        holder: `${userInfo().username}@${hostname()}, cleanup ${process.pid}`,
        drill: (epoch) => `cleanup-E${epoch}`,
        above: 0,
        now,
        token: randomUUID,
      }),
    );
  }

  /** That it is still one's own. @throws StaleEpochError when somebody has taken it, what the store throws */
  async check(): Promise<void> {
    await this.lease?.renew(this.doubtful ? 0 : RENEW_MS);
    this.doubtful = false;
  }

  /** Lets others take it. Before its bucket goes, and at the end. @throws what the store throws */
  async release(): Promise<void> {
    clearInterval(this.timer);
    const { lease } = this;
    this.lease = undefined;
    await lease?.release();
  }
}
