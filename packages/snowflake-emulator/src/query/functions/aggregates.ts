import { notEmulated } from "../../errors";
import { ARRAY, BOOLEAN, type DataType, FLOAT, OBJECT, TEXT } from "../../types/data-type";
import type { Bound, SqlType } from "../compile/bound";
import { plainText, refuseType } from "../compile/cast";
import { aggregate, type FunctionCall, type FunctionDefinition } from "../compile/function-call";
import { invalidArgumentTypes } from "../compile/problems";
import { numberType, quotientType } from "../compile/types";
import { groupKey, orderSql, sortKey } from "../compile/window";

const COUNT = numberType(18, 0);

const distinct = (call: FunctionCall) => (call.node.distinct ? "DISTINCT " : "");

function typed(call: FunctionCall, sql: string, type: SqlType, nullable = true): Bound {
  return call.make(sql, type, nullable);
}

/** D: COUNT: rows in which no argument is NULL. */
function count(call: FunctionCall): Bound {
  if (call.node.star) return typed(call, `CAST(${call.over("count(*)")} AS DECIMAL(18,0))`, COUNT, false);
  const values = call.all().map(groupKey);
  const [only = "NULL"] = values;
  const anyNull = values.map((one) => `${one} IS NULL`).join(" OR ");
  const counted = values.length === 1 ? only : `CASE WHEN ${anyNull} THEN NULL ELSE row(${values.join(", ")}) END`;
  return typed(call, `CAST(${call.over(`count(${distinct(call)}${counted})`)} AS DECIMAL(18,0))`, COUNT, false);
}

function sum(call: FunctionCall): Bound {
  const value = call.number(0);
  const total = call.over(`sum(${distinct(call)}${value.sql})`);
  if (value.type.kind !== "NUMBER") return typed(call, total, FLOAT);
  return typed(call, `CAST(${total} AS DECIMAL(38,${value.type.scale}))`, numberType(38, value.type.scale));
}

/** D: AVG; NUMBER gets the scale that a division has. */
function average(call: FunctionCall): Bound {
  const value = call.number(0);
  if (value.type.kind !== "NUMBER") return typed(call, call.over(`avg(${distinct(call)}${value.sql})`), FLOAT);
  const { scale } = quotientType(value.type, numberType(18, 0));
  const total = `CAST(${call.over(`sum(${distinct(call)}${value.sql})`)} AS VARCHAR)`;
  const number = `CAST(${call.over(`count(${distinct(call)}${value.sql})`)} AS VARCHAR)`;
  return typed(call, `CAST(sf_divide(${total}, ${number}, ${scale}) AS DECIMAL(38,${scale}))`, numberType(38, scale));
}

/** MIN and MAX; a TIMESTAMP_TZ is found by its point in time. */
const extreme = (name: "min" | "max") => (call: FunctionCall) => {
  const value = call.argument(0);
  refuseType(value.type, ["VARIANT", "OBJECT", "ARRAY"], name.toUpperCase());
  const sql =
    value.type.kind === "TIMESTAMP_TZ" ? `arg_${name}(${value.sql}, (${value.sql}).utc)` : `${name}(${value.sql})`;
  return typed(call, call.over(sql), value.type.kind === "NULL" ? TEXT : value.type);
};

const overFloats = (name: string) => (call: FunctionCall) =>
  typed(call, call.over(`${name}(${distinct(call)}${call.float(0)})`), FLOAT);

/**
 * D: HASH_AGG: 64 bits with a sign, the same whatever the order of rows; NULLs count, and nothing at all is 0. A: the figures are not Snowflake's,
 * and values that are equal but of different types have different ones.
 */
function hashAgg(call: FunctionCall): Bound {
  const parts = call.node.star ? call.binder.columns(call.node) : call.all();
  const hash = `CAST(hash(row(${parts.map(({ sql }) => sql).join(", ")})) AS HUGEINT)`;
  const sum = `(coalesce(${call.over(`sum(${distinct(call)}${hash})`)}, 0) % 18446744073709551616)`;
  const signed = `CASE WHEN ${sum} > 9223372036854775807 THEN ${sum} - 18446744073709551616 ELSE ${sum} END`;
  const bound = typed(call, `CAST((${signed}) AS DECIMAL(19,0))`, numberType(19, 0), false);
  return { ...bound, uses: [...bound.uses, ...parts.flatMap(({ uses }) => uses)] };
}

