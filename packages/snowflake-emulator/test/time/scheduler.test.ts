import fc from "fast-check";
import { EmulatorClock, VirtualClock } from "../../src/clock";
import type { EventSource } from "../../src/time/event-source";
import { Scheduler } from "../../src/time/scheduler";
import { FakeTimers } from "./fake-timers";

const START = Date.UTC(2026, 0, 1);

interface Ran {
  readonly source: string;
  readonly at: number;
  /** What the clock showed. */
  readonly clock: number;
}

function setUp() {
  const machine = new VirtualClock(START);
  const timers = new FakeTimers(machine);
  const clock = new EmulatorClock(machine);
  const errors: Error[] = [];
  const scheduler = new Scheduler(clock, (error) => errors.push(error), timers);
  const ran: Ran[] = [];
  const every = (name: string, period: number, work: () => Promise<void> = async () => undefined): EventSource => ({
    name,
    nextDue: (after) => START + (Math.floor((after - START) / period) + 1) * period,
    async run(at) {
      ran.push({ source: name, at, clock: clock.now() });
      await work();
    },
  });
  return { machine, timers, clock, scheduler, ran, every, errors };
}

describe("advancing", () => {
  it("runs each event with the clock at its time, and ends at the time asked for", async () => {
    const { clock, scheduler, ran, every } = setUp();
    scheduler.add(every("a", 1000));
    expect(await scheduler.advanceTo(START + 2500)).toEqual({ from: START, to: START + 2500, events: 2 });
    expect(ran.map(({ at, clock: shown }) => [at - START, shown - START])).toEqual([
      [1000, 1000],
      [2000, 2000],
    ]);
    expect(clock.now()).toBe(START + 2500);
  });

  it("waits for the work of an event before it goes on", async () => {
    const { scheduler, clock, every } = setUp();
    const seen: number[] = [];
    scheduler.add(
      every("slow", 1000, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(clock.now() - START);
      }),
    );
    await scheduler.advanceTo(START + 3000);
    expect(seen).toEqual([1000, 2000, 3000]);
  });

  it("lets the clock run on from there when it ran before, and leaves it frozen when it was", async () => {
    const { scheduler, clock, machine } = setUp();
    await scheduler.advanceBy(60_000);
    machine.advanceSeconds(1);
    expect(clock.now()).toBe(START + 61_000);
    await scheduler.freeze();
    await scheduler.advanceBy(1000);
    machine.advanceSeconds(1);
    expect(clock.now()).toBe(START + 62_000);
  });

  it("refuses to go back", async () => {
    const { scheduler } = setUp();
    await expect(scheduler.advanceTo(START - 1)).rejects.toThrow(RangeError);
  });

  it("stops at an event whose work fails and says which", async () => {
    const { scheduler, clock, every } = setUp();
    scheduler.add(every("broken", 1000, () => Promise.reject(new Error("no such table"))));
    await scheduler.freeze();
    await expect(scheduler.advanceTo(START + 5000)).rejects.toThrow(
      "broken failed at 2026-01-01T00:00:01.000Z: no such table",
    );
    expect(clock.now()).toBe(START + 1000);
  });

  it("refuses a source that names a time again that has passed", async () => {
    const { scheduler } = setUp();
    scheduler.add({
      name: "stuck",
      nextDue: (after) => (after > START ? after : START + 1),
      run: async () => undefined,
    });
    await expect(scheduler.advanceTo(START + 10)).rejects.toThrow(/stuck names/);
  });

  it("runs what is due at the same time in several accounts side by side, and in each account one after another", async () => {
    const { scheduler, every } = setUp();
    await scheduler.freeze();
    const seen: string[] = [];
    const slow = (name: string) =>
      every(name, 1000, async () => {
        seen.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(`${name} ends`);
      });
    scheduler.add(slow("across"));
    scheduler.add(slow("a1"), "A");
    scheduler.add(slow("b1"), "B");
    scheduler.add(slow("a2"), "A");
    await scheduler.advanceBy(1000);
    expect(seen.indexOf("b1 begins")).toBeLessThan(seen.indexOf("a1 ends"));
    expect(seen.indexOf("a2 begins")).toBeGreaterThan(seen.indexOf("a1 ends"));
    expect(seen.slice(-2)).toEqual(["across begins", "across ends"]);
  });

  it("finishes one account's work when another's fails", async () => {
    const { scheduler, every } = setUp();
    await scheduler.freeze();
    let finished = false;
    scheduler.add(
      every("broken", 1000, async () => {
        throw new Error("no");
      }),
      "A",
    );
    scheduler.add(
      every("slow", 1000, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        finished = true;
      }),
      "B",
    );
    await expect(scheduler.advanceBy(1000)).rejects.toThrow(/^broken failed at .*: no$/);
    expect(finished).toBe(true);
  });

  it("takes turns", async () => {
    const { scheduler, ran, every } = setUp();
    scheduler.add(every("a", 1000, () => new Promise((resolve) => setImmediate(resolve))));
    await Promise.all([scheduler.advanceBy(1500), scheduler.advanceBy(1500)]);
    expect(ran.map(({ at }) => at - START)).toEqual([1000, 2000, 3000]);
  });

  it("waits for work that a statement has started", async () => {
    const { scheduler, clock } = setUp();
    await scheduler.freeze();
    const seen: number[] = [];
    const work = new Promise<void>((resolve) =>
      setImmediate(() => {
        seen.push(clock.now());
        resolve();
      }),
    );
    scheduler.track("a statement", work);
    await scheduler.advanceBy(1000);
    expect(seen).toEqual([START]);
  });
});

