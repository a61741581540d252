import { daysOfCivil, isCivil, type LocalTime } from "./calendar";
import { valueNotEmulated } from "./data-errors";
import { type FormatElement, MONTHS, readFormat, WEEKDAYS } from "./time-format";

/** What was read: a wall-clock time, and an offset when the text has one. */
export interface ReadTime {
  readonly local: LocalTime;
  /** Minutes east of UTC. */
  readonly offset?: number;
}

interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  micros: number;
  afternoon?: boolean;
  offset?: number;
}

/** Digits of a fraction as microseconds; refuses what is finer. */
export function fractionMicros(digits: string): number {
  if (/[1-9]/.test(digits.slice(6))) throw valueNotEmulated("fractions of a second finer than a microsecond");
  return Number(digits.slice(0, 6).padEnd(6, "0"));
}

/** Reads text by a format; undefined when it does not fit. */
export function readTimeAs(text: string, format: string): ReadTime | undefined {
  const fields: Fields = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, micros: 0 };
  let rest = text.trim();
  const take = (pattern: RegExp): string | undefined => {
    const match = pattern.exec(rest);
    if (match === null) return undefined;
    rest = rest.slice(match[0].length);
    return match[1] ?? match[0];
  };
  for (const element of readFormat(format)) {
    if (!readElement(element, fields, take)) return undefined;
  }
  return rest.trim() === "" ? timeOfFields(fields) : undefined;
}

type Take = (pattern: RegExp) => string | undefined;

function readElement(element: FormatElement, fields: Fields, take: Take): boolean {
  if (element.kind === "literal") {
    return take(new RegExp(`^${element.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "i")) !== undefined;
  }
  if (element.kind === "fraction") {
    const digits = take(/^\d{1,9}/);
    if (digits === undefined) return false;
    fields.micros = fractionMicros(digits);
    return true;
  }
  const number = (pattern: RegExp, set: (value: number) => void): boolean => {
    const digits = take(pattern);
    if (digits !== undefined) set(Number(digits));
    return digits !== undefined;
  };
  switch (element.field) {
    case "YYYY":
    case "UUUU":
      return number(/^\d{4}/, (value) => (fields.year = value));
    case "YY":
      // D: TWO_DIGIT_CENTURY_START is 1970.
      return number(/^\d{2}/, (value) => (fields.year = value < 70 ? 2000 + value : 1900 + value));
    case "MM":
      return number(/^\d{1,2}/, (value) => (fields.month = value));
    case "MON":
    case "MMMM": {
      const word = take(/^[A-Za-z]+/)?.toLowerCase() ?? "";
      const full = element.field === "MMMM";
      fields.month = 1 + MONTHS.findIndex((one) => word === (full ? one : one.slice(0, 3)).toLowerCase());
      return fields.month > 0;
    }
    case "DY":
      return WEEKDAYS.some((one) => take(new RegExp(`^${one.slice(0, 3)}`, "i")) !== undefined);
    case "DD":
      return number(/^\d{1,2}/, (value) => (fields.day = value));
    case "HH24":
    case "HH12":
    case "HH":
      return number(/^\d{1,2}/, (value) => (fields.hour = value));
    case "AM":
    case "PM": {
      const word = take(/^[AP]M/i)?.toUpperCase();
      if (word !== undefined) fields.afternoon = word === "PM";
      return word !== undefined;
    }
    case "MI":
      return number(/^\d{1,2}/, (value) => (fields.minute = value));
    case "SS":
      return number(/^\d{1,2}/, (value) => (fields.second = value));
    default: {
      const offset = readOffset(take(/^(Z|[+-]\d{1,2}(?::?\d{2})?)/i));
      if (offset !== undefined) fields.offset = offset;
      return offset !== undefined;
    }
  }
}

/** `Z`, `+01`, `+0100`, `+01:00` in minutes. */
export function readOffset(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text.toUpperCase() === "Z") return 0;
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  if (match === null) return undefined;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? "0"));
}

function timeOfFields(fields: Fields): ReadTime | undefined {
  let { hour } = fields;
  if (fields.afternoon !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (fields.afternoon ? 12 : 0);
  }
  if (!isCivil(fields.year, fields.month, fields.day)) return undefined;
  if (hour > 23 || fields.minute > 59 || fields.second > 59) return undefined;
  const micros = ((hour * 60 + fields.minute) * 60 + fields.second) * 1_000_000 + fields.micros;
  const local = { days: daysOfCivil(fields.year, fields.month, fields.day), micros };
  return fields.offset === undefined ? { local } : { local, offset: fields.offset };
}

const ISO =
  /^(\d{4,5})-(\d{1,2})-(\d{1,2})(?:(?:T|\s+)(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{0,9}))?)?)?\s*(Z|[+-]\d{1,2}(?::?\d{2})?)?)?$/i;
const CLOCK = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{0,9}))?)?$/;

/** D: the other formats that AUTO knows. */
const AUTO_TIMESTAMPS = [
  "DY, DD MON YYYY HH24:MI:SS TZHTZM",
  "DY, DD MON YYYY HH24:MI:SS",
  "DY MON DD HH24:MI:SS TZHTZM YYYY",
  "MM/DD/YYYY HH24:MI:SS",
] as const;
export const AUTO_DATES = ["DD-MON-YYYY", "MM/DD/YYYY"] as const;

function fieldsOf(date: readonly (string | undefined)[], clock: readonly (string | undefined)[], offset?: string) {
  const [year = "1970", month = "1", day = "1"] = date;
  const [hour = "0", minute = "0", second = "0", fraction = ""] = clock;
  const east = readOffset(offset);
  return timeOfFields({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    micros: fractionMicros(fraction),
    ...(east === undefined ? {} : { offset: east }),
  });
}

/** Reads a date or timestamp in any form that AUTO detects; undefined when none fits. */
export function readTimestamp(text: string): ReadTime | undefined {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso !== null) return fieldsOf(iso.slice(1, 4), iso.slice(4, 8), iso[8]);
  for (const format of [...AUTO_DATES, ...AUTO_TIMESTAMPS]) {
    const read = readTimeAs(trimmed, format);
    if (read !== undefined) return read;
  }
  return undefined;
}

/** Reads `HH24:MI[:SS[.FF]]`. */
export function readClock(text: string): ReadTime | undefined {
  const clock = CLOCK.exec(text.trim());
  return clock === null ? undefined : fieldsOf([], clock.slice(1, 5));
}
