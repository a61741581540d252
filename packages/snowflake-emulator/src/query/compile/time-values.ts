import { quoteText } from "../physical-name";
import type { Bound, SqlType } from "./bound";
import type { QuerySettings } from "./scope";

/** A TIMESTAMP_TZ of SQL of microseconds UTC and of minutes east; NULL when the point in time is. */
export function zonedSql(utc: string, offset: string): string {
  const point = `struct_pack(utc := make_timestamp(${utc}), "offset" := CAST(${offset} AS SMALLINT))`;
  return `(CASE WHEN (${utc}) IS NOT NULL THEN ${point} END)`;
}

/** A point in time, SQL of microseconds UTC, with the offset that a zone (SQL of a text) has then. */
export function inZoneSql(utc: string, zone: string): string {
  return zonedSql(utc, `sf_offset_in_zone(${utc}, ${zone})`);
}

/** Microseconds since the epoch, UTC, of a timestamp. */
export function utcMicros(value: Bound, { timeZone }: QuerySettings): string {
  switch (value.type.kind) {
    case "TIMESTAMP_TZ":
      return `epoch_us((${value.sql}).utc)`;
    case "TIMESTAMP_LTZ":
      return `epoch_us(${value.sql})`;
    case "DATE":
      return utcOfLocal(`epoch_us(CAST(${value.sql} AS TIMESTAMP))`, timeZone);
    default:
      return utcOfLocal(`epoch_us(${value.sql})`, timeZone);
  }
}

function utcOfLocal(micros: string, timeZone: string): string {
  return timeZone === "UTC" ? micros : `sf_utc_of_local(${micros}, ${quoteText(timeZone)})`;
}

/** What clocks show, as a DuckDB TIMESTAMP; TIME on the first day of the epoch. */
export function localTimestamp(value: Bound, { timeZone }: QuerySettings): string {
  switch (value.type.kind) {
    case "TIMESTAMP_TZ":
      return `((${value.sql}).utc + to_minutes(CAST((${value.sql})."offset" AS BIGINT)))`;
    case "TIMESTAMP_LTZ":
      if (timeZone === "UTC") return `make_timestamp(epoch_us(${value.sql}))`;
      return `make_timestamp(sf_local_in_zone(epoch_us(${value.sql}), ${quoteText(timeZone)}))`;
    case "TIME":
      return `(DATE '1970-01-01' + ${value.sql})`;
    case "DATE":
      return `CAST(${value.sql} AS TIMESTAMP)`;
    default:
      return value.sql;
  }
}

/** Minutes east of UTC. */
export function offsetMinutes(value: Bound, { timeZone }: QuerySettings): string {
  switch (value.type.kind) {
    case "TIMESTAMP_TZ":
      return `CAST((${value.sql})."offset" AS BIGINT)`;
    case "TIMESTAMP_LTZ":
      return `sf_offset_in_zone(epoch_us(${value.sql}), ${quoteText(timeZone)})`;
    default:
      return "CAST(0 AS BIGINT)";
  }
}

/** A wall-clock time (a DuckDB TIMESTAMP) as a value of a type; the offset of a TIMESTAMP_TZ is that of `like`. */
export function fromLocal(local: string, type: SqlType, like: Bound, { timeZone }: QuerySettings): string {
  switch (type.kind) {
    case "DATE":
      return `CAST(${local} AS DATE)`;
    case "TIME":
      return `CAST(${local} AS TIME)`;
    case "TIMESTAMP_LTZ":
      return `make_timestamptz(${utcOfLocal(`epoch_us(${local})`, timeZone)})`;
    case "TIMESTAMP_TZ": {
      const offset = `CAST((${like.sql})."offset" AS BIGINT)`;
      return zonedSql(`epoch_us(${local}) - ${offset} * 60000000`, offset);
    }
    default:
      return local;
  }
}

/** The format that a type's values are written in by casts to text. */
export function outputFormat(kind: SqlType["kind"], settings: QuerySettings): string {
  switch (kind) {
    case "DATE":
      return settings.dateOutputFormat;
    case "TIME":
      return settings.timeOutputFormat;
    case "TIMESTAMP_NTZ":
      return settings.timestampNtzOutputFormat || settings.timestampOutputFormat;
    case "TIMESTAMP_LTZ":
      return settings.timestampLtzOutputFormat || settings.timestampOutputFormat;
    default:
      return settings.timestampTzOutputFormat || settings.timestampOutputFormat;
  }
}

/** A date, time or timestamp as text. `format`: SQL of a text. */
export function timeText(value: Bound, format: string, settings: QuerySettings): string {
  return `sf_format_time(epoch_us(${localTimestamp(value, settings)}), ${offsetMinutes(value, settings)}, ${format})`;
}

/** Cuts fractions to a type's scale. D: Date & time data types (values are truncated). */
export function fitFraction(sql: string, type: SqlType): string {
  if (!("scale" in type) || type.kind === "NUMBER" || type.scale >= 6) return sql;
  const unit = 10 ** (6 - type.scale);
  const cut = (micros: string) => `((${micros} // ${unit}) * ${unit})`;
  switch (type.kind) {
    case "TIME":
      return `CAST(make_timestamp(${cut(`epoch_us(${sql})`)}) AS TIME)`;
    case "TIMESTAMP_LTZ":
      return `make_timestamptz(${cut(`epoch_us(${sql})`)})`;
    case "TIMESTAMP_TZ":
      return zonedSql(cut(`epoch_us((${sql}).utc)`), `(${sql})."offset"`);
    default:
      return `make_timestamp(${cut(`epoch_us(${sql})`)})`;
  }
}
