import { createHash, randomUUID } from "node:crypto";
import { base64NotLegal, hexNotLegal, invalidParameterValue, textTooLong } from "./data-errors";
import { native } from "./native-function";

const letters = (text: string): readonly string[] => Array.from(text);

/** D: INITCAP's default delimiters. */
const DELIMITERS = " !?@\"^#$&~_,.:;+-*%/|\\[](){}<>'\t\n\r\f\v";

function initcap(text: string, delimiters: string): string {
  let fresh = true;
  return letters(text)
    .map((letter) => {
      const cased = fresh ? letter.toUpperCase() : letter.toLowerCase();
      fresh = delimiters.includes(letter);
      return cased;
    })
    .join("");
}

/** Pads to a number of characters, or cuts to it. */
function pad(text: string, length: number, filler: string): string {
  const wanted = Math.max(length, 0) - letters(text).length;
  const unit = letters(filler);
  if (wanted <= 0 || unit.length === 0) return "";
  return letters(filler.repeat(Math.ceil(wanted / unit.length)))
    .slice(0, wanted)
    .join("");
}

const cut = (text: string, length: number) => letters(text).slice(0, Math.max(length, 0)).join("");

export const textFunctions = [
  native("initcap", ["TEXT"], "TEXT", (text) => initcap(text, DELIMITERS)),
  native("initcap_by", ["TEXT", "TEXT"], "TEXT", initcap),
  native("reverse", ["TEXT"], "TEXT", (text) => [...letters(text)].reverse().join("")),
  /** D: SUBSTR: from 1; negative counts from the end; 0 is before the first. */
  native("substr", ["TEXT", "INTEGER", "INTEGER?"], "TEXT", (text, start, length) => {
    const all = letters(text);
    const from = start > 0n ? Number(start) - 1 : start === 0n ? 0 : all.length + Number(start);
    if (from < 0 || (length !== null && length <= 0n)) return "";
    return all.slice(from, length === null ? undefined : from + Number(length)).join("");
  }),
  native("lpad", ["TEXT", "INTEGER", "TEXT"], "TEXT", (text, length, filler) =>
    cut(
      pad(text, Number(length), filler) + text,
      letters(text).length >= Number(length) ? Number(length) : Number.MAX_SAFE_INTEGER,
    ),
  ),
  native("rpad", ["TEXT", "INTEGER", "TEXT"], "TEXT", (text, length, filler) =>
    cut(text + pad(text, Number(length), filler), Math.max(Number(length), 0)),
  ),
  native("repeat", ["TEXT", "INTEGER"], "TEXT", (text, count) => {
    if (text.length * Number(count) > 134_217_728) throw textTooLong(text);
    return text.repeat(Math.max(Number(count), 0));
  }),
  /** D: SPLIT: no text is split by an empty separator. */
  native("split", ["TEXT", "TEXT"], "TEXT", (text, separator) =>
    JSON.stringify(separator === "" ? [text] : text.split(separator)),
  ),
  /** D: SPLIT_PART: from 1, negative from the end, 0 as 1; an empty text outside. */
  native("split_part", ["TEXT", "TEXT", "INTEGER"], "TEXT", (text, separator, part) => {
    const parts = separator === "" ? [text] : text.split(separator);
    return parts.at(part > 0n ? Number(part) - 1 : part === 0n ? 0 : Number(part)) ?? "";
  }),
  native("strtok", ["TEXT", "TEXT", "INTEGER"], "TEXT", (text, delimiters, part) => {
    const tokens: string[] = [""];
    for (const letter of letters(text)) {
      if (delimiters.includes(letter)) tokens.push("");
      else tokens.push(`${tokens.pop() ?? ""}${letter}`);
    }
    return part < 1n ? null : (tokens.filter((one) => one !== "")[Number(part) - 1] ?? null);
  }),
  /** Position from 1, 0 for none; characters, not units. */
  native("position", ["TEXT", "TEXT", "INTEGER"], "INTEGER", (needle, text, start) => {
    const from = Math.max(Number(start), 1) - 1;
    const all = letters(text);
    if (from > all.length) return 0n;
    const skipped = all.slice(0, from).join("").length;
    const found = text.indexOf(needle, skipped);
    return found < 0 ? 0n : BigInt(letters(text.slice(0, found)).length + 1);
  }),
  native("translate", ["TEXT", "TEXT", "TEXT"], "TEXT", (text, from, to) => {
    const source = letters(from);
    const target = letters(to);
    return letters(text)
      .map((letter) => (source.includes(letter) ? (target[source.indexOf(letter)] ?? "") : letter))
      .join("");
  }),
  native("ascii", ["TEXT"], "INTEGER", (text) => BigInt(text === "" ? 0 : (Buffer.from(text)[0] ?? 0))),
  native("unicode", ["TEXT"], "INTEGER", (text) => BigInt(text.codePointAt(0) ?? 0)),
  native("chr", ["INTEGER"], "TEXT", (code) => {
    if (code < 0n || code > 0x10ffffn || (code >= 0xd800n && code <= 0xdfffn)) {
      throw invalidParameterValue(`Invalid Unicode code point for CHR: ${code}`);
    }
    return String.fromCodePoint(Number(code));
  }),
  native("edit_distance", ["TEXT", "TEXT"], "INTEGER", (left, right) => {
    const target = letters(right);
    let row = Array.from({ length: target.length + 1 }, (_, index) => index);
    for (const [i, letter] of letters(left).entries()) {
      const next = [i + 1];
      for (const [j, other] of target.entries()) {
        next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
      }
      row = next;
    }
    return BigInt(row.at(-1) ?? 0);
  }),
  native("hash_hex", ["TEXT", "TEXT"], "TEXT", (text, algorithm) => createHash(algorithm).update(text).digest("hex")),
  native("uuid", [], "TEXT", () => randomUUID(), true),
  /** Binary goes in and out as hexadecimal digits in upper case. */
  native("check_hex", ["TEXT"], "TEXT", (text) => {
    if (!/^([0-9a-fA-F]{2})*$/.test(text)) throw hexNotLegal(text);
    return text.toUpperCase();
  }),
  native("base64_encode", ["TEXT"], "TEXT", (hex) => Buffer.from(hex, "hex").toString("base64")),
  native("base64_decode", ["TEXT"], "TEXT", (text) => {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) throw base64NotLegal(text);
    return Buffer.from(text, "base64").toString("hex").toUpperCase();
  }),
  native("utf8_encode", ["TEXT"], "TEXT", (text) => Buffer.from(text).toString("hex").toUpperCase()),
  native("utf8_decode", ["TEXT"], "TEXT", (hex) => {
    const bytes = Buffer.from(hex, "hex");
    const text = bytes.toString("utf8");
    if (!Buffer.from(text).equals(bytes)) throw invalidParameterValue("Invalid UTF8 detected while decoding");
    return text;
  }),
  /** Text that must not be longer than so many characters; throws 100078. */
  native("fit_text", ["TEXT", "INTEGER"], "TEXT", (text, length) => {
    if (text.length > Number(length) && letters(text).length > Number(length)) throw textTooLong(text);
    return text;
  }),
];
