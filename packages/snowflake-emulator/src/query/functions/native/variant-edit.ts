import { readJson } from "./json-reader";
import {
  compactJson,
  isArray,
  isObject,
  type Json,
  JsonNumber,
  jsonNumber,
  jsonObject,
  storeJson,
  UNDEFINED,
} from "./json-value";
import { DataError, native, nativeOfTexts } from "./native-function";

/** SQL NULL in an array is undefined. */
function element(json: string | null): Json {
  return json === null ? UNDEFINED : readJson(json, true);
}

function array(json: string): readonly Json[] {
  const value = readJson(json, true);
  return isArray(value) ? value : [value];
}

/** The texts of a JSON list. */
function texts(list: string): readonly string[] {
  return array(list).map((one) => (typeof one === "string" ? one : storeJson(one)));
}

function object(json: string): ReadonlyMap<string, Json> {
  const value = readJson(json, true);
  if (!isObject(value)) throw new DataError("100071", `Failed to cast variant value ${compactJson(value)} to OBJECT`);
  return value;
}

/** Numbers are equal whatever they are stored as. */
function sameKey(value: Json): string {
  return value instanceof JsonNumber && value.text.includes("e")
    ? jsonNumber(String(Number(value.text))).text
    : storeJson(value);
}

function construct(values: readonly (string | null)[], keepNull: boolean): string {
  const entries = new Map<string, Json>();
  for (let index = 0; index < values.length; index += 2) {
    const key = values[index] ?? null;
    const json = values[index + 1] ?? null;
    if (key === null || (json === null && !keepNull)) continue;
    if (entries.has(key)) throw new DataError("100090", `Duplicate field key '${key}'`);
    entries.set(key, json === null ? null : readJson(json, true));
  }
  return storeJson(jsonObject(entries));
}

function difference(left: readonly Json[], right: readonly Json[], keepCommon: boolean): readonly Json[] {
  const counts = new Map<string, number>();
  for (const one of right) counts.set(sameKey(one), (counts.get(sameKey(one)) ?? 0) + 1);
  return left.filter((one) => {
    const count = counts.get(sameKey(one)) ?? 0;
    if (count > 0) counts.set(sameKey(one), count - 1);
    return count > 0 === keepCommon;
  });
}

const joined = (value: Json): string => {
  if (value === null || value === UNDEFINED) return "";
  return typeof value === "string" ? value : compactJson(value);
};

/** A value in which equal numbers are written equally. */
function normal(value: Json): Json {
  if (value instanceof JsonNumber) return new JsonNumber(sameKey(value));
  if (isArray(value)) return value.map(normal);
  return isObject(value) ? jsonObject([...value].map(([key, one]) => [key, normal(one)] as const)) : value;
}

