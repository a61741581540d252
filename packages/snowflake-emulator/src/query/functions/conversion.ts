import { notEmulated } from "../../errors";
import { BOOLEAN, type DataType, FLOAT, TEXT, VARIANT } from "../../types/data-type";
import type { Bound } from "../compile/bound";
import { castTo, plainText } from "../compile/cast";
import { type FunctionCall, type FunctionDefinition, scalar } from "../compile/function-call";
import { timeText } from "../compile/time-values";
import { isTimestamp, numberType } from "../compile/types";

/** D: TO_CHAR, TO_VARCHAR: dates and times by a format, binary in an encoding. */
function toVarchar(call: FunctionCall): Bound {
  const value = call.argument(0);
  const { kind } = value.type;
  if (!call.has(1)) {
    return kind === "NULL"
      ? call.make("CAST(NULL AS VARCHAR)", TEXT, true)
      : call.make(plainText(value, call.settings), TEXT, value.nullable || kind === "VARIANT");
  }
  if (kind === "DATE" || kind === "TIME" || isTimestamp(value.type)) {
    return call.make(timeText(value, call.text(1), call.settings), TEXT);
  }
  if (kind === "BINARY") {
    const format = call.constantText(1).toUpperCase();
    const natives = {
      HEX: (hex: string) => hex,
      BASE64: (hex: string) => `sf_base64_encode(${hex})`,
      "UTF-8": (hex: string) => `sf_utf8_decode(${hex})`,
    };
    const native = Object.entries(natives).find(([name]) => name === format)?.[1];
    if (native === undefined) throw notEmulated(`${call.name} of BINARY with the format ${format}`);
    return call.make(native(`hex(${value.sql})`), TEXT);
  }
  throw notEmulated(`${call.name} with a format for numbers`);
}

/** D: TO_DECIMAL, TO_NUMBER: (value [, precision [, scale]]); 38 and 0 unless given. */
function toNumber(call: FunctionCall): Bound {
  if (call.has(1) && call.argument(1).constant?.type === "TEXT") throw notEmulated(`${call.name} with a format`);
  const precision = call.has(1) ? call.constantInteger(1) : 38;
  const scale = call.has(2) ? call.constantInteger(2) : 0;
  return converted(call, numberType(precision, scale));
}

function converted(call: FunctionCall, type: DataType): Bound {
  const cast = castTo(call.argument(0), type, call.settings);
  return call.make(cast.sql, type, cast.nullable);
}

const tried = (bound: Bound): Bound => ({ ...bound, sql: `TRY(${bound.sql})`, nullable: true });

/** A function and its TRY_ form. */
function both(
  names: readonly string[],
  counts: readonly [number, number],
  bind: (call: FunctionCall) => Bound,
): readonly FunctionDefinition[] {
  return [
    scalar(names, counts, bind),
    scalar(
      names.map((one) => `TRY_${one}`),
      counts,
      (call) => tried(bind(call)),
    ),
  ];
}

/** D: TYPEOF's sibling for SQL values: SYSTEM$TYPEOF. */
function systemTypeof(call: FunctionCall): Bound {
  const { type } = call.argument(0);
  const name =
    type.kind === "TEXT"
      ? `VARCHAR(${type.length})[LOB]`
      : type.kind === "NUMBER"
        ? `NUMBER(${type.precision},${type.scale})[${storage(type.precision)}]`
        : undefined;
  if (name === undefined) throw notEmulated(`SYSTEM$TYPEOF of ${type.kind} values`);
  return call.make(`'${name}'`, TEXT, false);
}

function storage(precision: number): string {
  return precision <= 2 ? "SB1" : precision <= 4 ? "SB2" : precision <= 9 ? "SB4" : precision <= 18 ? "SB8" : "SB16";
}

/** D: Conversion functions. */
export const conversionFunctions: readonly FunctionDefinition[] = [
  scalar(["TO_VARCHAR", "TO_CHAR"], [1, 2], toVarchar),
  ...both(["TO_NUMBER", "TO_DECIMAL", "TO_NUMERIC"], [1, 3], toNumber),
  ...both(["TO_DOUBLE"], [1, 1], (call) => converted(call, FLOAT)),
  ...both(["TO_BOOLEAN"], [1, 1], (call) => converted(call, BOOLEAN)),
  scalar("TO_VARIANT", [1, 1], (call) => converted(call, VARIANT)),
  scalar("SYSTEM$TYPEOF", [1, 1], systemTypeof),
];
