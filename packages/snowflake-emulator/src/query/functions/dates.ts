import { notEmulated } from "../../errors";
import { DATE, FLOAT, TIMESTAMP_NTZ } from "../../types/data-type";
import type { Bound } from "../compile/bound";
import { type FunctionCall, type FunctionDefinition, scalar } from "../compile/function-call";
import { addUnits, isClockUnit } from "../compile/interval";
import { invalidDatePart } from "../compile/problems";
import { fromLocal, localTimestamp } from "../compile/time-values";
import { numberType } from "../compile/types";
import { datePart } from "./date-parts";
import { dateTruncation, timeArgument, truncateLocal, unitNamed, weekStartSql } from "./date-trunc";
import { offsetAt } from "./native/time-zone";

/** Digits of CURRENT_TIMESTAMP(n) and the like. */
function digits(call: FunctionCall): number {
  return call.has(0) ? call.constantInteger(0) : 9;
}

/** The statement's time in microseconds; the emulator's clock has milliseconds. */
function now(call: FunctionCall): bigint {
  return BigInt(call.settings.now.getTime()) * 1000n;
}

function localNow(call: FunctionCall): bigint {
  return now(call) + BigInt(offsetAt(now(call), call.settings.timeZone)) * 60_000_000n;
}

/** Microseconds, cut to so many digits of a second. */
function cutTo(micros: bigint, scale: number): bigint {
  const unit = 10n ** BigInt(Math.max(6 - scale, 0));
  return micros - (micros % unit);
}

const currentTimestamp = (call: FunctionCall) => {
  const scale = digits(call);
  return call.make(`make_timestamptz(${cutTo(now(call), scale)})`, { kind: "TIMESTAMP_LTZ", scale }, false);
};

const currentTime = (call: FunctionCall) => {
  const scale = digits(call);
  return call.make(`CAST(make_timestamp(${cutTo(localNow(call), scale)}) AS TIME)`, { kind: "TIME", scale }, false);
};

function dateAdd(call: FunctionCall): Bound {
  const unit = unitNamed(call.word(0), call);
  const count = call.integer(1);
  const value = timeArgument(call, 2);
  if (value.type.kind === "TIME" && !isClockUnit(unit)) throw invalidDatePart(call.word(0), call.name);
  return addUnits(value, unit, count, [value, call.argument(1)], call.settings);
}

/** D: DATEDIFF counts the boundaries between; fractions below the unit do not matter. */
function dateDiff(call: FunctionCall): Bound {
  const unit = unitNamed(call.word(0), call);
  const [from, to] = [1, 2].map((index) => localTimestamp(timeArgument(call, index), call.settings));
  if (from === undefined || to === undefined) throw call.wrongTypes();
  const type = numberType(unit.endsWith("SECOND") ? 18 : 9, 0);
  return call.make(`CAST(${difference(unit, from, to, call)} AS DECIMAL(${type.precision},0))`, type);
}

function difference(unit: ReturnType<typeof unitNamed>, from: string, to: string, call: FunctionCall): string {
  if (unit === "NANOSECOND") return `((epoch_us(${to}) - epoch_us(${from})) * 1000)`;
  if (unit !== "WEEK") return `date_diff('${unit.toLowerCase()}', ${from}, ${to})`;
  const [first, last] = [from, to].map((one) => weekStartSql(one, call.settings));
  return `(date_diff('day', ${first}, ${last}) // 7)`;
}

function lastDay(call: FunctionCall): Bound {
  const unit = call.has(1) ? unitNamed(call.word(1), call) : "MONTH";
  if (isClockUnit(unit) || unit === "DAY") throw invalidDatePart(call.word(1), call.name);
  const local = localTimestamp(timeArgument(call, 0), call.settings);
  const first = truncateLocal(local, unit, call.settings);
  const span = { YEAR: "to_years(1)", QUARTER: "to_months(3)", MONTH: "to_months(1)", WEEK: "to_days(7)" };
  const length = Object.entries(span).find(([name]) => name === unit)?.[1] ?? "to_months(1)";
  return call.make(`CAST(${first} + ${length} - to_days(1) AS DATE)`, DATE);
}

const daysOf = (call: FunctionCall, index: number) =>
  `CAST(CAST(${localTimestamp(timeArgument(call, index), call.settings)} AS DATE) - DATE '1970-01-01' AS BIGINT)`;

const asDate = (days: string) => `(DATE '1970-01-01' + CAST(${days} AS INTEGER))`;

const seek = (name: string, direction: 1 | -1) =>
  scalar(name, [2, 2], (call) =>
    call.make(asDate(`sf_seek_weekday(${daysOf(call, 0)}, ${call.text(1)}, ${direction})`), DATE),
  );

