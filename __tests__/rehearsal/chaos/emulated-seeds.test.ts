import { runSchedule } from "../../../rehearsal/chaos/run-schedule";
import { chaosSchedule } from "../../../rehearsal/chaos/schedule";
import { THOROUGH } from "./emulated-cuts";
import { closeConnections } from "./emulated-session";
import { EmulatedWorld } from "./emulated-world";

/** A drill here takes a second: all 200 seeds are for TWINBERG_CHAOS=all, and for the simple accounts. */
const SEEDS = Array.from({ length: THOROUGH ? 200 : 4 }, (_, index) => index + 1);

describe(`${SEEDS.length} random schedules of faults over two emulated accounts`, () => {
  it(
    "break no invariant",
    async () => {
      const world = await EmulatedWorld.start();
      const broken: unknown[] = [];
      for (const seed of SEEDS) {
        const { violations, log } = await runSchedule(world, chaosSchedule(seed));
        if (violations.length > 0) broken.push({ seed, violations, log });
        await world.restore();
      }
      await world.close();
      closeConnections();
      expect(broken.slice(0, 1)).toEqual([]);
    },
    THOROUGH ? 3_600_000 : 90_000,
  );
});
