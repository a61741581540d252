import { jsonMalformed, variantNotCast } from "./data-errors";
import { readDecimal, textToNumber, writeDecimal } from "./decimal";
import { readJson } from "./json-reader";
import {
  compactJson,
  isArray,
  isObject,
  type Json,
  JsonNumber,
  jsonNumber,
  prettyJson,
  storeJson,
  UNDEFINED,
} from "./json-value";
import { DataError, native } from "./native-function";
import { floatJson, floatText, textToBoolean, textToFloat } from "./number-text";

/** What TYPEOF says. D: TYPEOF. */
export function typeName(value: Json): string | null {
  if (value === null) return "NULL_VALUE";
  if (value === UNDEFINED) return null;
  if (typeof value === "boolean") return "BOOLEAN";
  if (typeof value === "string") return "VARCHAR";
  if (value instanceof JsonNumber) {
    return value.text.includes("e") ? "DOUBLE" : value.text.includes(".") ? "DECIMAL" : "INTEGER";
  }
  return isArray(value) ? "ARRAY" : "OBJECT";
}

/** `v::VARCHAR`: text without quotes, JSON of anything else, SQL NULL for JSON null. */
export function variantToText(value: Json): string | null {
  if (value === null || value === UNDEFINED) return null;
  if (typeof value === "string") return value;
  if (value instanceof JsonNumber) return value.text.includes("e") ? floatText(Number(value.text)) : value.text;
  return compactJson(value);
}

/** Runs a conversion; whatever the text was wrong for, the error names the variant. */
function converted<T>(value: Json, type: string, convert: () => T): T {
  try {
    return convert();
  } catch (error) {
    if (error instanceof DataError) throw variantNotCast(compactJson(value), type);
    throw error;
  }
}

/** The text that a scalar converts from; null for JSON null; throws 100071 for arrays and objects. */
function scalarText(value: Json, type: string): string | null {
  if (value === null || value === UNDEFINED) return null;
  if (typeof value === "string") return value;
  if (value instanceof JsonNumber) return value.text;
  throw variantNotCast(compactJson(value), type);
}

function parseJson(text: string): string | null {
  return text.trim() === "" ? null : storeJson(readJson(text, false));
}

export const variantCastFunctions = [
  native("parse_json", ["TEXT"], "TEXT", parseJson),
  native("check_json", ["TEXT"], "TEXT", (text) => {
    try {
      parseJson(text);
      return null;
    } catch (error) {
      if (error instanceof DataError) return error.message.slice(jsonMalformed("").message.length);
      throw error;
    }
  }),
  native("variant_wire", ["TEXT"], "TEXT", (json) => prettyJson(readJson(json, true))),
  native("to_json", ["TEXT"], "TEXT", (json) => compactJson(readJson(json, true))),
  native("typeof", ["TEXT"], "TEXT", (json) => typeName(readJson(json, true))),
  native("text_to_variant", ["TEXT"], "TEXT", (text) => JSON.stringify(text)),
  native("number_to_variant", ["TEXT"], "TEXT", (text) => jsonNumber(text).text),
  native("float_to_variant", ["FLOAT"], "TEXT", (value) =>
    Number.isFinite(value) ? floatJson(value) : JSON.stringify(floatText(value)),
  ),
  native("variant_to_text", ["TEXT"], "TEXT", (json) => variantToText(readJson(json, true))),
  native("variant_to_number", ["TEXT", "INTEGER", "INTEGER"], "TEXT", (json, precision, scale) => {
    const value = readJson(json, true);
    if (typeof value === "boolean") return value ? "1" : "0";
    const text = scalarText(value, "FIXED");
    return text === null ? null : converted(value, "FIXED", () => textToNumber(text, Number(precision), Number(scale)));
  }),
  /** The number with all its digits, to compare it. */
  native("variant_to_exact", ["TEXT"], "TEXT", (json) => {
    const value = readJson(json, true);
    const text = scalarText(value, "FIXED");
    if (text === null || value instanceof JsonNumber) return text;
    return converted(value, "FIXED", () => writeDecimal(readDecimal(textToNumber(text, 38, 12))));
  }),
  native("variant_to_float", ["TEXT"], "FLOAT", (json) => {
    const value = readJson(json, true);
    const text = scalarText(value, "REAL");
    return text === null ? null : converted(value, "REAL", () => textToFloat(text));
  }),
  native("variant_to_boolean", ["TEXT"], "BOOLEAN", (json) => {
    const value = readJson(json, true);
    if (typeof value === "boolean") return value;
    const text = scalarText(value, "BOOLEAN");
    if (text === null) return null;
    if (value instanceof JsonNumber) return Number(text) !== 0;
    return converted(value, "BOOLEAN", () => textToBoolean(text));
  }),
  /** The text that a date or time is read from; `type` for the error. */
  native("variant_to_time_text", ["TEXT", "TEXT"], "TEXT", (json, type) => scalarText(readJson(json, true), type)),
  native("variant_to_array", ["TEXT"], "TEXT", (json) => {
    const value = readJson(json, true);
    if (value === null || value === UNDEFINED) return null;
    return storeJson(isArray(value) ? value : [value]);
  }),
  native("variant_to_object", ["TEXT"], "TEXT", (json) => {
    const value = readJson(json, true);
    if (value === null || value === UNDEFINED) return null;
    if (!isObject(value)) throw variantNotCast(compactJson(value), "OBJECT");
    return storeJson(value);
  }),
];
