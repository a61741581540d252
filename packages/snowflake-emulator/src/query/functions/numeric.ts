import { notEmulated } from "../../errors";
import { type DataType, FLOAT } from "../../types/data-type";
import { arithmetic } from "../compile/arithmetic";
import type { Bound } from "../compile/bound";
import { asPhysical } from "../compile/cast";
import { unify } from "../compile/comparison";
import { type FunctionCall, type FunctionDefinition, scalar } from "../compile/function-call";
import { numberType } from "../compile/types";
import { sortKey } from "../compile/window";
import { dateTruncation } from "./date-trunc";

const INTEGER = numberType(38, 0);

const ofFloat = (names: string | readonly string[], sql: (value: string) => string) =>
  scalar(names, [1, 1], (call) => call.make(sql(call.float(0)), FLOAT));

/** ROUND, TRUNC, CEIL, FLOOR: at a number of places; a known number of places is the result's scale. */
const atPlaces = (name: "round" | "trunc" | "ceil" | "floor") => (call: FunctionCall) => {
  if (call.has(2)) throw notEmulated(`the rounding mode of ${call.name}`);
  const value = call.number(0);
  const places = call.has(1) ? call.integer(1) : "0";
  if (value.type.kind !== "NUMBER") {
    if (!call.has(1) && name !== "round") return call.make(`${name}(${value.sql})`, FLOAT);
    if (name === "ceil" || name === "floor") throw notEmulated(`${call.name} of a FLOAT at decimal places`);
    return call.make(`sf_float_${name}(${value.sql}, ${places})`, FLOAT);
  }
  const { precision, scale } = value.type;
  const constant = call.has(1) ? call.argument(1).constant : undefined;
  const kept = !call.has(1)
    ? 0
    : constant?.type === "NUMBER"
      ? Math.min(Math.max(Number(constant.text), 0), scale)
      : scale;
  const type = numberType(Math.min(precision - scale + kept + 1, 38), kept);
  return call.make(asPhysical(`sf_${name}(CAST(${value.sql} AS VARCHAR), ${places})`, type), type);
};

/** GREATEST and LEAST of values of one type; NULL when any is NULL. */
const among = (native: string, ignoreNulls: boolean) => (call: FunctionCall) => {
  const { type, values } = unify(call.all(), call.settings, () => call.wrongTypes());
  if (type.kind === "TIMESTAMP_TZ" || type.kind === "VARIANT") throw notEmulated(`${call.name} of ${type.kind} values`);
  const list = values.map(sortKey).join(", ");
  const anyNull = values.map((one) => `${one.sql} IS NULL`).join(" OR ");
  const nullable = ignoreNulls ? values.every((one) => one.nullable) : undefined;
  const sql = `${native}(${list})`;
  return call.make(ignoreNulls ? sql : `(CASE WHEN ${anyNull} THEN NULL ELSE ${sql} END)`, type, nullable);
};

/** D: DIV0, DIV0NULL: 0 where the divisor is 0 (or NULL). */
const div0 = (nullToo: boolean) => (call: FunctionCall) => {
  const left = call.number(0);
  const right = call.number(1);
  const zero = `${right.sql} = 0${nullToo ? ` OR ${right.sql} IS NULL` : ""}`;
  const safe: Bound = { ...right, sql: `nullif(${right.sql}, 0)` };
  const quotient = arithmetic("/", left, safe, call.node, call.settings);
  const none = quotient.type.kind === "NULL" ? "0" : asPhysical("0", quotient.type);
  return call.make(
    `(CASE WHEN ${left.sql} IS NULL THEN NULL WHEN ${zero} THEN ${none} ELSE ${quotient.sql} END)`,
    quotient.type,
  );
};

const bits = (name: string | readonly string[], operator: string) =>
  scalar(name, [2, 2], (call) =>
    call.make(`CAST((${call.integer(0)} ${operator} ${call.integer(1)}) AS DECIMAL(38,0))`, INTEGER),
  );

function abs(call: FunctionCall): Bound {
  const value = call.number(0);
  return call.make(
    value.type.kind === "NUMBER" ? asPhysical(`abs(${value.sql})`, value.type) : `abs(${value.sql})`,
    value.type,
  );
}

function sign(call: FunctionCall): Bound {
  const value = call.number(0);
  return call.make(`CAST(sign(${value.sql}) AS DECIMAL(1,0))`, numberType(1, 0));
}

/** D: UNIFORM: bounds are included for whole numbers. Only with RANDOM(), so each row gets a value of its own. */
function uniform(call: FunctionCall): Bound {
  const generator = call.expression(2);
  if (generator.kind !== "call" || generator.name.parts.join(".") !== "RANDOM" || generator.arguments.length > 0) {
    throw notEmulated("UNIFORM with a generator other than RANDOM()");
  }
  const low = call.number(0);
  const high = call.number(1);
  const float =
    low.type.kind === "FLOAT" || high.type.kind === "FLOAT" || (low.type.kind === "NUMBER" && low.type.scale > 0);
  const span = `(CAST(${high.sql} AS DOUBLE) - CAST(${low.sql} AS DOUBLE)${float ? "" : " + 1"})`;
  const value = `(CAST(${low.sql} AS DOUBLE) + random() * ${span})`;
  const type: DataType = float ? FLOAT : INTEGER;
  return { ...call.make(float ? value : `CAST(floor(${value}) AS DECIMAL(38,0))`, type), volatile: true };
}

