import { BOOLEAN } from "../../types/data-type";
import { type Bound, derive } from "../compile/bound";
import { compare, unify } from "../compile/comparison";
import { type FunctionCall, type FunctionDefinition, scalar } from "../compile/function-call";
import { caseOf } from "../compile/predicate";
import { numberType } from "../compile/types";

const zero = numberType(1, 0);

function unified(call: FunctionCall, values: readonly Bound[]) {
  return unify(values, call.settings, () => call.wrongTypes());
}

/** The first that is not NULL. */
function coalesce(call: FunctionCall): Bound {
  const { type, values } = unified(call, call.all());
  const list = values.map((one) => one.sql).join(", ");
  return call.make(
    type.kind === "NULL" ? "NULL" : `coalesce(${list})`,
    type,
    values.every((one) => one.nullable),
  );
}

const truth = (call: FunctionCall, index: number): Bound => call.as(index, BOOLEAN);
const isNull = (value: Bound): Bound => derive(`(${value.sql} IS NULL)`, BOOLEAN, [value], false);

/** D: DECODE: NULL equals NULL. */
function decode(call: FunctionCall): Bound {
  const subject = call.argument(0);
  const pairs = Math.floor((call.count - 1) / 2);
  const indexes = Array.from({ length: pairs }, (_, index) => 1 + index * 2);
  const whens = indexes.map((index) =>
    compare("IS NOT DISTINCT FROM", subject, call.argument(index), call.node, call.settings),
  );
  const results = indexes.map((index) => call.argument(index + 1));
  const otherwise = call.count % 2 === 0 ? call.argument(call.count - 1) : undefined;
  return caseOf(whens, results, otherwise, call.binder);
}

/** D: NULLIF: NULL when both are equal, else the first. */
function nullIf(call: FunctionCall): Bound {
  const [left, right] = [call.argument(0), call.argument(1)];
  const equal = compare("=", left, right, call.node, call.settings);
  return call.make(`(CASE WHEN ${equal.sql} THEN NULL ELSE ${left.sql} END)`, left.type, true);
}

const booleans = (name: string, sql: (left: string, right: string) => string) =>
  scalar(name, [2, 2], (call) => call.make(sql(call.boolean(0), call.boolean(1)), BOOLEAN));

/** D: Conditional expression functions. */
export const conditionalFunctions: readonly FunctionDefinition[] = [
  scalar("COALESCE", [1, 64], coalesce),
  scalar(["NVL", "IFNULL"], [2, 2], coalesce),
  scalar("NVL2", [3, 3], (call) =>
    caseOf([isNull(call.argument(0))], [call.argument(2)], call.argument(1), call.binder),
  ),
  scalar("IFF", [3, 3], (call) => caseOf([truth(call, 0)], [call.argument(1)], call.argument(2), call.binder)),
  scalar("NULLIF", [2, 2], nullIf),
  scalar("ZEROIFNULL", [1, 1], (call) => {
    const value = call.number(0);
    const { type, values } = unified(call, [value, derive("CAST(0 AS DECIMAL(1,0))", zero, [])]);
    return call.make(`coalesce(${values.map((one) => one.sql).join(", ")})`, type, false);
  }),
  scalar("NULLIFZERO", [1, 1], (call) => {
    const value = call.number(0);
    return call.make(`nullif(${value.sql}, 0)`, value.type, true);
  }),
  scalar("DECODE", [3, 255], decode),
  scalar("EQUAL_NULL", [2, 2], (call) =>
    compare("IS NOT DISTINCT FROM", call.argument(0), call.argument(1), call.node, call.settings),
  ),
  booleans("BOOLAND", (left, right) => `(${left} AND ${right})`),
  booleans("BOOLOR", (left, right) => `(${left} OR ${right})`),
  booleans("BOOLXOR", (left, right) => `(${left} <> ${right})`),
  scalar("BOOLNOT", [1, 1], (call) => call.make(`(NOT ${call.boolean(0)})`, BOOLEAN)),
];
