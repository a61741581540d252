import { notEmulated } from "../../errors";
import type { Bound } from "../compile/bound";
import type { FunctionCall } from "../compile/function-call";
import { invalidDatePart } from "../compile/problems";
import type { QuerySettings } from "../compile/scope";
import { localTimestamp, offsetMinutes, utcMicros } from "../compile/time-values";
import { isTimestamp, numberType } from "../compile/types";
import { timeArgument, weekStartSql } from "./date-trunc";

/** How a part is computed from a wall-clock time. */
type PartSql = (local: string, settings: QuerySettings) => string;

/** D: DAYOFWEEK: 0 (Sunday) to 6 by default; with WEEK_START, 1 to 7 from that day. */
const dayOfWeek: PartSql = (local, { weekStart }) =>
  weekStart === 0 ? `dayofweek(${local})` : `((isodow(${local}) - ${weekStart} + 7) % 7 + 1)`;

/** D: Calendar weeks and weekdays. */
const week: PartSql = (local, settings) => {
  if (settings.weekOfYearPolicy === 1) {
    const newYear = `date_trunc('year', CAST(${local} AS TIMESTAMP))`;
    return `(date_diff('day', ${weekStartSql(newYear, settings)}, ${weekStartSql(local, settings)}) // 7 + 1)`;
  }
  if (settings.weekStart > 1) throw notEmulated("weeks of the year with another WEEK_START than Monday");
  return `weekofyear(${local})`;
};

const yearOfWeek: PartSql = (local, settings) => {
  if (settings.weekOfYearPolicy === 1) return `year(${local})`;
  if (settings.weekStart > 1) throw notEmulated("years of weeks with another WEEK_START than Monday");
  return `isoyear(${local})`;
};

interface Part {
  readonly names: readonly string[];
  readonly digits: number;
  readonly sql: PartSql;
  /** Does TIME have it? */
  readonly clock?: boolean;
}

/** D: Date and time functions, "Supported date and time parts". */
const PARTS: readonly Part[] = [
  { names: ["YEAR", "Y", "YY", "YYY", "YYYY", "YR", "YEARS", "YRS"], digits: 4, sql: (local) => `year(${local})` },
  { names: ["YEAROFWEEK"], digits: 4, sql: yearOfWeek },
  { names: ["YEAROFWEEKISO"], digits: 4, sql: (local) => `isoyear(${local})` },
  { names: ["QUARTER", "Q", "QTR", "QTRS", "QUARTERS"], digits: 1, sql: (local) => `quarter(${local})` },
  { names: ["MONTH", "MM", "MON", "MONS", "MONTHS"], digits: 2, sql: (local) => `month(${local})` },
  { names: ["WEEK", "W", "WK", "WEEKOFYEAR", "WOY", "WY"], digits: 2, sql: week },
  {
    names: ["WEEKISO", "WEEK_ISO", "WEEKOFYEARISO", "WEEKOFYEAR_ISO"],
    digits: 2,
    sql: (local) => `weekofyear(${local})`,
  },
  { names: ["DAY", "D", "DD", "DAYS", "DAYOFMONTH"], digits: 2, sql: (local) => `day(${local})` },
  { names: ["DAYOFWEEK", "WEEKDAY", "DOW", "DW"], digits: 2, sql: dayOfWeek },
  {
    names: ["DAYOFWEEKISO", "WEEKDAY_ISO", "DOW_ISO", "DW_ISO", "DAYOFWEEK_ISO"],
    digits: 2,
    sql: (local) => `isodow(${local})`,
  },
  { names: ["DAYOFYEAR", "YEARDAY", "DOY", "DY"], digits: 3, sql: (local) => `dayofyear(${local})` },
  { names: ["HOUR", "H", "HH", "HR", "HOURS", "HRS"], digits: 2, sql: (local) => `hour(${local})`, clock: true },
  {
    names: ["MINUTE", "M", "MI", "MIN", "MINUTES", "MINS"],
    digits: 2,
    sql: (local) => `minute(${local})`,
    clock: true,
  },
  { names: ["SECOND", "S", "SEC", "SECONDS", "SECS"], digits: 2, sql: (local) => `second(${local})`, clock: true },
  {
    names: ["NANOSECOND", "NS", "NSEC", "NANOSEC", "NSECOND", "NANOSECONDS", "NANOSECS", "NSECONDS"],
    digits: 9,
    sql: (local) => `((epoch_us(${local}) % 1000000 + 1000000) % 1000000 * 1000)`,
    clock: true,
  },
];

/** Divided, rounded down. */
function floored(micros: string, unit: number): string {
  return `((${micros} - (${micros} % ${unit} + ${unit}) % ${unit}) // ${unit})`;
}

/** Parts of the point in time, as numbers of microseconds: how to divide or multiply them. */
const EPOCHS: readonly { readonly names: readonly string[]; readonly sql: (micros: string) => string }[] = [
  { names: ["EPOCH_SECOND", "EPOCH", "EPOCH_SECONDS"], sql: (micros) => floored(micros, 1_000_000) },
  { names: ["EPOCH_MILLISECOND", "EPOCH_MILLISECONDS"], sql: (micros) => floored(micros, 1000) },
  { names: ["EPOCH_MICROSECOND", "EPOCH_MICROSECONDS"], sql: (micros) => micros },
  { names: ["EPOCH_NANOSECOND", "EPOCH_NANOSECONDS"], sql: (micros) => `(${micros} * 1000)` },
];

const number = (sql: string, precision: number) => `CAST(${sql} AS DECIMAL(${precision},0))`;

/** A part of a date, time or timestamp. Throws 001039 for a name that is none. D: DATE_PART. */
export function datePart(call: FunctionCall, name: string, index: number): Bound {
  const value = timeArgument(call, index);
  const part = PARTS.find((one) => one.names.includes(name));
  if (part !== undefined) {
    if (value.type.kind === "TIME" && part.clock !== true) throw invalidDatePart(name, call.name);
    const sql = part.sql(localTimestamp(value, call.settings), call.settings);
    return call.make(number(sql, part.digits), numberType(part.digits, 0));
  }
  const epoch = EPOCHS.find((one) => one.names.includes(name));
  if (epoch !== undefined) {
    const micros =
      value.type.kind === "TIMESTAMP_LTZ" || value.type.kind === "TIMESTAMP_TZ"
        ? utcMicros(value, call.settings)
        : `epoch_us(${localTimestamp(value, call.settings)})`;
    return call.make(number(epoch.sql(micros), 38), numberType(38, 0));
  }
  if (
    (name === "TIMEZONE_HOUR" || name === "TZH" || name === "TIMEZONE_MINUTE" || name === "TZM") &&
    isTimestamp(value.type)
  ) {
    const offset = offsetMinutes(value, call.settings);
    const hours = name === "TIMEZONE_HOUR" || name === "TZH";
    return call.make(number(hours ? `trunc(${offset} / 60)` : `(${offset} % 60)`, 9), numberType(9, 0));
  }
  throw invalidDatePart(name, call.name);
}
