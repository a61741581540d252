import { quoteText } from "../physical-name";
import type { Bound, SqlType } from "./bound";
import type { QuerySettings } from "./scope";
import { fromLocal, inZoneSql, localTimestamp, utcMicros, zonedSql } from "./time-values";
import { isTimestamp } from "./types";

/** SQL that converts text to a date or time. `format`: SQL of a text; default: the session's. */
export function textToTime(text: string, type: SqlType, settings: QuerySettings, format?: string): string {
  const zone = quoteText(settings.timeZone);
  const given = (session: string) => format ?? quoteText(session);
  switch (type.kind) {
    case "DATE":
      return `(DATE '1970-01-01' + CAST(sf_text_to_date(${text}, ${given(settings.dateInputFormat)}) AS INTEGER))`;
    case "TIME":
      return `(TIME '00:00:00' + to_microseconds(sf_text_to_time(${text}, ${given(settings.timeInputFormat)})))`;
    case "TIMESTAMP_LTZ":
      return `make_timestamptz(sf_text_to_ltz(${text}, ${given(settings.timestampInputFormat)}, ${zone}))`;
    case "TIMESTAMP_TZ":
      return zonedText(`${text}, ${given(settings.timestampInputFormat)}, ${zone}`);
    default:
      return `make_timestamp(sf_text_to_ntz(${text}, ${given(settings.timestampInputFormat)}))`;
  }
}

function zonedText(parameters: string): string {
  return zonedSql(`sf_text_to_ltz(${parameters})`, `sf_text_to_offset(${parameters})`);
}

/** A point in time, SQL of microseconds UTC, as a timestamp type. */
export function fromUtc(micros: string, kind: SqlType["kind"], settings: QuerySettings): string {
  const zone = quoteText(settings.timeZone);
  switch (kind) {
    case "TIMESTAMP_LTZ":
      return `make_timestamptz(${micros})`;
    case "TIMESTAMP_TZ":
      return inZoneSql(micros, zone);
    default:
      return `make_timestamp(${micros})`;
  }
}

/** Between DATE, TIME and the timestamps; undefined for what Snowflake does not convert. */
export function timeToTime(value: Bound, target: SqlType, settings: QuerySettings): string | undefined {
  const from = value.type.kind;
  if (from === target.kind) return value.sql;
  if (target.kind === "DATE") {
    return isTimestamp(value.type) ? `CAST(${localTimestamp(value, settings)} AS DATE)` : undefined;
  }
  if (target.kind === "TIME") {
    return isTimestamp(value.type) ? `CAST(${localTimestamp(value, settings)} AS TIME)` : undefined;
  }
  if (!isTimestamp(target) || (from !== "DATE" && !isTimestamp(value.type))) return undefined;
  if (target.kind === "TIMESTAMP_NTZ") return localTimestamp(value, settings);
  if (target.kind === "TIMESTAMP_LTZ" && from !== "TIMESTAMP_TZ") {
    return fromLocal(localTimestamp(value, settings), target, value, settings);
  }
  return fromUtc(utcMicros(value, settings), target.kind, settings);
}

/** Whole numbers as points in time since the epoch; `scale`: SQL, decimal places of seconds; default: guessed. */
export function numberToTime(value: Bound, target: SqlType, settings: QuerySettings, scale?: number): string {
  const fraction = value.type.kind === "FLOAT" || (value.type.kind === "NUMBER" && value.type.scale > 0);
  const micros =
    scale !== undefined
      ? `CAST(trunc(CAST(${value.sql} AS DECIMAL(38,9)) * ${10 ** Math.max(6 - scale, 0)} / ${10 ** Math.max(scale - 6, 0)}) AS BIGINT)`
      : fraction
        ? `CAST(trunc(CAST(${value.sql} AS DECIMAL(38,9)) * 1000000) AS BIGINT)`
        : `sf_epoch_micros(CAST(${value.sql} AS BIGINT))`;
  return fromUtc(micros, target.kind, settings);
}