describe("time that runs by itself", () => {
  it("wakes for each event", async () => {
    const { scheduler, timers, ran, every } = setUp();
    scheduler.add(every("a", 1000));
    timers.pass(3500);
    await scheduler.idle();
    expect(ran.map(({ at, clock }) => [at - START, clock - START])).toEqual([
      [1000, 1000],
      [2000, 2000],
      [3000, 3000],
    ]);
  });

  it("doesn't let one event's work hold up the next", async () => {
    const { scheduler, timers, ran, every } = setUp();
    let finish: () => void = () => undefined;
    scheduler.add(every("never ready", 1000, () => new Promise((resolve) => (finish = resolve))));
    timers.pass(2000);
    expect(ran).toHaveLength(2);
    finish();
  });

  it("does nothing while frozen, and catches up with nothing that was not due", async () => {
    const { scheduler, timers, ran, every } = setUp();
    scheduler.add(every("a", 1000));
    await scheduler.freeze();
    timers.pass(10_000);
    expect(ran).toEqual([]);
    await scheduler.run();
    timers.pass(1000);
    expect(ran.map(({ at }) => at - START)).toEqual([1000]);
  });

  it("tells of work that failed, and goes on", async () => {
    const { scheduler, timers, ran, every, errors } = setUp();
    scheduler.add(every("broken", 1000, () => Promise.reject(new Error("gone"))));
    timers.pass(2000);
    await scheduler.idle();
    expect(ran).toHaveLength(2);
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining("broken failed"),
      expect.stringContaining("gone"),
    ]);
  });

  it("stops when closed", async () => {
    const { scheduler, timers, ran, every } = setUp();
    scheduler.add(every("a", 1000));
    await scheduler.close();
    timers.pass(5000);
    expect(ran).toEqual([]);
  });
});

describe("any sources, any steps", () => {
  const periods = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 });
  const steps = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 6 });

  it("the same events in the same order, however the time is cut up", async () => {
    await fc.assert(
      fc.asyncProperty(periods, steps, async (all, cuts) => {
        const { scheduler, clock, ran, every } = setUp();
        await scheduler.freeze();
        for (const [index, period] of all.entries()) scheduler.add(every(String(index), period));
        for (const step of cuts) await scheduler.advanceBy(step);
        const end = cuts.reduce((sum, step) => sum + step, 0);
        const expected: { source: string; at: number }[] = [];
        for (let time = 1; time <= end; time += 1) {
          for (const [index, period] of all.entries()) {
            if (time % period === 0) expected.push({ source: String(index), at: START + time });
          }
        }
        expect(ran).toEqual(expected.map((one) => ({ ...one, clock: one.at })));
        expect(clock.now()).toBe(START + end);
      }),
      { numRuns: 60 },
    );
  });
});
