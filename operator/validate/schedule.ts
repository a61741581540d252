import type { Schedule } from "../../config/schema";
import { cronMatcher } from "./cron";

const MINUTE = 60_000;

/** TASK_HISTORY tells of the last seven days. Source: docs.snowflake.com, sql-reference/functions/task_history. */
const HISTORY_MINUTES = 7 * 24 * 60;

/**
 * The time that the last run must not be older than: two intervals ago. By cron, the last but one time that it was due.
 *
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970; undefined: it is due less than twice in the seven days that can be looked back
 * @throws RangeError for a cron expression that isn't understood
 */
export function oldestAllowed(schedule: Schedule, now: number): number | undefined {
  if ("minutes" in schedule) return now - 2 * schedule.minutes * MINUTE;
  const isDue = cronMatcher(schedule.cron);
  let due = 0;
  const last = Math.floor(now / MINUTE);
  for (let minute = last; minute > last - HISTORY_MINUTES; minute -= 1) {
    if (isDue(minute * MINUTE)) due += 1;
    if (due === 2) return minute * MINUTE;
  }
  return undefined;
}

/** A schedule for people. */
export function describeSchedule(schedule: Schedule): string {
  return "minutes" in schedule ? `every ${schedule.minutes} min` : `by cron ${schedule.cron}`;
}

/** A length of time for people: `40 s`, `12 min`, `5 h`, `3 d`. @param milliseconds not negative */
export function describeAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}
