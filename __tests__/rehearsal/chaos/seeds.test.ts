import { runSchedule } from "../../../rehearsal/chaos/run-schedule";
import { chaosSchedule } from "../../../rehearsal/chaos/schedule";
import { FakeWorld } from "./fake-world";

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1);

describe("200 random schedules of faults", () => {
  it("break no invariant", async () => {
    const broken: unknown[] = [];
    let written = 0;
    for (const seed of SEEDS) {
      const world = new FakeWorld();
      const { violations, log, marksWritten } = await runSchedule(world, chaosSchedule(seed));
      written += marksWritten;
      if (violations.length + world.accounts.violations.length > 0) {
        broken.push({ seed, violations, inside: world.accounts.violations, log });
      }
    }
    expect(broken.slice(0, 1)).toEqual([]);
    expect(written).toBeGreaterThan(SEEDS.length);
  });
});
