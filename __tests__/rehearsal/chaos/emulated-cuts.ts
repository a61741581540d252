import { ACCOUNT_ROLES } from "../../../config/schema";
import type { DrillIntent } from "../../../operator/failover/journal-entry";
import { ChaosMarks } from "../../../rehearsal/chaos/marks";
import { readShape } from "../../../rehearsal/chaos/shape";
import { run } from "./controllers";
import { refreshes } from "./declared";
import { closeConnections } from "./emulated-session";
import { EmulatedWorld } from "./emulated-world";

/** After how many messages the controller is gone; beyond the last one it ends by itself. */
const CUTS = Array.from({ length: 75 }, (_, index) => index + 1);

/** Everything that a drill leaves behind in the two accounts. */
async function endState(world: EmulatedWorld, marks: ChaosMarks) {
  const kept: Record<string, unknown> = {};
  for (const account of ACCOUNT_ROLES) {
    kept[account] = { replicated: await marks.replicated(account), quarantined: await marks.quarantined(account) };
  }
  return { kept, shape: await readShape(world) };
}

/** Declares the test: a drill that is killed after its n-th message, for many n, ends where one ends that isn't. */
export function describeCuts(name: string, intent: DrillIntent): void {
  describe(`a controller that is killed: ${name}`, () => {
    let world: EmulatedWorld;

    let expected: unknown;

    beforeAll(async () => {
      world = await EmulatedWorld.start();
      const marks = await begin();
      expect((await run(world, intent)).outcome).toBe("completed");
      expected = await endState(world, marks);
    });
    afterAll(async () => {
      await world.close();
      closeConnections();
    });

    async function begin(): Promise<ChaosMarks> {
      await world.restore();
      const marks = new ChaosMarks(world);
      await marks.create("primary");
      await marks.write();
      for (const sql of refreshes(world.topology)) await world.execute("secondary", sql);
      await marks.write();
      return marks;
    }

    it.each(CUTS)("after %d messages leaves what the next one finishes to the same end", async (killedAfter) => {
      const marks = await begin();
      const first = await run(world, intent, { killedAfter });
      const next = await run(world, intent);
      expect(next.outcome).toBe(
        first.outcome === "completed" || first.messages.at(-1)?.code === "F901" ? "nothing-to-do" : "completed",
      );
      expect(await endState(world, marks)).toEqual(expected);
    });
  });
}
