import type { PartitionValue } from "../metadata/partition-spec";

/** Of every 400 years; the calendar repeats after them. */
const DAYS_OF_400_YEARS = 146_097n;
const MICROSECONDS_OF_DAY = 86_400_000_000n;

function days(date: string): bigint | undefined {
  const parts = /^(\d{4,6})-(\d{2})-(\d{2})( \(BC\))?$/.exec(date);
  if (!parts) return undefined;
  const [, year, month, day, beforeChrist] = parts;
  const astronomical = beforeChrist === undefined ? Number(year) : 1 - Number(year);
  const cycles = Math.floor(astronomical / 400);
  const withinCycle = Date.UTC(2000 + (astronomical - cycles * 400), Number(month) - 1, Number(day));
  return BigInt(withinCycle / 86_400_000) + BigInt(cycles - 5) * DAYS_OF_400_YEARS;
}

function microsecondsOfDay(time: string): bigint | undefined {
  const parts = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?$/.exec(time);
  if (!parts) return undefined;
  const [, hours, minutes, seconds, fraction = ""] = parts;
  return (
    BigInt(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1_000_000n + BigInt(fraction.padEnd(6, "0"))
  );
}

function microseconds(timestamp: string): bigint | undefined {
  const parts = /^(\S+?)( \(BC\))? (\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:\+00)?$/.exec(timestamp);
  if (!parts) return undefined;
  const day = days(`${parts[1]}${parts[2] ?? ""}`);
  const time = microsecondsOfDay(parts[3] ?? "");
  return day === undefined || time === undefined ? undefined : day * MICROSECONDS_OF_DAY + time;
}

function float(text: string): number | undefined {
  const value = text === "inf" ? Infinity : text === "-inf" ? -Infinity : Number(text);
  return Number.isNaN(value) ? undefined : value;
}

const hex = (text: string): Uint8Array | undefined =>
  /^([0-9A-Fa-f]{2})*$/.test(text) ? Buffer.from(text, "hex") : undefined;

/**
 * A value from the text in which DuckDB's statistics give it, with session time zone UTC. undefined: it is none that a bound can
 * be made of, such as a NaN or an infinite date.
 *
 * @param type a primitive type
 */
export function valueOfStatistic(text: string, type: string): Exclude<PartitionValue, null> | undefined {
  if (type.startsWith("decimal(")) return BigInt(text.replace(".", ""));
  switch (type) {
    case "boolean":
      return text === "1" || text === "true";
    case "int":
      return Number(text);
    case "long":
      return BigInt(text);
    case "float":
    case "double":
      return float(text);
    case "date": {
      const value = days(text);
      return value === undefined ? undefined : Number(value);
    }
    case "time":
      return microsecondsOfDay(text);
    case "timestamp":
    case "timestamptz":
      return microseconds(text);
    case "string":
      return text;
    case "uuid":
      return hex(text.replaceAll("-", ""));
    case "binary":
      return hex(text);
    default:
      return undefined;
  }
}

/** The next character that text may contain; undefined after the last. */
function successor(character: string): string | undefined {
  const next = (character.codePointAt(0) ?? 0) + 1;
  if (next > 0x10ffff) return undefined;
  return String.fromCodePoint(next === 0xd800 ? 0xe000 : next);
}

function shortUpperText(text: string, length: number): string | undefined {
  const characters = [...text];
  if (characters.length <= length) return text;
  for (let last = length - 1; last >= 0; last -= 1) {
    const next = successor(characters[last] ?? "");
    if (next !== undefined) return characters.slice(0, last).join("") + next;
  }
  return undefined;
}

function shortUpperBytes(bytes: Uint8Array, length: number): Uint8Array | undefined {
  if (bytes.length <= length) return bytes;
  for (let last = length - 1; last >= 0; last -= 1) {
    const byte = bytes[last] ?? 255;
    if (byte < 255) return Uint8Array.from([...bytes.subarray(0, last), byte + 1]);
  }
  return undefined;
}

type Bound = Exclude<PartitionValue, null>;

/** A value of at most so many characters or bytes that is not above the given one. */
export function lowerBound(value: Bound, length: number): Bound {
  if (typeof value === "string") return [...value].slice(0, length).join("");
  if (value instanceof Uint8Array) return value.subarray(0, length);
  return value;
}

/** A value of at most so many characters or bytes that is not below the given one. undefined: there is none. */
export function upperBound(value: Bound, length: number): Bound | undefined {
  if (typeof value === "string") return shortUpperText(value, length);
  return value instanceof Uint8Array ? shortUpperBytes(value, length) : value;
}

/** Zeros of both signs are one value to DuckDB and two to Iceberg: the lower bound of zero is -0, the upper 0. */
export function floatBound(value: number, side: "lower" | "upper"): number {
  if (value !== 0) return value;
  return side === "lower" ? -0 : 0;
}
