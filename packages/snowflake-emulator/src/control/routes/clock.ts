import { BadRequest } from "../bad-request";
import { readBoolean, readMembers, readNumber, readTime } from "../read";
import type { ControlRoute } from "../route";
import type { ControlTargets } from "../targets";

/** A hundred years. */
const LONGEST_ADVANCE = 3_155_760_000;

function view({ scheduler: { clock } }: ControlTargets): object {
  const now = clock.now();
  return { now, time: new Date(now).toISOString(), running: clock.running };
}

const readClock: ControlRoute = {
  method: "GET",
  path: "/clock",
  about: "What the clock shows, and whether it runs.",
  handle: (_request, targets) => view(targets),
};

const setClock: ControlRoute = {
  method: "POST",
  path: "/clock",
  about:
    "Moves the clock forward, event by event, and answers when all of them are done; freezes it or lets it run. One of the members. Time never goes back.",
  body: {
    advanceSeconds: "how many seconds, at least 0",
    advanceTo: "a time: ISO with its zone, or milliseconds since 1970",
    freeze: "true: time stands still from now on",
    run: "true: time passes again, from where the clock stands",
  },
  async handle({ body }, targets) {
    const { scheduler } = targets;
    const given = readMembers(body, "body", {
      "advanceSeconds?": readNumber(0, LONGEST_ADVANCE),
      "advanceTo?": readTime,
      "freeze?": readBoolean,
      "run?": readBoolean,
    });
    const asked = Object.entries(given).filter(([, value]) => value !== false);
    if (asked.length !== 1) {
      throw new BadRequest("body", `got ${asked.length} orders`, "give one of advanceSeconds, advanceTo, freeze, run");
    }
    if (given.freeze === true) await scheduler.freeze();
    if (given.run === true) await scheduler.run();
    if (given.advanceSeconds !== undefined) {
      const advance = await scheduler.advanceBy(Math.round(given.advanceSeconds * 1000));
      return { ...view(targets), events: advance.events };
    }
    if (given.advanceTo !== undefined) return { ...view(targets), ...(await advanceTo(given.advanceTo, targets)) };
    return view(targets);
  },
};

async function advanceTo(at: number, targets: ControlTargets): Promise<object> {
  try {
    const { events } = await targets.scheduler.advanceTo(at);
    return { ...view(targets), events };
  } catch (error) {
    if (error instanceof RangeError) throw new BadRequest("body.advanceTo", error.message, "give a later time");
    throw error;
  }
}

export const clockRoutes: readonly ControlRoute[] = [readClock, setClock];
