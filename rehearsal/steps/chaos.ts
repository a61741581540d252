import { LocalChaosWorld } from "../chaos/local-world";
import { runSchedule } from "../chaos/run-schedule";
import { chaosSchedule, describeEvent } from "../chaos/schedule";
import { emptyPlanClaims } from "../drills/terraform-afterwards";
import { claimFrom } from "../report/claims";
import { heartbeatSeconds, replicationSeconds } from "./cycle-seconds";
import { defineStep, type Step } from "./step";

/** Random faults, writes and failovers over the local clouds: whatever happens, no acknowledged row is lost, and no two accounts write. */
export function chaosStep(seed: number): Step {
  return defineStep({
    id: "chaos",
    title: `Chaos: what seed ${seed} lets happen, then all is healed`,
    needs: ["clouds", "synth", "converge", "load"],
    async run({ tools, facts, progress }) {
      const world = new LocalChaosWorld(tools, facts.clouds);
      // A failover before that is refused: the secondary has no heartbeat of the primary yet.
      await world.advance(replicationSeconds(tools.config) + 2 * heartbeatSeconds(tools.config));
      const events = chaosSchedule(seed);
      for (const event of events) progress(describeEvent(event));
      const chaos = await claimFrom(
        "chaos.invariants",
        "the invariants hold, and the primary is active again",
        async () => {
          const { violations, log, marksWritten } = await runSchedule(world, events);
          const violated = violations.map(({ invariant, after, what }) => `${invariant} after ${after}: ${what}`);
          return {
            observed:
              violated.join("; ") || `they do, over ${events.length} events and ${marksWritten} acknowledged rows`,
            ok: violations.length === 0 && marksWritten > 0,
            evidence: [...log],
          };
        },
      );
      progress("plan of every stack");
      return { facts: {}, claims: [chaos, ...(await emptyPlanClaims("chaos", facts.synth))] };
    },
  });
}
