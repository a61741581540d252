import type { Bound } from "./bound";
import type { NumberType } from "./types";

/** SQL that stands several times in the result: longer operands are handed to the function that sees each once. */
const LONGEST_OPERAND = 300;

/** The most digits that a HUGEINT holds with room for rounding. */
const DIGITS = 37;

const power = (exponent: number) => `CAST('1${"0".repeat(exponent)}' AS HUGEINT)`;

/** A number's units of ten to the minus scale, as a HUGEINT. */
function unitsOf(sql: string, { scale }: NumberType): string {
  if (scale === 0) return `CAST(${sql} AS HUGEINT)`;
  return `CAST(CAST(${sql} AS DECIMAL(38,${scale})) * CAST('1${"0".repeat(scale)}' AS DECIMAL(${scale + 1},0)) AS HUGEINT)`;
}

/**
 * The exact quotient, rounded half away from zero to a scale. Whole numbers of 128 bits do it as long as the digits fit;
 * rows with more digits (and divisions by zero) go to `sf_divide`.
 */
export function quotientSql(left: Bound, l: NumberType, right: Bound, r: NumberType, scale: number): string {
  const slow = `sf_divide(CAST(${left.sql} AS VARCHAR), CAST(${right.sql} AS VARCHAR), ${scale})`;
  const exact = `CAST(${slow} AS DECIMAL(38,${scale}))`;
  const shift = scale - l.scale + r.scale;
  const leftDigits = DIGITS - shift - l.scale;
  const rightDigits = DIGITS - r.scale;
  const short = left.sql.length <= LONGEST_OPERAND && right.sql.length <= LONGEST_OPERAND;
  if (!short || leftDigits < 6 || l.scale > shift + 1 || r.scale > DIGITS / 2) return exact;
  const [a, b] = [unitsOf(left.sql, l), unitsOf(right.sql, r)];
  const fits = [
    `${right.sql} <> 0`,
    `abs(${left.sql}) < ${power(leftDigits)}`,
    `abs(${right.sql}) < ${power(Math.min(rightDigits, DIGITS - r.scale))}`,
  ].join(" AND ");
  const magnitude = `((2 * abs(${a}) * ${power(shift)} + abs(${b})) // (2 * abs(${b})))`;
  const signed = `(CASE WHEN (${left.sql} < 0) <> (${right.sql} < 0) THEN -${magnitude} ELSE ${magnitude} END)`;
  const unit = `CAST('0.${"0".repeat(scale - 1)}1' AS DECIMAL(${scale + 1},${scale}))`;
  return `(CASE WHEN ${fits} THEN CAST(CAST(${signed} AS DECIMAL(38,0)) * ${unit} AS DECIMAL(38,${scale})) ELSE ${exact} END)`;
}
