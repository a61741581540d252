import { EventEmitter, once } from "node:events";
import type { AccountRole } from "../../config/schema";
import type { DrillIntent } from "../../operator/failover/journal-entry";
import { type ControllerRun, runController, toldBy } from "../drills/controllers";
import { Marks } from "../drills/marks";
import { rolesClaim } from "../drills/roles";
import { type ClaimInput, claimFrom } from "../report/claims";
import { defineStep } from "./step";

const STEP_ENDED = "F302";
const STATEMENT_RUN = "F308";
const LEASE_TAKEN = "F101";
const LEASE_HELD = "F102";

/** A controller that is killed goes on where it was; of two only one acts; one that was overtaken changes nothing any more. */
export const controllerStep = defineStep({
  id: "controller",
  title: "Controller: killed after each step, raced, overtaken",
  needs: ["clouds", "converge"],
  async run({ tools, facts: { clouds }, progress }) {
    const { config } = tools;
    const { primary, secondary } = clouds.sessions;
    const marks = new Marks(config);
    const controller = (settings: Parameters<typeof runController>[2]) => runController(tools, clouds, settings);
    await marks.create(primary);
    await marks.write(primary, 1);

    progress("failover to the secondary, killed after each step");
    const claims: ClaimInput[] = [
      await claimFrom(
        "controller.killed",
        "killed after each of its steps and called again, it comes to its end",
        async () => {
          const ended = new Set<string>();
          const runs: ControllerRun[] = [];
          do {
            runs.push(
              await controller({
                intent: plannedTo("secondary"),
                holder: "night-shift",
                killedAt: ({ code, data }) => {
                  const isNew = code === STEP_ENDED && !ended.has(String(data.step));
                  if (isNew) ended.add(String(data.step));
                  return isNew;
                },
              }),
            );
          } while (runs.at(-1)?.outcome === "killed");
          const outcomes = runs.map(({ outcome }) => outcome);
          return {
            observed: `${outcomes.filter((outcome) => outcome === "killed").length} times killed, then ${outcomes.at(-1)}`,
            ok: outcomes.at(-1) === "completed" && ended.size > 0,
            evidence: [...ended, ...runs.slice(-1).flatMap(toldBy)],
          };
        },
      ),
      await rolesClaim("controller.killed.roles", config, clouds, "secondary"),
      await marks.hasClaim("controller.killed.nothing-lost", secondary, [1]),
    ];

    progress("two operators fail back at once");
    claims.push(
      await claimFrom("controller.race", "one fails back, and the other is told who does", async () => {
        const late: Promise<ControllerRun>[] = [];
        const first = await controller({
          intent: plannedTo("primary"),
          holder: "first-operator",
          onMessage: ({ code }) => {
            if (code === LEASE_TAKEN) {
              late.push(controller({ intent: plannedTo("primary"), holder: "second-operator" }));
            }
          },
        });
        const [second] = await Promise.all(late);
        const told = second?.messages.find(({ code }) => code === LEASE_HELD);
        return {
          observed: `first ${first.outcome}, second ${second?.outcome ?? "did not begin"}`,
          ok: first.outcome === "completed" && second?.outcome === "held" && told?.data.holder === "first-operator",
          evidence: second === undefined ? [] : toldBy(second),
        };
      }),
      await rolesClaim("controller.race.roles", config, clouds, "primary"),
    );

    progress("a controller that slept wakes up after it was overtaken");
    claims.push(
      await claimFrom("controller.stale", "with its old epoch it changes nothing any more", async () => {
        const night = new EventEmitter();
        const asleep = once(night, "asleep");
        const awake = once(night, "awake");
        const sleeper = controller({
          intent: plannedTo("secondary"),
          holder: "night-shift",
          before: async (sql) => {
            if (!/ PRIMARY$/.test(sql)) return;
            night.emit("asleep");
            await awake;
          },
        });
        await Promise.race([asleep, sleeper]);
        const newer = await controller({ intent: plannedTo("secondary"), holder: "night-shift" });
        night.emit("awake");
        const older = await sleeper;
        const fellAsleepAt = newer.messages[0]?.at.getTime() ?? 0;
        const changed = older.messages.filter(({ code, at }) => code === STATEMENT_RUN && at.getTime() > fellAsleepAt);
        return {
          observed: `the newer one ${newer.outcome}, the older one ${older.outcome} after ${changed.length} more statements`,
          ok: newer.outcome === "completed" && older.outcome === "stale" && changed.length === 0,
          evidence: toldBy(older).slice(-3),
        };
      }),
      await rolesClaim("controller.stale.roles", config, clouds, "secondary"),
    );

    progress("failback");
    claims.push(
      await claimFrom("controller.back", "the failback completes", async () => {
        const run = await controller({ intent: plannedTo("primary"), holder: "day-shift" });
        return { observed: run.outcome, ok: run.outcome === "completed", evidence: toldBy(run) };
      }),
      await rolesClaim("controller.back.roles", config, clouds, "primary"),
      await marks.hasClaim("controller.back.nothing-lost", primary, [1]),
    );
    await marks.remove(primary);
    return { facts: {}, claims };
  },
});

function plannedTo(to: AccountRole): DrillIntent {
  return { to, mode: "planned", acceptedLossSeconds: null };
}
