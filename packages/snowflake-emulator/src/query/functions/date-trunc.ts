import { type DataType, TIMESTAMP_NTZ } from "../../types/data-type";
import type { Bound } from "../compile/bound";
import { castTo } from "../compile/cast";
import type { FunctionCall } from "../compile/function-call";
import { isClockUnit, type TimeUnit, timeUnit } from "../compile/interval";
import { invalidDatePart } from "../compile/problems";
import type { QuerySettings } from "../compile/scope";
import { fromLocal, localTimestamp } from "../compile/time-values";
import { isTimestamp } from "../compile/types";

/** An argument as a date, time or timestamp; text becomes a TIMESTAMP_NTZ. Throws 001044. */
export function timeArgument(call: FunctionCall, index: number): Bound & { readonly type: DataType } {
  const value = call.argument(index);
  const { type } = value;
  if (type.kind === "DATE" || type.kind === "TIME" || isTimestamp(type)) return { ...value, type };
  if (type.kind === "TEXT" || type.kind === "VARIANT" || type.kind === "NULL") {
    return { ...castTo(value, TIMESTAMP_NTZ, call.settings), type: TIMESTAMP_NTZ };
  }
  throw call.wrongTypes();
}

/** A unit by its name. Throws 001039. */
export function unitNamed(name: string, call: FunctionCall): TimeUnit {
  const unit = timeUnit(name);
  if (unit === undefined) throw invalidDatePart(name, call.name);
  return unit;
}

/** The first day of the week that a wall-clock time lies in, by WEEK_START. */
export function weekStartSql(local: string, { weekStart }: QuerySettings): string {
  const first = weekStart === 0 ? 1 : weekStart;
  return `(date_trunc('day', ${local}) - to_days(CAST((isodow(${local}) - ${first} + 7) % 7 AS INTEGER)))`;
}

/** A wall-clock time cut to a unit, in DuckDB's SQL. */
export function truncateLocal(local: string, unit: TimeUnit, settings: QuerySettings): string {
  if (unit === "WEEK") return weekStartSql(local, settings);
  if (unit === "MICROSECOND" || unit === "NANOSECOND") return local;
  return `CAST(date_trunc('${unit.toLowerCase()}', ${local}) AS TIMESTAMP)`;
}

/** D: DATE_TRUNC: the result has the argument's type. */
export function dateTruncation(call: FunctionCall, index: number, part: string): Bound {
  const value = timeArgument(call, index);
  const unit = unitNamed(part, call);
  if (value.type.kind === "DATE" && isClockUnit(unit)) return call.make(value.sql, value.type);
  const local = truncateLocal(localTimestamp(value, call.settings), unit, call.settings);
  return call.make(fromLocal(local, value.type, value, call.settings), value.type);
}
