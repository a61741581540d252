import { decode, ExtData, ExtensionCodec, encode } from "@msgpack/msgpack";
import { type CtyRecord, type CtyType, type CtyValue, isList, isRecord, UNKNOWN } from "./cty";

/** msgpack extension of a plain unknown value. */
const UNKNOWN_EXTENSION = 0;
/** msgpack extension of an unknown value of which Terraform knows something (not null, a prefix): refinements are dropped. */
const REFINED_UNKNOWN_EXTENSION = 12;

const extensions = new ExtensionCodec();
extensions.register({ type: UNKNOWN_EXTENSION, encode: () => null, decode: () => UNKNOWN });
extensions.register({ type: REFINED_UNKNOWN_EXTENSION, encode: () => null, decode: () => UNKNOWN });

/** A value on the wire: msgpack, or JSON where Terraform sends stored state. */
export interface DynamicValue {
  /** The value in msgpack; empty when `json` is given. */
  readonly msgpack?: Uint8Array;
  /** The value in JSON. */
  readonly json?: Uint8Array;
}

/**
 * Reads a value of the given type off the wire.
 * @throws TypeError when the bytes don't hold a value of that type, naming the path
 */
export function decodeValue(value: DynamicValue | null | undefined, type: CtyType): CtyValue {
  if (value?.msgpack && value.msgpack.length > 0) {
    return conform(decode(value.msgpack, { extensionCodec: extensions }), type, "value");
  }
  if (value?.json && value.json.length > 0)
    return conform(JSON.parse(Buffer.from(value.json).toString("utf8")), type, "value");
  return null;
}

/** Writes a value of the given type for the wire; attributes that the record lacks are null. */
export function encodeValue(value: CtyValue, type: CtyType): DynamicValue {
  return { msgpack: Buffer.from(encode(wire(value, type, "value"), { extensionCodec: extensions })) };
}

/** Like {@link decodeValue} for parsed JSON: unknown attributes are dropped, absent ones null (stored state of another version). */
export function valueFromJson(value: unknown, type: CtyType): CtyValue {
  return conform(value, type, "value");
}

function conform(raw: unknown, type: CtyType, path: string): CtyValue {
  if (raw === null || raw === undefined) return null;
  if (raw === UNKNOWN) return UNKNOWN;
  if (type === "string") {
    if (typeof raw === "string") return raw;
  } else if (type === "bool") {
    if (typeof raw === "boolean") return raw;
  } else if (type === "number") {
    const number = typeof raw === "string" ? Number(raw) : raw;
    if (typeof number === "number" && Number.isFinite(number)) return number;
  } else if (type[0] === "list" || type[0] === "set") {
    if (Array.isArray(raw)) return raw.map((item: unknown, i) => conform(item, type[1], `${path}[${i}]`));
  } else if (typeof raw === "object" && !Array.isArray(raw)) {
    const entries = new Map(Object.entries(raw));
    return type[0] === "map"
      ? Object.fromEntries([...entries].map(([key, item]) => [key, conform(item, type[1], `${path}[${key}]`)]))
      : Object.fromEntries(
          Object.entries(type[1]).map(([key, t]) => [key, conform(entries.get(key), t, `${path}.${key}`)]),
        );
  }
  throw new TypeError(
    `${path}: expected ${typeof type === "string" ? type : type[0]}, got ${Array.isArray(raw) ? "list" : typeof raw}`,
  );
}

function wire(value: CtyValue, type: CtyType, path: string): unknown {
  if (value === null) return null;
  if (value === UNKNOWN) return new ExtData(UNKNOWN_EXTENSION, Uint8Array.of(0));
  if (type === "string" || type === "number" || type === "bool") {
    if (typeof value === (type === "bool" ? "boolean" : type)) return value;
  } else if (type[0] === "list" || type[0] === "set") {
    if (isList(value)) return value.map((item, i) => wire(item, type[1], `${path}[${i}]`));
  } else if (isRecord(value)) {
    if (type[0] === "map") return wireMap(value, type[1], path);
    if (type[0] === "object") return wireObject(value, type[1], path);
  }
  throw new TypeError(
    `${path}: expected ${typeof type === "string" ? type : type[0]}, got ${isList(value) ? "list" : typeof value}`,
  );
}

function wireMap(value: CtyRecord, element: CtyType, path: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wire(item, element, `${path}[${key}]`)]));
}

function wireObject(value: CtyRecord, types: Readonly<Record<string, CtyType>>, path: string): Record<string, unknown> {
  for (const key of Object.keys(value)) {
    if (!(key in types)) throw new TypeError(`${path}.${key}: the type has no such attribute`);
  }
  return Object.fromEntries(
    Object.entries(types).map(([key, type]) => [key, wire(value[key] ?? null, type, `${path}.${key}`)]),
  );
}
