import { decimalOf } from "../metadata/decimal-type";
import type { SingleValue } from "../values/single-value";
import type { ScanPredicate } from "./scan-plan";

type Literal = ScanPredicate["values"][number];

const DAY_MICROS = 86_400_000_000n;
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** Days since the epoch; undefined for what is no date. */
function days(text: string): number | undefined {
  const millis = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(millis)) return undefined;
  return new Date(millis).toISOString().startsWith(text) ? millis / 86_400_000 : undefined;
}

/** Microseconds; undefined when there are nanoseconds besides. */
function fraction(digits: string): bigint | undefined {
  const nanos = BigInt(digits.padEnd(9, "0"));
  return nanos % 1000n === 0n ? nanos / 1000n : undefined;
}

function clock(hours: string, minutes: string, seconds: string, digits: string): bigint | undefined {
  const micros = fraction(digits);
  if (micros === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return (BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds)) * 1_000_000n + micros;
}

function zoneMicros(zone: string): bigint {
  const [, sign = "+", hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return (BigInt(hours) * 60n + BigInt(minutes)) * (sign === "-" ? -60_000_000n : 60_000_000n);
}

/** Microseconds since the epoch. With a zone when there must be one, without when there must be none: what a session makes of others is not known here. */
function moment(text: string, zoned: boolean): bigint | undefined {
  const [, date = "", hours = "00", minutes = "00", seconds = "00", digits = "", zone] = MOMENT.exec(text) ?? [];
  const day = days(date);
  const time = clock(hours, minutes, seconds, digits);
  if (day === undefined || time === undefined || (zone !== undefined) !== zoned) return undefined;
  return BigInt(day) * DAY_MICROS + time - (zone === undefined ? 0n : zoneMicros(zone));
}

function time(text: string): bigint | undefined {
  const [, hours, minutes, seconds = "00", digits = ""] =
    /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/.exec(text) ?? [];
  return hours === undefined || minutes === undefined ? undefined : clock(hours, minutes, seconds, digits);
}

/** Unscaled; undefined when the literal has more digits behind the point than the column. */
function decimal(literal: Literal, scale: number): bigint | undefined {
  if (typeof literal === "boolean") return undefined;
  const [, sign, whole, digits = ""] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(String(literal)) ?? [];
  const kept = digits.replace(/0+$/, "");
  if (whole === undefined || kept.length > scale) return undefined;
  const unscaled = BigInt(whole + kept.padEnd(scale, "0"));
  return sign === "-" ? -unscaled : unscaled;
}

/**
 * A predicate's literal as a value that bounds of a column's type can be compared with. undefined when it has no such
 * form: then nothing may be concluded from the predicate.
 */
export function literalValue(literal: Literal, type: string): SingleValue | undefined {
  const scale = decimalOf(type)?.scale;
  if (scale !== undefined) return decimal(literal, scale);
  switch (type) {
    case "boolean":
      return typeof literal === "boolean" ? literal : undefined;
    case "int":
    case "long":
    case "float":
    case "double":
      if (typeof literal === "bigint") return literal;
      return typeof literal === "number" && Number.isFinite(literal) ? literal : undefined;
    case "string":
      return typeof literal === "string" ? literal : undefined;
    case "date":
      return typeof literal === "string" ? days(literal) : undefined;
    case "time":
      return typeof literal === "string" ? time(literal) : undefined;
    case "timestamp":
    case "timestamptz":
      return typeof literal === "string" ? moment(literal, type === "timestamptz") : undefined;
    default:
      // Orders of uuid differ between writers; bytes can't be given.
      return undefined;
  }
}
