import { physicalType } from "../../data/physical-type";
import { notEmulated } from "../../errors";
import type { DataType } from "../../types/data-type";
import { type Bound, derive, type SqlType } from "./bound";
import { numberToTime, textToTime, timeToTime } from "./cast-time";
import { invalidParameterType, typeText } from "./problems";
import type { QuerySettings } from "./scope";
import { fitFraction, outputFormat, timeText } from "./time-values";
import { isSemiStructured, isTimestamp, sameType } from "./types";

/** `CAST(sql AS <type in DuckDB>)`. */
export function asPhysical(sql: string, type: DataType): string {
  return `CAST(${sql} AS ${physicalType(type)})`;
}

const isTime = (type: SqlType) => type.kind === "DATE" || type.kind === "TIME" || isTimestamp(type);

/** Converts to a type as CAST does; throws when Snowflake has no such conversion. */
export function castTo(value: Bound, target: DataType, settings: QuerySettings): Bound {
  if (sameType(value.type, target)) return value;
  if (value.type.kind === "NULL") return derive(asPhysical("NULL", target), target, [value], true);
  const sql = conversion(value, target, settings);
  if (sql === undefined) throw invalidParameterType(describe(value), value.type, target.kind);
  return derive(sql, target, [value], value.nullable || value.type.kind === "VARIANT");
}

/** TRY_CAST: NULL where the conversion fails. D: TRY_CAST (text only; VARIANT by the emulator's leave). */
export function tryCastTo(value: Bound, target: DataType, settings: QuerySettings): Bound {
  const cast = castTo(value, target, settings);
  return derive(`TRY(${cast.sql})`, target, [value], true);
}

/** What errors call a value. */
function describe(value: Bound): string {
  const { constant } = value;
  if (constant === undefined || constant.type === "NULL") return typeText(value.type);
  return constant.type === "NUMBER" ? constant.text : String(constant.value);
}

function conversion(value: Bound, target: DataType, settings: QuerySettings): string | undefined {
  switch (target.kind) {
    case "NUMBER":
      return toNumber(value, target);
    case "FLOAT":
      return toFloat(value);
    case "TEXT":
      return toText(value, target.length, settings);
    case "BOOLEAN":
      return toBoolean(value);
    case "BINARY":
      return toBinary(value);
    case "VARIANT":
      return toVariant(value, settings);
    case "ARRAY":
      if (isSemiStructured(value.type)) return asPhysical(`sf_variant_to_array(${value.sql})`, target);
      return asPhysical(`sf_array(${toVariant(value, settings)})`, target);
    case "OBJECT":
      return isSemiStructured(value.type) ? asPhysical(`sf_variant_to_object(${value.sql})`, target) : undefined;
    default: {
      const sql = toTime(value, target, settings);
      return sql === undefined ? undefined : narrowed(sql, value.type, target);
    }
  }
}

/** Fractions are cut where the target has fewer digits than the source. */
function narrowed(sql: string, from: SqlType, target: DataType): string {
  const had = "scale" in from && from.kind !== "NUMBER" ? from.scale : from.kind === "DATE" ? 0 : 9;
  return "scale" in target && target.scale < had ? fitFraction(sql, target) : sql;
}

function toTime(value: Bound, target: DataType, settings: QuerySettings): string | undefined {
  if (value.type.kind === "TEXT") return textToTime(value.sql, target, settings);
  if (value.type.kind === "VARIANT") {
    return textToTime(`sf_variant_to_time_text(${value.sql}, '${target.kind}')`, target, settings);
  }
  if (isTime(value.type)) return timeToTime(value, target, settings);
  if (value.type.kind === "NUMBER" && isTimestamp(target)) return numberToTime(value, target, settings);
  return undefined;
}

function toNumber(value: Bound, target: Extract<DataType, { kind: "NUMBER" }>): string | undefined {
  const { precision, scale } = target;
  switch (value.type.kind) {
    case "NUMBER":
    case "FLOAT":
      return asPhysical(value.sql, target);
    case "TEXT":
      return asPhysical(`sf_text_to_number(${value.sql}, ${precision}, ${scale})`, target);
    case "BOOLEAN":
      return asPhysical(`CAST(${value.sql} AS INTEGER)`, target);
    case "VARIANT":
      return asPhysical(`sf_variant_to_number(${value.sql}, ${precision}, ${scale})`, target);
    default:
      return undefined;
  }
}

function toFloat(value: Bound): string | undefined {
  switch (value.type.kind) {
    case "NUMBER":
      return `CAST(${value.sql} AS DOUBLE)`;
    case "TEXT":
      return `sf_text_to_float(${value.sql})`;
    case "VARIANT":
      return `sf_variant_to_float(${value.sql})`;
    case "BOOLEAN":
      return `CAST(CAST(${value.sql} AS INTEGER) AS DOUBLE)`;
    default:
      return undefined;
  }
}

