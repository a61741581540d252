import fc from "fast-check";
import { LeaseHeldError, StaleEpochError } from "../../../operator/failover/errors";
import { type HeldLease, LEASE_MS, type Lease, type LeaseStore, takeLease } from "../../../operator/failover/lease";
import { MemoryLeaseStore } from "../../../operator/failover/memory-stores";

let tokens = 0;
const claim = (holder: string, clock: { now: number }, above = 0) => ({
  holder,
  drill: (epoch: number) => `drill-${epoch}`,
  above,
  now: () => new Date(clock.now),
  token: () => {
    tokens += 1;
    return `t${tokens}`;
  },
});

describe("a lease", () => {
  it("is one operator's, and says whose", async () => {
    const store = new MemoryLeaseStore();
    const clock = { now: 0 };
    const ann = await takeLease(store, claim("ann", clock));
    expect(ann.epoch).toBe(1);
    const refused = takeLease(store, claim("bob", clock));
    await expect(refused).rejects.toThrow(LeaseHeldError);
    await expect(refused).rejects.toMatchObject({ held: { holder: "ann", epoch: 1, drill: "drill-1" } });
  });

  it("is taken by others once it has ended, with the next epoch, and is stale then", async () => {
    const store = new MemoryLeaseStore();
    const clock = { now: 0 };
    const ann = await takeLease(store, claim("ann", clock));
    clock.now = LEASE_MS;
    const bob = await takeLease(store, claim("bob", clock));
    expect(bob.epoch).toBe(2);
    await expect(ann.renew()).rejects.toThrow(StaleEpochError);
    await expect(ann.renew()).rejects.toMatchObject({ own: 1, seen: { holder: "bob", epoch: 2 } });
    await expect(ann.release()).rejects.toThrow(StaleEpochError);
    await bob.renew();
  });

  it("lasts as long as it is renewed, and ends when it is released", async () => {
    const store = new MemoryLeaseStore();
    const clock = { now: 0 };
    const ann = await takeLease(store, claim("ann", clock));
    clock.now = LEASE_MS - 1;
    await ann.renew();
    clock.now = LEASE_MS + 1;
    await expect(takeLease(store, claim("bob", clock))).rejects.toThrow(LeaseHeldError);
    await ann.release();
    expect((await takeLease(store, claim("bob", clock))).epoch).toBe(2);
  });

  it("has an epoch above those that accounts know, when the bucket is a new one", async () => {
    expect((await takeLease(new MemoryLeaseStore(), claim("ann", { now: 0 }, 41))).epoch).toBe(42);
  });

  it("is known again when the answer to its write got lost and the write was tried twice", async () => {
    const inner = new MemoryLeaseStore();
    const store: LeaseStore = {
      read: () => inner.read(),
      write: async (lease: Lease, expected: string | null) => {
        await inner.write(lease, expected);
        return inner.write(lease, expected);
      },
    };
    const lease = await takeLease(store, claim("ann", { now: 0 }));
    await lease.renew();
    await lease.release();
  });

  it("has at most one holder that may act, whatever happens in whatever order", async () => {
    const action = fc.record({
      who: fc.constantFrom("ann", "bob", "eve"),
      what: fc.constantFrom("take", "renew", "release"),
      passes: fc.constantFrom(0, 1, LEASE_MS / 2, LEASE_MS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 30 }), async (actions) => {
        const store = new MemoryLeaseStore();
        const clock = { now: 0 };
        const held = new Map<string, HeldLease>();
        // The model: who took it last, and until when nobody else may.
        let model = { who: "", epoch: 0, until: 0 };
        for (const { who, what, passes } of actions) {
          clock.now += passes;
          const mine = held.get(who);
          if (what === "take") {
            const free = model.who === who || model.until <= clock.now;
            const taken = takeLease(store, claim(who, clock));
            if (free) {
              const lease = await taken;
              expect(lease.epoch).toBe(model.epoch + 1);
              held.set(who, lease);
              model = { who, epoch: lease.epoch, until: clock.now + LEASE_MS };
            } else await expect(taken).rejects.toThrow(LeaseHeldError);
          } else if (mine !== undefined) {
            const done = what === "renew" ? mine.renew() : mine.release();
            if (mine.epoch === model.epoch) {
              await done;
              model = { ...model, until: what === "renew" ? clock.now + LEASE_MS : clock.now };
            } else await expect(done).rejects.toThrow(StaleEpochError);
          }
        }
      }),
    );
  });
});
