import { setTimeout as pause } from "node:timers/promises";
import type { TwinbergConfig } from "../../config/schema";
import { type SessionSettings, withSession } from "../../operator/snowflake/session";
import { describeError } from "../errors";
import { workAs } from "./lake-readers";

const PAUSE_MS = 250;

/** One look at the data. */
export interface Reading {
  readonly at: Date;
  /** What the query answered, as JSON; undefined: it failed. */
  readonly answer: string | undefined;
  /** Why it failed. */
  readonly error: string | undefined;
}

/** Somebody who reads all the time, whatever happens meanwhile. */
export interface SteadyReader {
  /** What was read so far, oldest first. */
  readonly readings: readonly Reading[];
  /** Ends it, after at least one more reading. */
  stop(): Promise<void>;
}

/** Begins to read in one session: the same query, four times a second. Resolves once the first answer is there. */
export async function readSteadily(
  settings: SessionSettings,
  config: TwinbergConfig,
  query: string,
): Promise<SteadyReader> {
  const readings: Reading[] = [];
  let ending = false;
  let first: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    first = resolve;
  });
  const reading = withSession(settings, async (session) => {
    await workAs(session, config.roles.analyst, config);
    let last = false;
    do {
      last = ending;
      const at = new Date();
      try {
        readings.push({ at, answer: JSON.stringify(await session.execute(query)), error: undefined });
      } catch (error) {
        readings.push({ at, answer: undefined, error: describeError(error) });
      }
      first();
      if (!last) await pause(PAUSE_MS);
    } while (!last);
  });
  // A reader that can't even log in must not be waited for.
  await Promise.race([begun, reading]);
  return {
    readings,
    async stop() {
      ending = true;
      await reading;
    },
  };
}