/** D: MEDIAN, PERCENTILE_CONT: between values; NUMBER gets three more digits. */
function median(call: FunctionCall): Bound {
  const { sql, type } = interpolated(call.number(0));
  return typed(call, call.over(`quantile_cont(${sql}, 0.5)`), type);
}

function interpolated(value: Bound): { readonly sql: string; readonly type: DataType } {
  if (value.type.kind !== "NUMBER") return { sql: value.sql, type: FLOAT };
  const scale = Math.min(value.type.scale + 3, 37);
  const type = numberType(value.type.precision + 3, scale);
  return { sql: `CAST(${value.sql} AS DECIMAL(${type.precision},${type.scale}))`, type };
}

const percentile = (continuous: boolean) => (call: FunctionCall) => {
  const [key, ...others] = call.node.withinGroup ?? [];
  if (key === undefined || others.length > 0) throw notEmulated(`${call.name} without WITHIN GROUP (ORDER BY one key)`);
  const { constant } = call.argument(0);
  if (constant?.type !== "NUMBER") throw invalidArgumentTypes(call.name, [call.argument(0).type], call.node);
  const value = call.binder.expression(key.expression);
  const from = continuous ? interpolated(value) : { sql: sortKey(value), type: value.type };
  const order = key.descending ? "DESC" : "ASC";
  const name = continuous ? "percentile_cont" : "percentile_disc";
  const sql = `${name}(${constant.text}) WITHIN GROUP (ORDER BY ${from.sql} ${order})`;
  const bound = typed(call, call.over(sql), from.type);
  return { ...bound, uses: [...bound.uses, ...value.uses] };
};

/** `ORDER BY …` of WITHIN GROUP. */
function within(call: FunctionCall): { readonly sql: string; readonly parts: readonly Bound[] } {
  if (call.node.withinGroup === undefined) return { sql: "", parts: [] };
  const order = orderSql(call.node.withinGroup, call.binder);
  return { sql: ` ORDER BY ${order.sql}`, parts: order.parts };
}

/** D: LISTAGG: NULLs are left out, and nothing at all is an empty text. */
function listagg(call: FunctionCall): Bound {
  const text = call.text(0);
  const delimiter = call.has(1) ? `'${call.constantText(1).replaceAll("'", "''")}'` : "''";
  const { sql: order, parts } = within(call);
  const sql = call.node.distinct
    ? distinctTexts(call, delimiter, order)
    : call.over(`string_agg(${text}, ${delimiter}${order})`);
  const bound = typed(call, `coalesce(${sql}, '')`, TEXT, false);
  return { ...bound, uses: [...bound.uses, ...parts.flatMap((one) => one.uses)] };
}

/** Distinct values are ordered as what they are, and become text after. */
function distinctTexts(call: FunctionCall, delimiter: string, order: string): string {
  const value = call.argument(0);
  const list = call.over(`list(DISTINCT ${value.sql}${order}) FILTER (WHERE (${value.sql}) IS NOT NULL)`);
  return `array_to_string(list_transform(${list}, lambda one: ${plainText({ ...value, sql: "one" }, call.settings)}), ${delimiter})`;
}

/** D: ARRAY_AGG: NULLs are left out, and nothing at all is an empty array. */
function arrayAgg(call: FunctionCall): Bound {
  const value = call.variant(0);
  const { sql: order, parts } = within(call);
  const list = call.over(
    `list(${distinct(call)}CAST(${value} AS VARCHAR)${order}) FILTER (WHERE (${call.argument(0).sql}) IS NOT NULL)`,
  );
  const bound = typed(
    call,
    `CAST(coalesce(sf_array_of_list(CAST(to_json(${list}) AS VARCHAR)), '[]') AS JSON)`,
    ARRAY,
    false,
  );
  return { ...bound, uses: [...bound.uses, ...parts.flatMap((one) => one.uses)] };
}

function objectAgg(call: FunctionCall): Bound {
  const pair = `sf_array(sf_text_to_variant(${call.text(0)}), ${call.variant(1)})`;
  const filter = `(${call.argument(0).sql}) IS NOT NULL AND (${call.argument(1).sql}) IS NOT NULL`;
  const list = call.over(`list(${pair}) FILTER (WHERE ${filter})`);
  return typed(
    call,
    `CAST(coalesce(sf_object_of_pairs(CAST(to_json(${list}) AS VARCHAR)), '{}') AS JSON)`,
    OBJECT,
    false,
  );
}

