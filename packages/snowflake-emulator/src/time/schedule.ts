import { type Cron, nextCron } from "./cron";
import { readCronFields } from "./cron-fields";
import { isTimeZone } from "./time-zone";

/** When something happens again and again. */
export type Schedule =
  /** Every so many milliseconds, counted from when the schedule came into force. */
  { readonly kind: "interval"; readonly milliseconds: number } | ({ readonly kind: "cron" } & Cron);

/** Why a text is no schedule. */
export type ScheduleProblem =
  | { readonly kind: "malformed" }
  | { readonly kind: "zone"; readonly zone: string }
  /** Well-formed, and no date is ever like that. */
  | { readonly kind: "never" };

const UNITS: Readonly<Record<string, number>> = {
  S: 1000,
  SECOND: 1000,
  SECONDS: 1000,
  M: 60_000,
  MINUTE: 60_000,
  MINUTES: 60_000,
  H: 3_600_000,
  HOUR: 3_600_000,
  HOURS: 3_600_000,
};

/** Ten seconds and eight days (D: CREATE TASK). */
export const SHORTEST_INTERVAL = 10_000;
export const LONGEST_INTERVAL = 8 * 86_400_000;

const INTERVAL = /^\+?(\d{1,9})\s+([A-Za-z]+)\s*$/;
const CRON = /^USING\s+CRON\s+(.*)$/is;

/** Reads `<n> <unit>`: milliseconds; undefined when malformed. Bounds are the caller's. */
export function readInterval(text: string): number | undefined {
  const [, count, unit] = INTERVAL.exec(text) ?? [];
  const size = unit === undefined ? undefined : UNITS[unit.toUpperCase()];
  return size === undefined ? undefined : Number(count) * size;
}

function readCron(text: string): Schedule | ScheduleProblem {
  const words = text.trim().split(/\s+/);
  // The last word is the time zone, whatever it looks like (O).
  const zone = words.pop() ?? "";
  const fields = words.length > 5 ? undefined : words.length === 5 ? readCronFields(words) : null;
  if (fields === undefined) return { kind: "malformed" };
  if (!isTimeZone(zone)) return { kind: "zone", zone };
  if (fields === null) return { kind: "malformed" };
  const cron: Cron = { fields, zone };
  // Any start will do: what comes at all comes within eight years of it.
  return nextCron(cron, 0) === undefined ? { kind: "never" } : { kind: "cron", ...cron };
}

/** Reads `<n> SECONDS | MINUTES | HOURS` (also S, M, H) or `USING CRON <five fields> <time zone>`, in any case. */
export function readSchedule(text: string): Schedule | ScheduleProblem {
  const cron = CRON.exec(text.trim());
  if (cron?.[1] !== undefined) return readCron(cron[1]);
  const milliseconds = readInterval(text);
  if (milliseconds === undefined || milliseconds < SHORTEST_INTERVAL || milliseconds > LONGEST_INTERVAL) {
    return { kind: "malformed" };
  }
  return { kind: "interval", milliseconds };
}

/** Is this what was read, and no problem? */
export function isSchedule(read: Schedule | ScheduleProblem): read is Schedule {
  return read.kind === "interval" || read.kind === "cron";
}

/**
 * The first time later than `after` that the schedule names, when it has been in force since `base` (all in
 * milliseconds). An interval of 10 minutes in force since 9:03 means 9:13, 9:23 … (D: CREATE TASK).
 */
export function nextTime(schedule: Schedule, base: number, after: number): number | undefined {
  if (schedule.kind === "cron") return nextCron(schedule, Math.max(base, after));
  const { milliseconds } = schedule;
  const passed = Math.max(0, Math.floor((after - base) / milliseconds));
  return base + (passed + 1) * milliseconds;
}