function addMonths(call: FunctionCall): Bound {
  const value = timeArgument(call, 0);
  const date = asDate(`sf_add_months(${daysOf(call, 0)}, ${call.integer(1)})`);
  if (value.type.kind === "DATE") return call.make(date, DATE);
  const local = localTimestamp(value, call.settings);
  return call.make(fromLocal(`(${date} + CAST(${local} AS TIME))`, value.type, value, call.settings), value.type);
}

/** D: TIME_SLICE: slices are counted from the epoch. */
function timeSlice(call: FunctionCall): Bound {
  const value = timeArgument(call, 0);
  const size = call.constantInteger(1);
  const unit = unitNamed(call.word(2), call);
  const end = call.has(3) && call.word(3) === "END";
  const local = localTimestamp(value, call.settings);
  const micros = { SECOND: 1, MINUTE: 60, HOUR: 3600, DAY: 86_400, WEEK: 604_800 };
  const seconds = Object.entries(micros).find(([name]) => name === unit)?.[1];
  const later = end ? size : 0;
  let sliced: string;
  if (seconds !== undefined) {
    const span = BigInt(seconds) * BigInt(size) * 1_000_000n;
    // The epoch was a Thursday; weeks begin on the Monday before.
    const shift = unit === "WEEK" ? 3n * 86_400_000_000n : 0n;
    const at = `epoch_us(${local}) + ${shift}`;
    sliced = `make_timestamp(${at} - ((${at}) % ${span} + ${span}) % ${span} - ${shift} + ${end ? span : 0n})`;
  } else {
    const months = { MONTH: 1, QUARTER: 3, YEAR: 12 };
    const span = (Object.entries(months).find(([name]) => name === unit)?.[1] ?? 0) * size;
    if (span === 0) throw invalidDatePart(call.word(2), call.name);
    const count = `((year(${local}) - 1970) * 12 + month(${local}) - 1)`;
    sliced = `(TIMESTAMP '1970-01-01' + to_months(CAST(${count} - (${count} % ${span} + ${span}) % ${span} + ${later === 0 ? 0 : span} AS INTEGER)))`;
  }
  return call.make(fromLocal(sliced, value.type, value, call.settings), value.type);
}

const name = (names: string, format: string) =>
  scalar(names, [1, 1], (call) =>
    call.make(`strftime(${localTimestamp(timeArgument(call, 0), call.settings)}, '${format}')`, {
      kind: "TEXT",
      length: 3,
    }),
  );

/** YEAR(x) and so on. */
const parts = [
  "YEAR",
  "YEAROFWEEK",
  "YEAROFWEEKISO",
  "QUARTER",
  "MONTH",
  "WEEK",
  "WEEKOFYEAR",
  "WEEKISO",
  "DAY",
  "DAYOFMONTH",
  "DAYOFWEEK",
  "DAYOFWEEKISO",
  "DAYOFYEAR",
  "HOUR",
  "MINUTE",
  "SECOND",
];

/** D: Date and time functions. */
export const dateFunctions: readonly FunctionDefinition[] = [
  scalar(["CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "SYSTIMESTAMP", "GETDATE"], [0, 1], currentTimestamp),
  scalar(["CURRENT_TIME", "LOCALTIME"], [0, 1], currentTime),
  scalar("CURRENT_DATE", [0, 0], (call) => call.make(`CAST(make_timestamp(${localNow(call)}) AS DATE)`, DATE, false)),
  scalar("SYSDATE", [0, 0], (call) => call.make(`make_timestamp(${now(call)})`, TIMESTAMP_NTZ, false)),
  scalar(["DATEADD", "TIMEADD", "TIMESTAMPADD"], [3, 3], dateAdd),
  scalar(["DATEDIFF", "TIMEDIFF", "TIMESTAMPDIFF"], [3, 3], dateDiff),
  scalar("DATE_TRUNC", [2, 2], (call) => dateTruncation(call, 1, call.word(0))),
  scalar(["DATE_PART", "EXTRACT"], [2, 2], (call) => datePart(call, call.word(0), 1)),
  ...parts.map((part) => scalar(part, [1, 1], (call) => datePart(call, part, 0))),
  name("DAYNAME", "%a"),
  name("MONTHNAME", "%b"),
  scalar("LAST_DAY", [1, 2], lastDay),
  seek("NEXT_DAY", 1),
  seek("PREVIOUS_DAY", -1),
  scalar("ADD_MONTHS", [2, 2], addMonths),
  scalar("MONTHS_BETWEEN", [2, 2], (call) => {
    const [left, right] = [0, 1].map(
      (index) => `epoch_us(${localTimestamp(timeArgument(call, index), call.settings)})`,
    );
    return call.make(`sf_months_between(${left}, ${right})`, FLOAT);
  }),
  scalar("TIME_SLICE", [3, 4], (call) => {
    if (call.settings.weekStart > 1) throw notEmulated("TIME_SLICE with another WEEK_START than Monday");
    return timeSlice(call);
  }),
];