function toBoolean(value: Bound): string | undefined {
  switch (value.type.kind) {
    case "NUMBER":
    case "FLOAT":
      return `(${value.sql} <> 0)`;
    case "TEXT":
      return `sf_text_to_boolean(${value.sql})`;
    case "VARIANT":
      return `sf_variant_to_boolean(${value.sql})`;
    default:
      return undefined;
  }
}

/** Hexadecimal digits, as BINARY_INPUT_FORMAT says by default. */
function toBinary(value: Bound): string | undefined {
  if (value.type.kind === "BINARY") return value.sql;
  if (value.type.kind === "TEXT") return `unhex(sf_check_hex(${value.sql}))`;
  if (value.type.kind === "VARIANT") return `unhex(sf_check_hex(sf_variant_to_text(${value.sql})))`;
  return undefined;
}

/** Digits of a NUMBER. DuckDB leaves out the 0 before the point where no digit can stand there. */
export function numberText(sql: string, { precision, scale }: Extract<DataType, { kind: "NUMBER" }>): string {
  return `CAST(${precision === scale ? `CAST(${sql} AS DECIMAL(${precision + 1},${scale}))` : sql} AS VARCHAR)`;
}

/** Any value as text, of any length. */
export function plainText(value: Bound, settings: QuerySettings): string {
  switch (value.type.kind) {
    case "TEXT":
      return value.sql;
    case "NUMBER":
      return numberText(value.sql, value.type);
    case "FLOAT":
      return `sf_float_text(${value.sql})`;
    case "BINARY":
      return `hex(${value.sql})`;
    case "VARIANT":
      return `sf_variant_to_text(${value.sql})`;
    case "OBJECT":
    case "ARRAY":
      return `sf_to_json(${value.sql})`;
    case "DATE":
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return timeText(value, `'${outputFormat(value.type.kind, settings).replaceAll("'", "''")}'`, settings);
    default:
      return `CAST(${value.sql} AS VARCHAR)`;
  }
}

function toText(value: Bound, length: number, settings: QuerySettings): string {
  const text = plainText(value, settings);
  return longestText(value.type) <= length ? text : `sf_fit_text(${text}, ${length})`;
}

/** How many characters a type's text has at most. */
export function longestText(type: SqlType): number {
  switch (type.kind) {
    case "NULL":
      return 0;
    case "TEXT":
      return type.length;
    case "BINARY":
      return type.length * 2;
    case "NUMBER":
      return type.precision + 2;
    case "BOOLEAN":
      return 5;
    case "VARIANT":
    case "OBJECT":
    case "ARRAY":
      return 134_217_728;
    default:
      return 40;
  }
}

/** Any value as stored JSON. Dates and times become text (Snowflake keeps their type). */
export function toVariant(value: Bound, settings: QuerySettings): string {
  switch (value.type.kind) {
    case "VARIANT":
    case "OBJECT":
    case "ARRAY":
      return value.sql;
    case "NULL":
      return "CAST(NULL AS JSON)";
    case "NUMBER":
      return `CAST(sf_number_to_variant(CAST(${value.sql} AS VARCHAR)) AS JSON)`;
    case "FLOAT":
      return `CAST(sf_float_to_variant(${value.sql}) AS JSON)`;
    case "BOOLEAN":
      return `CAST(CAST(${value.sql} AS VARCHAR) AS JSON)`;
    default:
      return `CAST(sf_text_to_variant(${plainText(value, settings)}) AS JSON)`;
  }
}

/** Converts where Snowflake does so by itself; undefined where it asks for a cast. D: Data type conversion, coercion. */
export function coerce(value: Bound, target: DataType, settings: QuerySettings): Bound | undefined {
  const from = value.type.kind;
  if (from === target.kind || from === "NULL" || from === "VARIANT" || target.kind === "VARIANT") {
    return castTo(value, target, settings);
  }
  if (target.kind === "TEXT" && from !== "BINARY" && !isSemiStructured(value.type))
    return castTo(value, target, settings);
  if (from === "TEXT" && target.kind !== "BINARY" && !isSemiStructured(target)) return castTo(value, target, settings);
  if (from === "NUMBER" && (target.kind === "FLOAT" || target.kind === "BOOLEAN"))
    return castTo(value, target, settings);
  if (from === "FLOAT" && (target.kind === "NUMBER" || target.kind === "BOOLEAN"))
    return castTo(value, target, settings);
  if (from === "BOOLEAN" && target.kind === "NUMBER") return castTo(value, target, settings);
  if (isTime(value.type) && isTimestamp(target) && from !== "TIME") return castTo(value, target, settings);
  if (isTimestamp(value.type) && (target.kind === "DATE" || target.kind === "TIME"))
    return castTo(value, target, settings);
  return undefined;
}

/** Refuses a type where the emulator would compute something else than Snowflake. */
export function refuseType(type: SqlType, kinds: readonly SqlType["kind"][], where: string): void {
  if (kinds.includes(type.kind)) throw notEmulated(`${where} by values of type ${type.kind}`);
}
