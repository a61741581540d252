import { notEmulated } from "../../errors";
import { ARRAY, BINARY, BOOLEAN, type DataType, DEFAULT_TEXT_LENGTH } from "../../types/data-type";
import type { Bound } from "../compile/bound";
import { castTo } from "../compile/cast";
import { concat } from "../compile/expression";
import { type FunctionCall, type FunctionDefinition, scalar } from "../compile/function-call";
import { numberType } from "../compile/types";

const COUNT = numberType(18, 0);

/** A whole number of DuckDB's as NUMBER(18,0). */
export function whole(call: FunctionCall, sql: string, type: DataType = COUNT): Bound {
  const precision = type.kind === "NUMBER" ? type.precision : 18;
  return call.make(`CAST(${sql} AS DECIMAL(${precision},0))`, type);
}

const text = (call: FunctionCall, sql: string, length = DEFAULT_TEXT_LENGTH) =>
  call.make(sql, { kind: "TEXT", length });

const isBinary = (call: FunctionCall) => call.argument(0).type.kind === "BINARY";

function refuseBinary(call: FunctionCall): void {
  if (isBinary(call)) throw notEmulated(`${call.name} of BINARY values`);
}

/** A function of texts and whole numbers in the order given. */
function ofTexts(
  names: string | readonly string[],
  native: string,
  kinds: string,
  counts: readonly [number, number],
  fallbacks: readonly string[] = [],
): FunctionDefinition {
  return scalar(names, counts, (call) => {
    refuseBinary(call);
    const parts = [...kinds].map((kind, index) => {
      if (!call.has(index)) return fallbacks[index - counts[0]] ?? "NULL";
      return kind === "t" ? call.text(index) : call.integer(index);
    });
    return text(call, `${native}(${parts.join(", ")})`);
  });
}

const test = (name: string, native: string) =>
  scalar(name, [2, 2], (call) => {
    refuseBinary(call);
    return call.make(`${native}(${call.text(0)}, ${call.text(1)})`, BOOLEAN);
  });

const trim = (name: string) =>
  scalar(name, [1, 2], (call) =>
    call.sameText(`${name.toLowerCase()}(${call.text(0)}, ${call.has(1) ? call.text(1) : "' '"})`),
  );

/** A count, at least 0; NULL stays NULL. */
function notNegative(sql: string): string {
  return /^CAST\(\d+ AS BIGINT\)$/.test(sql) ? sql : `(CASE WHEN ${sql} < 0 THEN 0 ELSE ${sql} END)`;
}

const NO_LENGTH =
  "CAST(error('twin:000002:Unsupported feature ''not emulated: SUBSTR with a length of NULL''.') AS BIGINT)";

/** D: SUBSTR: from 1; a negative start counts from the end. DuckDB's agrees where the start is known to be positive. */
function substr(call: FunctionCall): Bound {
  refuseBinary(call);
  const { constant } = call.argument(1);
  const forward = constant?.type === "NUMBER" && /^[1-9]\d*$/.test(constant.text);
  if (!forward) {
    const length = call.has(2) ? `coalesce(${call.integer(2)}, ${NO_LENGTH})` : "NULL";
    return call.sameText(`sf_substr(${call.text(0)}, ${call.integer(1)}, ${length})`);
  }
  const length = call.has(2) ? `, ${notNegative(call.integer(2))}` : "";
  return call.sameText(`substring(${call.text(0)}, ${call.integer(1)}${length})`);
}

/** D: CONCAT_WS: NULL when any is. */
function concatWs(call: FunctionCall): Bound {
  const [separator = "", ...rest] = call.all().map((_, index) => call.text(index));
  return text(call, `(${rest.join(` || ${separator} || `)})`);
}

