import { notEmulated } from "../../errors";
import { type DataType, TIMESTAMP_NTZ } from "../../types/data-type";
import type { Place } from "../ast";
import { type Bound, derive } from "./bound";
import { invalidArgumentTypes, invalidDatePart } from "./problems";
import type { QuerySettings } from "./scope";
import { fromLocal, localTimestamp } from "./time-values";
import { isTimestamp } from "./types";

/** A unit of time, as date functions and intervals name it. */
export type TimeUnit =
  | "YEAR"
  | "QUARTER"
  | "MONTH"
  | "WEEK"
  | "DAY"
  | "HOUR"
  | "MINUTE"
  | "SECOND"
  | "MILLISECOND"
  | "MICROSECOND"
  | "NANOSECOND";

/** D: Date and time functions, "Supported date and time parts". */
const UNIT_NAMES: Readonly<Record<TimeUnit, readonly string[]>> = {
  YEAR: ["YEAR", "Y", "YY", "YYY", "YYYY", "YR", "YEARS", "YRS"],
  QUARTER: ["QUARTER", "Q", "QTR", "QTRS", "QUARTERS"],
  MONTH: ["MONTH", "MM", "MON", "MONS", "MONTHS"],
  WEEK: ["WEEK", "W", "WK", "WEEKOFYEAR", "WOY", "WY", "WEEKS"],
  DAY: ["DAY", "D", "DD", "DAYS", "DAYOFMONTH"],
  HOUR: ["HOUR", "H", "HH", "HR", "HOURS", "HRS"],
  MINUTE: ["MINUTE", "M", "MI", "MIN", "MINUTES", "MINS"],
  SECOND: ["SECOND", "S", "SEC", "SECONDS", "SECS"],
  MILLISECOND: ["MILLISECOND", "MS", "MSEC", "MILLISECONDS"],
  MICROSECOND: ["MICROSECOND", "US", "USEC", "MICROSECONDS"],
  NANOSECOND: ["NANOSECOND", "NS", "NSEC", "NANOSEC", "NSECOND", "NANOSECONDS", "NANOSECS", "NSECONDS"],
};

const UNITS = new Map(
  Object.entries(UNIT_NAMES).flatMap(([unit, names]) =>
    names.map((name) => [name, Object.keys(UNIT_NAMES).find((one): one is TimeUnit => one === unit)] as const),
  ),
);

export function timeUnit(name: string): TimeUnit | undefined {
  return UNITS.get(name.toUpperCase());
}

/** Are values of a unit parts of a day? */
export function isClockUnit(unit: TimeUnit): boolean {
  return !["YEAR", "QUARTER", "MONTH", "WEEK", "DAY"].includes(unit);
}

/** So many of a unit, SQL of a BIGINT, as a DuckDB INTERVAL. */
export function intervalSql(unit: TimeUnit, count: string): string {
  const whole = `CAST(${count} AS INTEGER)`;
  switch (unit) {
    case "YEAR":
      return `to_years(${whole})`;
    case "QUARTER":
      return `to_months(CAST(${count} * 3 AS INTEGER))`;
    case "MONTH":
      return `to_months(${whole})`;
    case "WEEK":
      return `to_days(CAST(${count} * 7 AS INTEGER))`;
    case "DAY":
      return `to_days(${whole})`;
    case "HOUR":
      return `to_hours(${count})`;
    case "MINUTE":
      return `to_minutes(${count})`;
    case "SECOND":
      return `to_microseconds(${count} * 1000000)`;
    case "MILLISECOND":
      return `to_microseconds(${count} * 1000)`;
    case "MICROSECOND":
      return `to_microseconds(${count})`;
    case "NANOSECOND":
      return `to_microseconds(CASE WHEN ${count} % 1000 = 0 THEN ${count} // 1000 ELSE error('twin:000002:Unsupported feature ''not emulated: nanoseconds''.') END)`;
  }
}

/** Adds so many units to a date, time or timestamp. D: DATEADD: a date and a part of a day give a TIMESTAMP_NTZ. */
export function addUnits(
  value: Bound,
  unit: TimeUnit,
  count: string,
  from: readonly Bound[],
  settings: QuerySettings,
): Bound {
  const clock = isClockUnit(unit);
  const type: DataType | undefined =
    value.type.kind === "DATE" && clock
      ? TIMESTAMP_NTZ
      : value.type.kind === "DATE" || value.type.kind === "TIME" || isTimestamp(value.type)
        ? value.type
        : undefined;
  if (type === undefined) throw new Error(`units can't be added to ${value.type.kind}`);
  if (clock && type.kind === "TIMESTAMP_LTZ") {
    // Hours pass in real time, whatever the clocks do.
    return derive(
      `make_timestamptz(epoch_us(make_timestamp(epoch_us(${value.sql})) + ${intervalSql(unit, count)}))`,
      type,
      from,
    );
  }
  const local = `(${localTimestamp(value, settings)} + ${intervalSql(unit, count)})`;
  return derive(fromLocal(local, type, value, settings), type, from);
}

/** `value ± INTERVAL '1 day, 2 hours'`, piece by piece from the left. D: Interval constants. */
export function addInterval(
  value: Bound,
  text: string,
  negative: boolean,
  place: Place,
  settings: QuerySettings,
): Bound {
  if (value.type.kind !== "DATE" && value.type.kind !== "TIME" && !isTimestamp(value.type)) {
    throw invalidArgumentTypes(negative ? "-" : "+", [value.type], place);
  }
  let result = value;
  for (const piece of text.split(",")) {
    const match = /^\s*([+-]?\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(piece);
    if (match === null) throw notEmulated(`the interval '${text}'`);
    const [, amount = "", name = ""] = match;
    const unit = timeUnit(name === "" ? "SECOND" : name);
    if (unit === undefined) throw invalidDatePart(name, "INTERVAL");
    if (amount.includes(".")) throw notEmulated(`fractions in the interval '${text}'`);
    const count = `CAST(${negative ? -Number(amount) : Number(amount)} AS BIGINT)`;
    result = addUnits(result, unit, count, [result], settings);
  }
  return result;
}