export const variantEditFunctions = [
  native("variant_key", ["TEXT"], "TEXT", (json) => storeJson(normal(readJson(json, true)))),
  nativeOfTexts("array", "TEXT", (values) => storeJson(values.map(element))),
  nativeOfTexts("array_compact_of", "TEXT", (values) => storeJson(values.filter((one) => one !== null).map(element))),
  nativeOfTexts("object", "TEXT", (values) => construct(values, false)),
  nativeOfTexts("object_keep_null", "TEXT", (values) => construct(values, true)),
  /** ARRAY_AGG, from a JSON list of stored values. */
  native("array_of_list", ["TEXT"], "TEXT", (list) => storeJson(texts(list).map(element))),
  /** OBJECT_AGG, from arrays of key and value. */
  native("object_of_pairs", ["TEXT"], "TEXT", (list) =>
    construct(
      texts(list).flatMap((one) => {
        const [key, value] = array(one);
        return typeof key === "string" && value !== undefined ? [key, storeJson(value)] : [];
      }),
      false,
    ),
  ),
  native("array_size", ["TEXT"], "INTEGER", (json) => {
    const value = readJson(json, true);
    return isArray(value) ? BigInt(value.length) : null;
  }),
  native("array_contains", ["TEXT", "TEXT"], "BOOLEAN", (value, json) => {
    const wanted = sameKey(readJson(value, true));
    return array(json).some((one) => sameKey(one) === wanted);
  }),
  native("array_position", ["TEXT", "TEXT"], "INTEGER", (value, json) => {
    const wanted = sameKey(readJson(value, true));
    const found = array(json).findIndex((one) => sameKey(one) === wanted);
    return found < 0 ? null : BigInt(found);
  }),
  native("array_cat", ["TEXT", "TEXT"], "TEXT", (left, right) => storeJson([...array(left), ...array(right)])),
  native("array_append", ["TEXT", "TEXT?"], "TEXT", (json, value) => storeJson([...array(json), element(value)])),
  native("array_prepend", ["TEXT", "TEXT?"], "TEXT", (json, value) => storeJson([element(value), ...array(json)])),
  native("array_insert", ["TEXT", "INTEGER", "TEXT?"], "TEXT", (json, at, value) => {
    const values = [...array(json)];
    const position = Number(at) < 0 ? Math.max(values.length + Number(at), 0) : Number(at);
    while (values.length < position) values.push(UNDEFINED);
    values.splice(position, 0, element(value));
    return storeJson(values);
  }),
  native("array_slice", ["TEXT", "INTEGER", "INTEGER"], "TEXT", (json, from, to) =>
    storeJson(array(json).slice(Number(from), Number(to))),
  ),
  native("array_to_string", ["TEXT", "TEXT"], "TEXT", (json, separator) => array(json).map(joined).join(separator)),
  native("array_distinct", ["TEXT"], "TEXT", (json) => {
    const seen = new Set<string>();
    const fresh = (one: Json) => !seen.has(sameKey(one)) && seen.add(sameKey(one)).size > 0;
    return storeJson(array(json).filter(fresh));
  }),
  native("array_compact", ["TEXT"], "TEXT", (json) =>
    storeJson(array(json).filter((one) => one !== UNDEFINED && one !== null)),
  ),
  native("array_intersection", ["TEXT", "TEXT"], "TEXT", (a, b) => storeJson(difference(array(a), array(b), true))),
  native("array_except", ["TEXT", "TEXT"], "TEXT", (a, b) => storeJson(difference(array(a), array(b), false))),
  native("arrays_overlap", ["TEXT", "TEXT"], "BOOLEAN", (a, b) => difference(array(a), array(b), true).length > 0),
  native("array_range", ["INTEGER", "INTEGER", "INTEGER"], "TEXT", (from, to, by) => {
    const values: string[] = [];
    if (by === 0n) throw new DataError("100048", "ARRAY_GENERATE_RANGE: the step must not be 0");
    for (let value = from; by > 0n ? value < to : value > to; value += by) values.push(value.toString());
    return `[${values.join(",")}]`;
  }),
  native("object_keys", ["TEXT"], "TEXT", (json) => storeJson([...object(json).keys()])),
  native("object_insert", ["TEXT", "TEXT", "TEXT?", "BOOLEAN"], "TEXT", (json, key, value, update) => {
    const entries = new Map(object(json));
    if (value === null)
      return update ? storeJson(jsonObject([...entries].filter(([one]) => one !== key))) : storeJson(entries);
    if (entries.has(key) && !update) throw new DataError("100090", `Duplicate field key '${key}'`);
    return storeJson(jsonObject(entries.set(key, readJson(value, true))));
  }),
  nativeOfTexts("object_delete", "TEXT", ([json, ...keys]) =>
    json === null || json === undefined
      ? null
      : storeJson(jsonObject([...object(json)].filter(([key]) => !keys.includes(key)))),
  ),
  nativeOfTexts("object_pick", "TEXT", ([json, ...keys]) =>
    json === null || json === undefined
      ? null
      : storeJson(jsonObject([...object(json)].filter(([key]) => keys.includes(key)))),
  ),
  native("strip_null_value", ["TEXT"], "TEXT", (json) => (json === "null" ? null : json)),
];
