import { DATE, type DataType, FLOAT } from "../../types/data-type";
import type { BinaryOperator, Place } from "../ast";
import { type Bound, derive, type SqlType } from "./bound";
import { asPhysical, castTo } from "./cast";
import { invalidArgumentTypes } from "./problems";
import { quotientSql } from "./quotient";
import type { QuerySettings } from "./scope";
import {
  type NumberType,
  numberType,
  productType,
  quotientType,
  remainderType,
  sumType,
  TEXT_AS_NUMBER,
} from "./types";

export type ArithmeticOperator = Extract<BinaryOperator, "+" | "-" | "*" | "/" | "%">;

/** An operand as a number: text and NULL become one, VARIANT a FLOAT. */
function operand(value: Bound, settings: QuerySettings): Bound | undefined {
  switch (value.type.kind) {
    case "NUMBER":
    case "FLOAT":
      return value;
    case "TEXT":
      return castTo(value, TEXT_AS_NUMBER, settings);
    case "VARIANT":
      return castTo(value, FLOAT, settings);
    case "NULL":
      return castTo(value, numberType(1, 0), settings);
    default:
      return undefined;
  }
}

/** `left operator right` for numbers, and days added to dates. Throws 001044 for other types. */
export function arithmetic(
  operator: ArithmeticOperator,
  left: Bound,
  right: Bound,
  place: Place,
  settings: QuerySettings,
): Bound {
  const dates = dateArithmetic(operator, left, right);
  if (dates !== undefined) return dates;
  const a = operand(left, settings);
  const b = operand(right, settings);
  if (a === undefined || b === undefined) throw invalidArgumentTypes(operator, [left.type, right.type], place);
  if (a.type.kind === "NUMBER" && b.type.kind === "NUMBER") return exact(operator, a, a.type, b, b.type);
  return approximate(operator, castTo(a, FLOAT, settings), castTo(b, FLOAT, settings));
}

function approximate(operator: ArithmeticOperator, left: Bound, right: Bound): Bound {
  const sql =
    operator === "/"
      ? `sf_float_divide(${left.sql}, ${right.sql})`
      : operator === "%"
        ? `sf_float_modulo(${left.sql}, ${right.sql})`
        : `(${left.sql} ${operator} ${right.sql})`;
  return derive(sql, FLOAT, [left, right]);
}

const text = (sql: string) => `CAST(${sql} AS VARCHAR)`;

function exact(operator: ArithmeticOperator, left: Bound, l: NumberType, right: Bound, r: NumberType): Bound {
  const result = (sql: string, type: DataType) => derive(asPhysical(sql, type), type, [left, right]);
  switch (operator) {
    case "+":
    case "-": {
      const type = sumType(l, r);
      // Both sides first get the result's type, so that DuckDB does not look for one of its own.
      return result(`${asPhysical(left.sql, type)} ${operator} ${asPhysical(right.sql, type)}`, type);
    }
    case "*": {
      const type = productType(l, r);
      if (l.scale + r.scale > type.scale)
        return result(`sf_multiply(${text(left.sql)}, ${text(right.sql)}, ${type.scale})`, type);
      return result(`${left.sql} * ${right.sql}`, type);
    }
    case "/": {
      const type = quotientType(l, r);
      return result(quotientSql(left, l, right, r, type.scale), type);
    }
    case "%":
      return result(`sf_modulo(${text(left.sql)}, ${text(right.sql)})`, remainderType(l, r));
  }
}

/** D: Arithmetic operators: days are added to dates, dates subtracted give days. */
function dateArithmetic(operator: ArithmeticOperator, left: Bound, right: Bound): Bound | undefined {
  const days = (value: Bound) => `CAST(round(${value.sql}) AS INTEGER)`;
  const isNumber = (type: SqlType) => type.kind === "NUMBER";
  if (left.type.kind === "DATE" && right.type.kind === "DATE" && operator === "-") {
    const type = numberType(9, 0);
    return derive(asPhysical(`${left.sql} - ${right.sql}`, type), type, [left, right]);
  }
  if (left.type.kind === "DATE" && isNumber(right.type) && (operator === "+" || operator === "-")) {
    return derive(`(${left.sql} ${operator} ${days(right)})`, DATE, [left, right]);
  }
  if (isNumber(left.type) && right.type.kind === "DATE" && operator === "+") {
    return derive(`(${right.sql} + ${days(left)})`, DATE, [left, right]);
  }
  return undefined;
}

/** `-value` and `+value`. */
export function signed(operator: "+" | "-", value: Bound, place: Place, settings: QuerySettings): Bound {
  const number = operand(value, settings);
  if (number === undefined) throw invalidArgumentTypes(operator, [value.type], place);
  if (operator === "+") return number;
  const { constant } = number;
  const bound = derive(`(-${number.sql})`, number.type, [number]);
  if (constant?.type !== "NUMBER") return bound;
  const negated = constant.text.startsWith("-") ? constant.text.slice(1) : `-${constant.text}`;
  return { ...bound, constant: { type: "NUMBER", text: negated } };
}
