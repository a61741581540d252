import {
  civilOfDays,
  daysInMonth,
  daysOfCivil,
  localOfMicros,
  MICROS_PER_DAY,
  microsOfLocal,
  weekday,
} from "./calendar";
import { cannotParse, dateNotRecognized, timeNotRecognized, timestampNotRecognized } from "./data-errors";
import { native } from "./native-function";
import { writeTime } from "./time-format";
import { type ReadTime, readClock, readTimeAs, readTimestamp } from "./time-parse";
import { localAt, offsetAt, utcOfLocal } from "./time-zone";

const AUTO = "AUTO";
const MICROS_PER_MINUTE = 60_000_000n;

/** D: an integer is seconds, milliseconds, microseconds or nanoseconds since the epoch, by its size. */
export function epochMicros(value: bigint): bigint {
  const magnitude = value < 0n ? -value : value;
  if (magnitude < 31_536_000_000n) return value * 1_000_000n;
  if (magnitude < 31_536_000_000_000n) return value * 1000n;
  if (magnitude < 31_536_000_000_000_000n) return value;
  return value / 1000n;
}

function readAuto(text: string): ReadTime | undefined {
  if (/^\s*-?\d+\s*$/.test(text)) return { local: localOfMicros(epochMicros(BigInt(text.trim()))) };
  return readTimestamp(text);
}

function timestamp(text: string, format: string): ReadTime {
  const read = format.toUpperCase() === AUTO ? readAuto(text) : readTimeAs(text, format);
  if (read !== undefined) return read;
  throw format.toUpperCase() === AUTO ? timestampNotRecognized(text) : cannotParse(text, "timestamp", format);
}

/** Microseconds since the epoch, and minutes east of UTC. */
function zoned({ local, offset }: ReadTime, zone: string): { readonly utc: bigint; readonly offset: number } {
  const utc =
    offset === undefined ? utcOfLocal(local, zone) : microsOfLocal(local) - BigInt(offset) * MICROS_PER_MINUTE;
  return { utc, offset: offset ?? offsetAt(utc, zone) };
}

/** D: MONTHS_BETWEEN: whole months when the days agree or both are last of their months, else by 31-day months. */
function monthsBetween(left: bigint, right: bigint): number {
  const a = localOfMicros(left);
  const b = localOfMicros(right);
  const [from, to] = [civilOfDays(a.days), civilOfDays(b.days)];
  const months = (from.year - to.year) * 12 + from.month - to.month;
  const last = (one: { year: number; month: number; day: number }) => one.day === daysInMonth(one.year, one.month);
  if (from.day === to.day || (last(from) && last(to))) return months;
  return months + (from.day - to.day + (a.micros - b.micros) / MICROS_PER_DAY) / 31;
}

export const timeFunctions = [
  native("text_to_date", ["TEXT", "TEXT"], "INTEGER", (text, format) => {
    const auto = format.toUpperCase() === AUTO;
    const read = auto ? readAuto(text) : readTimeAs(text, format);
    if (read === undefined) throw auto ? dateNotRecognized(text) : cannotParse(text, "date", format);
    return BigInt(read.local.days);
  }),
  native("text_to_time", ["TEXT", "TEXT"], "INTEGER", (text, format) => {
    const auto = format.toUpperCase() === AUTO;
    const read = auto ? (readClock(text) ?? readAuto(text)) : readTimeAs(text, format);
    if (read === undefined) throw auto ? timeNotRecognized(text) : cannotParse(text, "time", format);
    return BigInt(read.local.micros);
  }),
  native("text_to_ntz", ["TEXT", "TEXT"], "INTEGER", (text, format) => microsOfLocal(timestamp(text, format).local)),
  native("text_to_ltz", ["TEXT", "TEXT", "TEXT"], "INTEGER", (text, format, zone) => {
    return zoned(timestamp(text, format), zone).utc;
  }),
  native("text_to_offset", ["TEXT", "TEXT", "TEXT"], "INTEGER", (text, format, zone) =>
    BigInt(zoned(timestamp(text, format), zone).offset),
  ),
  native("local_in_zone", ["INTEGER", "TEXT"], "INTEGER", (utc, zone) =>
    microsOfLocal(localAt(utc, offsetAt(utc, zone))),
  ),
  native("utc_of_local", ["INTEGER", "TEXT"], "INTEGER", (local, zone) => utcOfLocal(localOfMicros(local), zone)),
  native("offset_in_zone", ["INTEGER", "TEXT"], "INTEGER", (utc, zone) => BigInt(offsetAt(utc, zone))),
  native("format_time", ["INTEGER", "INTEGER", "TEXT"], "TEXT", (local, offset, format) =>
    writeTime(localOfMicros(local), Number(offset), format),
  ),
  native("epoch_micros", ["INTEGER"], "INTEGER", epochMicros),
  native("months_between", ["INTEGER", "INTEGER"], "FLOAT", monthsBetween),
  /** D: ADD_MONTHS: the last day of a month goes to the last day. Days in, days out. */
  native("add_months", ["INTEGER", "INTEGER"], "INTEGER", (days, months) => {
    const { year, month, day } = civilOfDays(Number(days));
    const first = civilOfDays(daysOfCivil(year, month + Number(months), 1));
    const last = daysInMonth(first.year, first.month);
    return BigInt(daysOfCivil(first.year, first.month, day === daysInMonth(year, month) ? last : Math.min(day, last)));
  }),
  native("date_from_parts", ["INTEGER", "INTEGER", "INTEGER"], "INTEGER", (year, month, day) =>
    BigInt(daysOfCivil(Number(year), Number(month), Number(day))),
  ),
  /** The next (1) or previous (-1) weekday by its name's first two letters; days in, days out. */
  native("seek_weekday", ["INTEGER", "TEXT", "INTEGER"], "INTEGER", (days, name, direction) => {
    const wanted = ["su", "mo", "tu", "we", "th", "fr", "sa"].indexOf(name.trim().slice(0, 2).toLowerCase());
    if (wanted < 0) throw dateNotRecognized(name);
    const distance = ((((wanted - weekday(Number(days))) * Number(direction)) % 7) + 7) % 7;
    return days + direction * BigInt(distance === 0 ? 7 : distance);
  }),
];
