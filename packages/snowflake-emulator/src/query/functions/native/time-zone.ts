import { type LocalTime, localOfMicros, microsOfLocal } from "./calendar";
import { DataError } from "./native-function";

const MICROS_PER_MINUTE = 60_000_000n;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const fields = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  } as const;
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", era: "short", ...fields });
    formats.set(zone, format);
    return format;
  } catch (error) {
    throw new DataError("100048", `Unknown timezone '${zone}' (${error instanceof Error ? error.name : "error"})`);
  }
}

/** Whether there is a time zone of this name. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch (error) {
    if (error instanceof DataError) return false;
    throw error;
  }
}

/** Minutes east of UTC at a point in time (microseconds since the epoch). */
export function offsetAt(utc: bigint, zone: string): number {
  if (zone === "UTC") return 0;
  const seconds = Number((utc - (((utc % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n);
  const parts = formatOf(zone).formatToParts(new Date(seconds * 1000));
  const field = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const number = (type: string) => Number(field(type));
  const local = new Date(0);
  local.setUTCFullYear(field("era") === "BC" ? 1 - number("year") : number("year"), number("month") - 1, number("day"));
  local.setUTCHours(number("hour"), number("minute"), number("second"));
  return Math.round((local.getTime() / 1000 - seconds) / 60);
}

/** The point in time when clocks in a zone show a wall-clock time: the first of two, and after a gap as if it had not begun. */
export function utcOfLocal(local: LocalTime, zone: string): bigint {
  const wall = microsOfLocal(local);
  const before = offsetAt(wall - 86_400_000_000n, zone);
  const candidate = wall - BigInt(before) * MICROS_PER_MINUTE;
  if (offsetAt(candidate, zone) === before) return candidate;
  const after = offsetAt(wall + 86_400_000_000n, zone);
  const later = wall - BigInt(after) * MICROS_PER_MINUTE;
  return offsetAt(later, zone) === after ? later : candidate;
}

/** What clocks show at an offset. */
export function localAt(utc: bigint, offset: number): LocalTime {
  return localOfMicros(utc + BigInt(offset) * MICROS_PER_MINUTE);
}
