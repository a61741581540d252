import { internalError, type SnowflakeError, valueFailed } from "../../errors";

/** `twin:<code>:<text>`, as native functions raise it. DuckDB may put its own words around. */
const OWN = /twin:(\d{6}):([\s\S]*?)(?:\n\nLINE \d+:[\s\S]*)?$/;

/** What DuckDB says when it computes, as Snowflake says it. */
const RULES: readonly {
  readonly pattern: RegExp;
  readonly code: string;
  readonly text: (match: RegExpExecArray) => string;
}[] = [
  {
    pattern: /Casting value "([^"]*)" to type DECIMAL\((\d+),(\d+)\) failed: value is out of range/,
    code: "100046",
    text: ([, value, precision, scale]) =>
      `Number out of representable range: type FIXED[SB16](${precision},${scale}){nullable}, value ${value}`,
  },
  {
    pattern: /Could not cast value (\S+) to DECIMAL\((\d+),(\d+)\)/,
    code: "100046",
    text: ([, value, precision, scale]) =>
      `Number out of representable range: type FIXED[SB16](${precision},${scale}){nullable}, value ${value}`,
  },
  {
    pattern: /Overflow in (?:addition|subtraction|multiplication|negation) of DECIMAL\((\d+)\) \(?(.*?)\)?[.;!]/,
    code: "100046",
    text: ([, precision, value]) =>
      `Number out of representable range: type FIXED[SB16](${precision},0){nullable}, value ${value}`,
  },
  {
    pattern: /More than one row returned by a subquery/,
    code: "090150",
    text: () => "Single-row subquery returns more than one row.",
  },
  {
    pattern:
      /^(?:Invalid Input|Binder) Error: ((?:missing|invalid|no argument|bad|trailing|unexpected|repetition)[^\n]*)/,
    code: "100048",
    text: ([, reason]) => `Invalid regular expression: ${reason}`,
  },
  {
    pattern: /cannot take square root of a negative number/,
    code: "100132",
    text: () => "Invalid floating point operation: square root of a negative number",
  },
  {
    pattern: /cannot take logarithm of/,
    code: "100132",
    text: () => "Invalid floating point operation: logarithm of a number that is not positive",
  },
  {
    pattern: /(?:date|timestamp|interval)[^\n]*out of range|Overflow in date/i,
    code: "100035",
    text: () => "Timestamp out of range",
  },
];

/** The value's error that DuckDB's error stands for; undefined when it is none of ours. */
export function valueErrorOfDuckDb(message: string): { readonly code: string; readonly message: string } | undefined {
  const own = OWN.exec(message);
  const [, code, text] = own ?? [];
  if (code !== undefined && text !== undefined) return { code, message: text };
  for (const rule of RULES) {
    const match = rule.pattern.exec(message);
    if (match !== null) return { code: rule.code, message: rule.text(match) };
  }
  return undefined;
}

/** DuckDB's error as Snowflake's; what is not known is 000603. */
export function mapDuckDbError(error: Error): SnowflakeError {
  const value = valueErrorOfDuckDb(error.message);
  return value === undefined
    ? internalError(error.message.split("\n", 1)[0] ?? "")
    : valueFailed(value.code, value.message);
}
