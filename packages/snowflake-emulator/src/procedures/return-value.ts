import { NULL_NOT_ALLOWED, notEmulated, valueFailed } from "../errors";
import type { DataType } from "../types/data-type";
import type { ReturnedValue } from "./protocol";

/** How a procedure's result is declared. */
export interface ReturnType {
  readonly type: DataType;
  /** RETURNS … NOT NULL. */
  readonly notNull: boolean;
}

const BILLION = 1_000_000_000n;

const notRecognized = (code: string, what: string, text: string) =>
  valueFailed(code, `${what} '${text}' is not recognized`);

/** Text of a value as messages show it. */
function shown(returned: ReturnedValue): string {
  return "value" in returned ? String(returned.value) : returned.type;
}

function numberText(returned: ReturnedValue, scale: number | undefined): string {
  const text = returned.type === "boolean" ? (returned.value === "true" ? "1" : "0") : shown(returned).trim();
  const value = Number(text);
  if (text === "" || !["number", "bigint", "boolean", "string"].includes(returned.type)) {
    throw notRecognized("100038", "Numeric value", text);
  }
  if (scale !== undefined) {
    if (!Number.isFinite(value)) throw notRecognized("100038", "Numeric value", text);
    return returned.type === "bigint" ? text : value.toFixed(Math.min(scale, 100));
  }
  if (Number.isNaN(value) && !/^nan$/i.test(text)) throw notRecognized("100038", "Numeric value", text);
  return Number.isNaN(value) ? "NaN" : value === Infinity ? "inf" : value === -Infinity ? "-inf" : String(value);
}

const TRUE_WORDS = /^(?:true|t|yes|y|on|1)$/i;
const FALSE_WORDS = /^(?:false|f|no|n|off|0)$/i;

function booleanText(returned: ReturnedValue): string {
  const text = shown(returned);
  if (returned.type === "boolean") return text;
  if (returned.type === "number") return String(Number(text) !== 0);
  if (returned.type === "string" && TRUE_WORDS.test(text)) return "true";
  if (returned.type === "string" && FALSE_WORDS.test(text)) return "false";
  throw notRecognized("100037", "Boolean value", text);
}

/** A moment that a value stands for: nanoseconds since the epoch, and minutes ahead of UTC when it says so. */
function moment(returned: ReturnedValue, what: "Date" | "Timestamp"): { nanos: bigint; offset: number } {
  if (returned.type === "timestamp") return { nanos: BigInt(returned.value), offset: returned.offset };
  const ms = returned.type === "date" ? returned.value : returned.type === "string" ? Date.parse(returned.value) : null;
  if (ms === null || Number.isNaN(ms))
    throw notRecognized(what === "Date" ? "100040" : "100035", what, shown(returned));
  return { nanos: BigInt(ms) * 1_000_000n, offset: 0 };
}

function secondsText(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  const fraction = String(size % BILLION).padStart(9, "0");
  return `${nanos < 0n ? "-" : ""}${size / BILLION}.${fraction}`;
}

function semiStructuredText(returned: ReturnedValue, kind: "VARIANT" | "OBJECT" | "ARRAY"): string {
  const wanted = kind === "VARIANT" ? undefined : kind.toLowerCase();
  if (wanted !== undefined && returned.type !== wanted) {
    throw valueFailed("100071", `Failed to cast variant value ${shown(returned)} to ${kind}`);
  }
  switch (returned.type) {
    case "object":
    case "array":
    case "boolean":
      return returned.value;
    case "number":
      return Number.isFinite(Number(returned.value)) ? returned.value : JSON.stringify(returned.value);
    case "bigint":
      return returned.value;
    case "string":
    case "bytes":
      return JSON.stringify(returned.value);
    case "date":
      return returned.value === null ? "null" : JSON.stringify(new Date(returned.value).toISOString());
    case "timestamp":
      return JSON.stringify(new Date(Number(BigInt(returned.value) / 1_000_000n)).toISOString());
    default:
      throw notEmulated(`a procedure that returns a ${returned.type} as ${kind}`);
  }
}

/**
 * What a procedure returned, as a cell in wire text of its declared type; null is SQL NULL.
 * D: a value of another type is cast when it can be; `undefined` is NULL, and so is `null` but for VARIANT, where it is the
 * JSON null. Throws 1000xx when no cast exists, 100072 for NULL where NOT NULL was declared.
 */
export function returnCell(returned: ReturnedValue, { type, notNull }: ReturnType): string | null {
  if (returned.type === "promise") throw notEmulated("procedures that return a promise: the API is synchronous");
  if (returned.type === "null" && type.kind === "VARIANT") return "null";
  if (returned.type === "undefined" || returned.type === "null") {
    if (notNull) throw valueFailed(NULL_NOT_ALLOWED.code, NULL_NOT_ALLOWED.message);
    return null;
  }
  if (returned.type === "function" || returned.type === "symbol") {
    throw notEmulated(`a procedure that returns a ${returned.type}`);
  }
  switch (type.kind) {
    case "TEXT":
      return shown(returned);
    case "FLOAT":
      return numberText(returned, undefined);
    case "NUMBER":
      return numberText(returned, type.scale);
    case "BOOLEAN":
      return booleanText(returned);
    case "BINARY":
      if (returned.type === "bytes") return returned.value;
      throw valueFailed("100115", `The value of type ${returned.type} is not a BINARY: return a Uint8Array`);
    case "DATE": {
      const { nanos } = moment(returned, "Date");
      const day = 86_400n * BILLION;
      return String((nanos - (((nanos % day) + day) % day)) / day);
    }
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
      return secondsText(moment(returned, "Timestamp").nanos);
    case "TIMESTAMP_TZ": {
      const { nanos, offset } = moment(returned, "Timestamp");
      return `${secondsText(nanos)} ${offset + 1440}`;
    }
    case "TIME":
      throw notEmulated("procedures that return TIME: Snowflake has none in JavaScript");
    default:
      return semiStructuredText(returned, type.kind);
  }
}
