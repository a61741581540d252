import { runSchedule } from "../../../rehearsal/chaos/run-schedule";
import { chaosSchedule } from "../../../rehearsal/chaos/schedule";
import { THOROUGH } from "./emulated-cuts";
import { closeConnections } from "./emulated-session";
import { EmulatedWorld } from "./emulated-world";

/** A drill here takes a second: all 200 seeds are for TWINBERG_CHAOS=all, and for the simple accounts. */
const SEEDS = Array.from({ length: THOROUGH ? 200 : 3 }, (_, index) => index + 1);

describe("a random schedule of faults over two emulated accounts", () => {
  let world: EmulatedWorld;

  beforeAll(async () => {
    world = await EmulatedWorld.start();
  });
  afterAll(async () => {
    await world.close();
    closeConnections();
  });

  it.each(SEEDS)("breaks no invariant: seed %d", async (seed) => {
    await world.restore();
    const { violations, log } = await runSchedule(world, chaosSchedule(seed));
    expect({ violations, log: violations.length > 0 ? log : [] }).toEqual({ violations: [], log: [] });
  });
});