function random(call: FunctionCall): Bound {
  if (call.has(0)) throw notEmulated("RANDOM with a seed");
  const sql = "CAST(floor((random() - 0.5) * 18446744073709549568) AS DECIMAL(38,0))";
  return {
    ...call.make(sql, numberType(19, 0), false),
    sql: `CAST(${sql} AS DECIMAL(20,0))`,
    type: numberType(20, 0),
    volatile: true,
  };
}

const sequence = (name: string) =>
  scalar(name, [0, 1], (call) => {
    const { sequence: row } = call.binder;
    if (row === undefined) throw notEmulated(`${name} without GENERATOR in FROM`);
    return call.make(`CAST(${row} AS DECIMAL(19,0))`, numberType(19, 0), false);
  });

export const numericFunctions: readonly FunctionDefinition[] = [
  scalar("ABS", [1, 1], abs),
  scalar(["CEIL", "CEILING"], [1, 2], atPlaces("ceil")),
  scalar("FLOOR", [1, 2], atPlaces("floor")),
  scalar("ROUND", [1, 3], atPlaces("round")),
  scalar(["TRUNC", "TRUNCATE"], [1, 2], (call) => {
    const { kind } = call.argument(0).type;
    const isTime = kind === "DATE" || kind === "TIMESTAMP_NTZ" || kind === "TIMESTAMP_LTZ" || kind === "TIMESTAMP_TZ";
    return isTime ? dateTruncation(call, 0, call.word(1)) : atPlaces("trunc")(call);
  }),
  scalar("MOD", [2, 2], (call) => arithmetic("%", call.argument(0), call.argument(1), call.node, call.settings)),
  scalar("SIGN", [1, 1], sign),
  ofFloat("SQRT", (value) => `sqrt(${value})`),
  ofFloat("CBRT", (value) => `cbrt(${value})`),
  ofFloat("EXP", (value) => `exp(${value})`),
  ofFloat("LN", (value) => `ln(${value})`),
  ofFloat("RADIANS", (value) => `radians(${value})`),
  ofFloat("DEGREES", (value) => `degrees(${value})`),
  ...["SIN", "COS", "TAN", "COT", "ASIN", "ACOS", "ATAN", "SINH", "COSH", "TANH", "ASINH", "ACOSH", "ATANH"].map(
    (name) => ofFloat(name, (value) => `${name.toLowerCase()}(${value})`),
  ),
  scalar("ATAN2", [2, 2], (call) => call.make(`atan2(${call.float(0)}, ${call.float(1)})`, FLOAT)),
  scalar("PI", [0, 0], (call) => call.make("pi()", FLOAT, false)),
  scalar(["POWER", "POW"], [2, 2], (call) => call.make(`pow(${call.float(0)}, ${call.float(1)})`, FLOAT)),
  scalar("SQUARE", [1, 1], (call) => call.make(`pow(${call.float(0)}, 2)`, FLOAT)),
  scalar("LOG", [2, 2], (call) => call.make(`(ln(${call.float(1)}) / ln(${call.float(0)}))`, FLOAT)),
  scalar("FACTORIAL", [1, 1], (call) =>
    call.make(`CAST(factorial(CAST(${call.integer(0)} AS INTEGER)) AS DECIMAL(38,0))`, INTEGER),
  ),
  scalar("GREATEST", [1, 64], among("greatest", false)),
  scalar("LEAST", [1, 64], among("least", false)),
  scalar("GREATEST_IGNORE_NULLS", [1, 64], among("greatest", true)),
  scalar("LEAST_IGNORE_NULLS", [1, 64], among("least", true)),
  scalar("DIV0", [2, 2], div0(false)),
  scalar("DIV0NULL", [2, 2], div0(true)),
  bits(["BITAND", "BIT_AND"], "&"),
  bits(["BITOR", "BIT_OR"], "|"),
  bits(["BITSHIFTLEFT", "BIT_SHIFTLEFT"], "<<"),
  bits(["BITSHIFTRIGHT", "BIT_SHIFTRIGHT"], ">>"),
  scalar(["BITXOR", "BIT_XOR"], [2, 2], (call) =>
    call.make(`CAST(xor(${call.integer(0)}, ${call.integer(1)}) AS DECIMAL(38,0))`, INTEGER),
  ),
  scalar(["BITNOT", "BIT_NOT"], [1, 1], (call) => call.make(`CAST(~${call.integer(0)} AS DECIMAL(38,0))`, INTEGER)),
  scalar("RANDOM", [0, 1], random),
  scalar("UNIFORM", [3, 3], uniform),
  ...["SEQ1", "SEQ2", "SEQ4", "SEQ8"].map(sequence),
];
