import type { Schedule } from "../../config/schema";
import { describeAge, describeSchedule, oldestAllowed } from "./schedule";

/** How long ago something was, and whether that is too long by its schedule. */
export interface Recency {
  /** For people, such as `3 min ago`. */
  readonly age: string;
  /** Why it is too old; undefined: it isn't, or its schedule is too rare to tell. */
  readonly tooOld: string | undefined;
}

/**
 * Whether something that runs by a schedule was less than two of its intervals ago.
 * @param at when it was, in milliseconds since 1970
 * @param now by Snowflake's clock
 * @throws RangeError for a cron expression that isn't understood
 */
export function recencyOf(schedule: Schedule, at: number, now: number): Recency {
  const oldest = oldestAllowed(schedule, now);
  const age = `${describeAge(now - at)} ago`;
  return {
    age,
    tooOld:
      oldest === undefined || at >= oldest
        ? undefined
        : `it runs ${describeSchedule(schedule)}: the last should be at most ${describeAge(now - oldest)} ago`,
  };
}
