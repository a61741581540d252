import { ACCOUNT_ROLES } from "../../../config/schema";
import type { DrillIntent } from "../../../operator/failover/journal-entry";
import { ChaosMarks } from "../../../rehearsal/chaos/marks";
import { readShape } from "../../../rehearsal/chaos/shape";
import { refreshes } from "./declared";
import { run } from "./controllers";
import { closeConnections } from "./emulated-session";
import { EmulatedWorld } from "./emulated-world";

/** With TWINBERG_CHAOS=all every cut point and 200 seeds, which take minutes; otherwise so many that a unit test may take. */
export const THOROUGH = process.env["TWINBERG_CHAOS"] === "all";

/** Of all cut points every so many-th is tried. */
const EVERY = THOROUGH ? 1 : 7;

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

    beforeAll(async () => {
      world = await EmulatedWorld.start();
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

    it("leaves what the next one finishes to the same end", async () => {
      const wholeMarks = await begin();
      const whole = await run(world, intent);
      expect(whole.outcome).toBe("completed");
      const expected = await endState(world, wholeMarks);
      const unlike: unknown[] = [];
      for (let killedAfter = 1; killedAfter < whole.messages.length; killedAfter += EVERY) {
        const marks = await begin();
        expect((await run(world, intent, { killedAfter })).outcome).toBe("killed");
        const next = await run(world, intent);
        const ended = await endState(world, marks);
        const same = JSON.stringify(ended) === JSON.stringify(expected);
        if (!same || !/^(completed|nothing-to-do)$/.test(next.outcome)) {
          unlike.push({ killedAfter, outcome: next.outcome, told: next.messages.at(-1)?.text, ended });
        }
      }
      expect(unlike.slice(0, 1)).toEqual([]);
    });
  });
}
