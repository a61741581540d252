import { type CronFields, takes } from "./cron-fields";
import { offsetAt, offsetSpans } from "./time-zone";

/** A cron expression in a time zone. */
export interface Cron {
  readonly fields: CronFields;
  /** A zone of the IANA database. */
  readonly zone: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** No day that comes at all is farther away: 29 February of 2104 after that of 2096. */
const HORIZON_DAYS = 8 * 366 + 1;

/**
 * Is this day (midnight UTC of the date) one of those that the expression means? When days of the month and of the week are
 * both given, either is enough (D: CREATE TASK).
 */
function meansDay(fields: CronFields, midnight: number): boolean {
  const date = new Date(midnight);
  if (!takes(fields.months, date.getUTCMonth() + 1)) return false;
  const day = date.getUTCDate();
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const weekday = date.getUTCDay();
  const byMonth = takes(fields.daysOfMonth, day) || (fields.lastDayOfMonth && day === length);
  const byWeek = takes(fields.daysOfWeek, weekday) || (fields.lastDaysOfWeek.has(weekday) && day > length - 7);
  if (fields.daysOfMonth === "every") return byWeek;
  if (fields.daysOfWeek === "every") return byMonth;
  return byMonth || byWeek;
}

/** The first point in time later than `after` and before `to` whose minutes and hours, at this offset, are meant. */
function firstInSpan(fields: CronFields, offset: number, after: number, to: number): number | undefined {
  // Offsets are whole minutes in every zone of today, so that minutes begin together everywhere.
  for (let at = (Math.floor(after / MINUTE) + 1) * MINUTE; at < to; ) {
    const local = new Date(at + offset);
    if (!takes(fields.hours, local.getUTCHours())) {
      at += (60 - local.getUTCMinutes()) * MINUTE;
    } else if (!takes(fields.minutes, local.getUTCMinutes())) {
      at += MINUTE;
    } else {
      return at;
    }
  }
  return undefined;
}

/**
 * The first time later than `after` (both in milliseconds) when the zone's clocks show what the expression means;
 * undefined when they never do. An hour that the clocks show twice counts twice, one that they leave out not at all
 * (D: tasks and daylight saving time).
 */
export function nextCron({ fields, zone }: Cron, after: number): number | undefined {
  const today = Math.floor((after + offsetAt(zone, after)) / DAY) * DAY;
  for (let days = 0; days <= HORIZON_DAYS; days += 1) {
    const midnight = today + days * DAY;
    if (!meansDay(fields, midnight)) continue;
    // The date begins and ends, by UTC, at most a day off.
    for (const span of offsetSpans(zone, midnight - DAY, midnight + 2 * DAY)) {
      const from = Math.max(span.from, midnight - span.offset);
      const to = Math.min(span.to, midnight + DAY - span.offset);
      const found = firstInSpan(fields, span.offset, Math.max(after, from - 1), to);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