/** D: MAX_BY, MIN_BY: the value of the row in which another one is greatest; rows without that one are left out. */
const by = (name: "max" | "min") => (call: FunctionCall) => {
  if (call.has(2)) throw notEmulated(`${call.name} with a number of values`);
  const value = call.argument(0);
  const key = sortKey(call.argument(1));
  const type = value.type.kind === "NULL" ? TEXT : value.type;
  return typed(call, call.over(`arg_${name}_null(${value.sql}, ${key})`), type);
};

const bits = (name: string) => (call: FunctionCall) =>
  typed(call, `CAST(${call.over(`${name}(${call.integer(0)})`)} AS DECIMAL(38,0))`, numberType(38, 0));

export const aggregateFunctions: readonly FunctionDefinition[] = [
  aggregate("COUNT", [1, 64], count),
  aggregate("COUNT_IF", [1, 1], (call) =>
    typed(call, `CAST(${call.over(`count(CASE WHEN ${call.boolean(0)} THEN 1 END)`)} AS DECIMAL(18,0))`, COUNT, false),
  ),
  aggregate("SUM", [1, 1], sum),
  aggregate("AVG", [1, 1], average),
  aggregate("MIN", [1, 1], extreme("min")),
  aggregate("MAX", [1, 1], extreme("max")),
  aggregate("ANY_VALUE", [1, 1], (call) => {
    const value = call.argument(0);
    return typed(call, call.over(`any_value(${value.sql})`), value.type);
  }),
  aggregate("MEDIAN", [1, 1], median),
  aggregate("PERCENTILE_CONT", [1, 1], percentile(true)),
  aggregate("PERCENTILE_DISC", [1, 1], percentile(false)),
  aggregate("MODE", [1, 1], (call) => {
    const value = call.argument(0);
    return typed(call, call.over(`mode(${groupKey(value)})`), value.type);
  }),
  aggregate(["STDDEV", "STDDEV_SAMP"], [1, 1], overFloats("stddev_samp")),
  aggregate("STDDEV_POP", [1, 1], overFloats("stddev_pop")),
  aggregate(["VARIANCE", "VARIANCE_SAMP", "VAR_SAMP"], [1, 1], overFloats("var_samp")),
  aggregate(["VARIANCE_POP", "VAR_POP"], [1, 1], overFloats("var_pop")),
  aggregate("HASH_AGG", [1, 64], hashAgg),
  aggregate("LISTAGG", [1, 2], listagg),
  aggregate(["ARRAY_AGG", "ARRAYAGG"], [1, 1], arrayAgg),
  aggregate("OBJECT_AGG", [2, 2], objectAgg),
  aggregate(["APPROX_COUNT_DISTINCT", "HLL"], [1, 1], (call) =>
    typed(call, `CAST(${call.over(`count(DISTINCT ${groupKey(call.argument(0))})`)} AS DECIMAL(18,0))`, COUNT, false),
  ),
  aggregate("BOOLAND_AGG", [1, 1], (call) => typed(call, call.over(`bool_and(${call.boolean(0)})`), BOOLEAN)),
  aggregate("BOOLOR_AGG", [1, 1], (call) => typed(call, call.over(`bool_or(${call.boolean(0)})`), BOOLEAN)),
  aggregate("BOOLXOR_AGG", [1, 1], (call) =>
    typed(call, `(${call.over(`count(CASE WHEN ${call.boolean(0)} THEN 1 END)`)} = 1)`, BOOLEAN),
  ),
  aggregate(["BITAND_AGG", "BIT_AND_AGG"], [1, 1], bits("bit_and")),
  aggregate(["BITOR_AGG", "BIT_OR_AGG"], [1, 1], bits("bit_or")),
  aggregate(["BITXOR_AGG", "BIT_XOR_AGG"], [1, 1], bits("bit_xor")),
  aggregate("MAX_BY", [2, 3], by("max")),
  aggregate("MIN_BY", [2, 3], by("min")),
  aggregate(["GROUPING", "GROUPING_ID"], [1, 31], (call) =>
    typed(
      call,
      `CAST(grouping(${call
        .all()
        .map((one) => one.sql)
        .join(", ")}) AS DECIMAL(38,0))`,
      numberType(38, 0),
      false,
    ),
  ),
];
