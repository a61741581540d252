import { notEmulated } from "../../errors";
import { DATE, type DataType, TIME, TIMESTAMP_LTZ, TIMESTAMP_NTZ, TIMESTAMP_TZ } from "../../types/data-type";
import type { Bound } from "../compile/bound";
import { castTo } from "../compile/cast";
import { numberToTime, textToTime } from "../compile/cast-time";
import { type FunctionCall, type FunctionDefinition, scalar } from "../compile/function-call";
import { invalidType } from "../compile/problems";
import { fromLocal, inZoneSql, utcMicros } from "../compile/time-values";
import { quoteText } from "../physical-name";
import { timeArgument } from "./date-trunc";

const TYPES = { TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ };

/** TO_DATE, TO_TIME, TO_TIMESTAMP…: text with or without a format, whole numbers since the epoch, other times, VARIANT. */
function convert(call: FunctionCall, type: DataType): Bound {
  const value = call.argument(0);
  if (value.type.kind === "TEXT" && call.has(1))
    return call.make(textToTime(value.sql, type, call.settings, call.text(1)), type);
  if (value.type.kind === "NUMBER" || value.type.kind === "FLOAT") {
    if (type.kind === "DATE" || type.kind === "TIME") throw invalidType(`${call.name}(${value.type.kind})`, call.name);
    return call.make(numberToTime(value, type, call.settings, call.has(1) ? call.constantInteger(1) : undefined), type);
  }
  const cast = castTo(value, type, call.settings);
  return call.make(cast.sql, type, cast.nullable);
}

/** A conversion and its TRY_ form. */
function conversions(names: readonly string[], type: (call: FunctionCall) => DataType): readonly FunctionDefinition[] {
  return [
    scalar(names, [1, 2], (call) => convert(call, type(call))),
    scalar(
      names.filter((one) => one.startsWith("TO_")).map((one) => `TRY_${one}`),
      [1, 2],
      (call) => {
        const bound = convert(call, type(call));
        return { ...bound, sql: `TRY(${bound.sql})`, nullable: true };
      },
    ),
  ];
}

/** D: CONVERT_TIMEZONE, in both forms. */
function convertTimezone(call: FunctionCall): Bound {
  if (!call.has(2)) {
    const value = timeArgument(call, 1);
    return call.make(inZoneSql(utcMicros(value, call.settings), call.text(0)), TIMESTAMP_TZ);
  }
  const value = castTo(timeArgument(call, 2), TIMESTAMP_NTZ, call.settings);
  const utc = `sf_utc_of_local(epoch_us(${value.sql}), ${call.text(0)})`;
  return call.make(`make_timestamp(sf_local_in_zone(${utc}, ${call.text(1)}))`, TIMESTAMP_NTZ);
}

function clockMicros(call: FunctionCall, first: number): string {
  const [hour, minute, second] = [0, 1, 2].map((index) => call.integer(first + index));
  const nanos = call.has(first + 3) ? ` + ${call.integer(first + 3)} // 1000` : "";
  return `((${hour} * 3600 + ${minute} * 60 + ${second}) * 1000000${nanos})`;
}

const daysFromParts = (call: FunctionCall) =>
  `sf_date_from_parts(${call.integer(0)}, ${call.integer(1)}, ${call.integer(2)})`;

/** D: TIMESTAMP_FROM_PARTS: parts beyond their range carry over. */
function fromParts(call: FunctionCall, type: DataType): Bound {
  if (call.count === 2) {
    const date = castTo(call.argument(0), DATE, call.settings);
    const time = castTo(call.argument(1), TIME, call.settings);
    if (type.kind !== "TIMESTAMP_NTZ") throw notEmulated(`${call.name} of a date and a time`);
    return call.make(`(${date.sql} + ${time.sql})`, type);
  }
  if (call.count < 6) throw notEmulated(`${call.name} with ${call.count} arguments`);
  if (call.has(7)) throw notEmulated(`${call.name} with a time zone`);
  const local = `make_timestamp(${daysFromParts(call)} * 86400000000 + ${clockMicros(call, 3)})`;
  if (type.kind !== "TIMESTAMP_TZ") return call.make(fromLocal(local, type, call.argument(0), call.settings), type);
  const zone = quoteText(call.settings.timeZone);
  return call.make(inZoneSql(`sf_utc_of_local(epoch_us(${local}), ${zone})`, zone), type);
}

/** D: Conversion functions for dates and times. */
export const timeConversionFunctions: readonly FunctionDefinition[] = [
  ...conversions(["TO_DATE", "DATE"], () => DATE),
  ...conversions(["TO_TIME", "TIME"], () => TIME),
  ...conversions(["TO_TIMESTAMP"], (call) => TYPES[call.settings.timestampTypeMapping]),
  ...conversions(["TO_TIMESTAMP_NTZ"], () => TIMESTAMP_NTZ),
  ...conversions(["TO_TIMESTAMP_LTZ"], () => TIMESTAMP_LTZ),
  ...conversions(["TO_TIMESTAMP_TZ"], () => TIMESTAMP_TZ),
  scalar("CONVERT_TIMEZONE", [2, 3], convertTimezone),
  scalar(["DATE_FROM_PARTS", "DATEFROMPARTS"], [3, 3], (call) =>
    call.make(`(DATE '1970-01-01' + CAST(${daysFromParts(call)} AS INTEGER))`, DATE),
  ),
  scalar(["TIME_FROM_PARTS", "TIMEFROMPARTS"], [3, 4], (call) =>
    call.make(`CAST(make_timestamp(${clockMicros(call, 0)}) AS TIME)`, TIME),
  ),
  scalar(["TIMESTAMP_NTZ_FROM_PARTS", "TIMESTAMPNTZFROMPARTS"], [2, 8], (call) => fromParts(call, TIMESTAMP_NTZ)),
  scalar(["TIMESTAMP_LTZ_FROM_PARTS", "TIMESTAMPLTZFROMPARTS"], [6, 8], (call) => fromParts(call, TIMESTAMP_LTZ)),
  scalar(["TIMESTAMP_TZ_FROM_PARTS", "TIMESTAMPTZFROMPARTS"], [6, 8], (call) => fromParts(call, TIMESTAMP_TZ)),
  scalar(["TIMESTAMP_FROM_PARTS", "TIMESTAMPFROMPARTS"], [2, 8], (call) =>
    fromParts(call, TYPES[call.settings.timestampTypeMapping]),
  ),
];