export const textFunctions: readonly FunctionDefinition[] = [
  scalar(["LENGTH", "LEN"], [1, 1], (call) =>
    whole(call, isBinary(call) ? `octet_length(${call.argument(0).sql})` : `length(${call.text(0)})`),
  ),
  scalar("OCTET_LENGTH", [1, 1], (call) =>
    whole(call, isBinary(call) ? `octet_length(${call.argument(0).sql})` : `strlen(${call.text(0)})`),
  ),
  scalar("UPPER", [1, 1], (call) => call.sameText(`upper(${call.text(0)})`)),
  scalar("LOWER", [1, 1], (call) => call.sameText(`lower(${call.text(0)})`)),
  scalar("INITCAP", [1, 2], (call) =>
    call.sameText(call.has(1) ? `sf_initcap_by(${call.text(0)}, ${call.text(1)})` : `sf_initcap(${call.text(0)})`),
  ),
  trim("TRIM"),
  trim("LTRIM"),
  trim("RTRIM"),
  scalar(["SUBSTR", "SUBSTRING"], [2, 3], substr),
  scalar("LEFT", [2, 2], (call) => call.sameText(`left(${call.text(0)}, ${notNegative(call.integer(1))})`)),
  scalar("RIGHT", [2, 2], (call) => call.sameText(`right(${call.text(0)}, ${notNegative(call.integer(1))})`)),
  scalar("REVERSE", [1, 1], (call) => call.sameText(`sf_reverse(${call.text(0)})`)),
  ofTexts("REPLACE", "replace", "ttt", [2, 3], ["''"]),
  ofTexts("REPEAT", "sf_repeat", "ti", [2, 2]),
  ofTexts("LPAD", "sf_lpad", "tit", [2, 3], ["' '"]),
  ofTexts("RPAD", "sf_rpad", "tit", [2, 3], ["' '"]),
  ofTexts("SPLIT_PART", "sf_split_part", "tti", [3, 3]),
  ofTexts("STRTOK", "sf_strtok", "tti", [1, 3], ["' '", "CAST(1 AS BIGINT)"]),
  ofTexts("TRANSLATE", "sf_translate", "ttt", [3, 3]),
  scalar("SPACE", [1, 1], (call) => text(call, `sf_repeat(' ', ${call.integer(0)})`)),
  scalar("SPLIT", [2, 2], (call) => call.make(`CAST(sf_split(${call.text(0)}, ${call.text(1)}) AS JSON)`, ARRAY)),
  scalar("CONCAT", [1, 64], (call) => concat(call.all(), call.node, call.binder)),
  scalar("CONCAT_WS", [2, 64], concatWs),
  test("CONTAINS", "contains"),
  test("STARTSWITH", "starts_with"),
  test("ENDSWITH", "ends_with"),
  scalar("POSITION", [2, 3], (call) =>
    whole(call, `sf_position(${call.text(0)}, ${call.text(1)}, ${call.has(2) ? call.integer(2) : "1"})`),
  ),
  scalar("CHARINDEX", [2, 3], (call) =>
    whole(call, `sf_position(${call.text(0)}, ${call.text(1)}, ${call.has(2) ? call.integer(2) : "1"})`),
  ),
  scalar("INSTR", [2, 2], (call) => whole(call, `sf_position(${call.text(1)}, ${call.text(0)}, 1)`)),
  scalar("ASCII", [1, 1], (call) => whole(call, `sf_ascii(${call.text(0)})`)),
  scalar("UNICODE", [1, 1], (call) => whole(call, `sf_unicode(${call.text(0)})`)),
  scalar(["CHR", "CHAR"], [1, 1], (call) => text(call, `sf_chr(${call.integer(0)})`, 1)),
  scalar("EDITDISTANCE", [2, 2], (call) => whole(call, `sf_edit_distance(${call.text(0)}, ${call.text(1)})`)),
  scalar("UUID_STRING", [0, 0], (call) => ({
    ...call.make("sf_uuid()", { kind: "TEXT", length: 36 }, false),
    volatile: true,
  })),
  scalar("MD5", [1, 1], (call) => text(call, `sf_hash_hex(${call.text(0)}, 'md5')`, 32)),
  scalar("MD5_HEX", [1, 1], (call) => text(call, `sf_hash_hex(${call.text(0)}, 'md5')`, 32)),
  scalar(["SHA1", "SHA1_HEX"], [1, 1], (call) => text(call, `sf_hash_hex(${call.text(0)}, 'sha1')`, 40)),
  scalar(["SHA2", "SHA2_HEX"], [1, 2], (call) => {
    const bits = call.has(1) ? call.constantInteger(1) : 256;
    if (![224, 256, 384, 512].includes(bits)) throw notEmulated(`SHA2 of ${bits} bits`);
    return text(call, `sf_hash_hex(${call.text(0)}, 'sha${bits}')`, 128);
  }),
  scalar("BASE64_ENCODE", [1, 1], (call) => text(call, `sf_base64_encode(${hexOf(call)})`)),
  scalar("BASE64_DECODE_STRING", [1, 1], (call) => text(call, `sf_utf8_decode(sf_base64_decode(${call.text(0)}))`)),
  scalar("BASE64_DECODE_BINARY", [1, 1], (call) => call.make(`unhex(sf_base64_decode(${call.text(0)}))`, BINARY)),
  scalar("HEX_ENCODE", [1, 2], (call) =>
    text(call, call.has(1) && call.constantInteger(1) === 0 ? `lower(${hexOf(call)})` : hexOf(call)),
  ),
  scalar("HEX_DECODE_STRING", [1, 1], (call) => text(call, `sf_utf8_decode(sf_check_hex(${call.text(0)}))`)),
  scalar("HEX_DECODE_BINARY", [1, 1], (call) => call.make(`unhex(sf_check_hex(${call.text(0)}))`, BINARY)),
  scalar("TO_BINARY", [1, 2], toBinary),
  scalar("TRY_TO_BINARY", [1, 2], (call) => {
    const bound = toBinary(call);
    return { ...bound, sql: `TRY(${bound.sql})`, nullable: true };
  }),
];

/** Bytes of the first argument as hexadecimal digits. */
function hexOf(call: FunctionCall): string {
  return isBinary(call) ? `hex(${call.argument(0).sql})` : `sf_utf8_encode(${call.text(0)})`;
}

function toBinary(call: FunctionCall): Bound {
  if (isBinary(call)) return castTo(call.argument(0), BINARY, call.settings);
  const format = call.has(1) ? call.constantText(1).toUpperCase() : "HEX";
  const source = { HEX: "sf_check_hex", BASE64: "sf_base64_decode", "UTF-8": "sf_utf8_encode", UTF8: "sf_utf8_encode" };
  const native = Object.entries(source).find(([name]) => name === format)?.[1];
  if (native === undefined) throw notEmulated(`TO_BINARY with the format ${format}`);
  return call.make(`unhex(${native}(${call.text(0)}))`, BINARY);
}
