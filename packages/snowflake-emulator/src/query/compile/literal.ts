import { notEmulated } from "../../errors";
import { BOOLEAN, FLOAT } from "../../types/data-type";
import type { Cell } from "../../wire/result-table";
import type { Literal } from "../ast";
import { quoteText } from "../physical-name";
import { type Bound, NULL_TYPE, type SqlType } from "./bound";
import { asPhysical, castTo } from "./cast";
import type { QuerySettings, ScopeValue } from "./scope";
import { zonedSql } from "./time-values";
import { numberType } from "./types";

const plain = (sql: string, type: SqlType, constant: Literal): Bound => ({
  sql,
  type,
  nullable: constant.type === "NULL",
  constant,
  uses: [],
  aggregate: false,
  window: false,
  volatile: false,
});

/** A literal with its type: `1.50` is NUMBER(3,2), text is as long as it is, an exponent makes a FLOAT. */
export function bindLiteral(literal: Literal): Bound {
  switch (literal.type) {
    case "NULL":
      return plain("NULL", NULL_TYPE, literal);
    case "BOOLEAN":
      return plain(literal.value ? "TRUE" : "FALSE", BOOLEAN, literal);
    case "TEXT":
      return plain(quoteText(literal.value), { kind: "TEXT", length: textLength(literal.value) }, literal);
    case "NUMBER":
      return bindNumber(literal.text, literal);
  }
}

function textLength(text: string): number {
  return Math.max(Array.from(text).length, 1);
}

function bindNumber(text: string, literal: Literal): Bound {
  if (/e/i.test(text)) return plain(`CAST('${text}' AS DOUBLE)`, FLOAT, literal);
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const digits = whole.replace(/^0+/, "");
  const type = numberType(digits.length + fraction.length, fraction.length);
  if (digits.length + fraction.length > 38) throw notEmulated(`a number of more than 38 digits: ${text}`);
  return plain(asPhysical(`'${text}'`, type), type, literal);
}

/** A value from outside (variables, context functions), in wire form where it is not a JavaScript value. */
export function bindValue({ type, value }: ScopeValue, settings: QuerySettings): Bound {
  if (value === null) return castTo(bindLiteral({ type: "NULL" }), type, settings);
  const literal = valueLiteral(type, value);
  if (literal !== undefined) {
    const bound = bindLiteral(literal);
    const cast = castTo(bound, type, settings);
    return { ...cast, constant: literal };
  }
  return { ...bindLiteral({ type: "NULL" }), sql: wireLiteral(type, value), type, nullable: false };
}

function valueLiteral(type: SqlType, value: Exclude<Cell, null>): Literal | undefined {
  if (typeof value === "boolean") return { type: "BOOLEAN", value };
  if (type.kind === "BOOLEAN") return { type: "BOOLEAN", value: String(value) === "true" };
  if (type.kind === "NUMBER" || type.kind === "FLOAT") {
    const text = String(value);
    return text.startsWith("-") || !/^\d/.test(text) ? undefined : { type: "NUMBER", text };
  }
  if (type.kind === "TEXT") return { type: "TEXT", value: String(value) };
  return undefined;
}

/** A cell of a column as DuckDB's SQL, from its wire form. */
export function wireLiteral(type: SqlType, cell: Cell): string {
  if (type.kind === "NULL") return "NULL";
  if (cell === null) return asPhysical("NULL", type);
  const text = cell instanceof Date ? (cell.getTime() / 1000).toFixed(3) : String(cell);
  const micros = () => `CAST(CAST(${quoteText(text.split(" ")[0] ?? "")} AS DECIMAL(38,9)) * 1000000 AS BIGINT)`;
  switch (type.kind) {
    case "TEXT":
      return quoteText(text);
    case "BINARY":
      return `unhex(${quoteText(text)})`;
    case "DATE":
      return cell instanceof Date
        ? `CAST(make_timestamp(${micros()}) AS DATE)`
        : `(DATE '1970-01-01' + CAST(${quoteText(text)} AS INTEGER))`;
    case "TIME":
      return `CAST(make_timestamp(${micros()}) AS TIME)`;
    case "TIMESTAMP_NTZ":
      return `make_timestamp(${micros()})`;
    case "TIMESTAMP_LTZ":
      return `make_timestamptz(${micros()})`;
    case "TIMESTAMP_TZ":
      return zonedSql(micros(), String(Number(text.split(" ")[1] ?? "1440") - 1440));
    case "VARIANT":
    case "OBJECT":
    case "ARRAY":
      return `CAST(sf_parse_json(${quoteText(text)}) AS JSON)`;
    default:
      return asPhysical(quoteText(text), type);
  }
}
