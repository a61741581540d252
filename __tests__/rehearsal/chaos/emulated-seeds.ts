import { runSchedule } from "../../../rehearsal/chaos/run-schedule";
import { chaosSchedule } from "../../../rehearsal/chaos/schedule";
import { closeConnections } from "./emulated-session";
import { EmulatedWorld } from "./emulated-world";

/** Of both files together. */
const SEEDS = 200;
/** For one schedule, in milliseconds: the longest takes seconds, on a machine that has nothing else to do. */
const PATIENCE_MS = 300_000;

/** Declares the tests of every second seed, so that two workers share them. @param first 1 or 2 */
export function describeSeeds(first: 1 | 2): void {
  const seeds = Array.from({ length: SEEDS / 2 }, (_, index) => first + 2 * index);

  describe("a random schedule of faults over two emulated accounts", () => {
    let world: EmulatedWorld;

    beforeAll(async () => {
      world = await EmulatedWorld.start();
    });
    afterAll(async () => {
      await world.close();
      closeConnections();
    });

    it.each(seeds)(
      "breaks no invariant: seed %d",
      async (seed) => {
        await world.restore();
        const { violations, log } = await runSchedule(world, chaosSchedule(seed));
        expect({ violations, log: violations.length > 0 ? log : [] }).toEqual({ violations: [], log: [] });
      },
      PATIENCE_MS,
    );
  });
}
