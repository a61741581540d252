import { SnowflakeError } from "../../errors";
import { renderDataType } from "../../types/data-type";
import type { Place } from "../ast";
import type { SqlType } from "./bound";

const at = (code: string, sqlState: string, { line, column }: Place, text: string) =>
  new SnowflakeError(
    code,
    sqlState,
    "COMPILATION",
    `SQL compilation error: error line ${line} at position ${column}\n${text}`,
  );

const plain = (code: string, sqlState: string, text: string) =>
  new SnowflakeError(code, sqlState, "COMPILATION", `SQL compilation error:\n${text}`);

/** A type as errors write it. */
export const typeText = (type: SqlType) => (type.kind === "NULL" ? "NULL" : renderDataType(type));

/** O: 000904. */
export const invalidIdentifierAt = (name: string, place: Place) =>
  at("000904", "42000", place, `invalid identifier '${name}'`);

/** O: 002028. */
export const ambiguousColumn = (name: string, place: Place) =>
  at("002028", "42601", place, `ambiguous column name '${name}'`);

/** O: 000979. */
export const notGrouped = (label: string, place: Place) =>
  at("000979", "42601", place, `'${label}' in select clause is neither an aggregate nor in the group by clause.`);

/** O: 001044. */
export const invalidArgumentTypes = (name: string, types: readonly SqlType[], place: Place) =>
  at("001044", "42P13", place, `Invalid argument types for function '${name}': (${types.map(typeText).join(", ")})`);

/** O: 000938. `call` as in `LEFT('a')`. */
export const notEnoughArguments = (call: string, expected: number, got: number, place: Place) =>
  at("000938", "22023", place, `not enough arguments for function [${call}], expected ${expected}, got ${got}`);

/** O: 000939. */
export const tooManyArguments = (call: string, expected: number, got: number, place: Place) =>
  at("000939", "22023", place, `too many arguments for function [${call}] expected ${expected}, got ${got}`);

/** A: code and text. */
export const invalidParameterType = (what: string, type: SqlType, expected: string) =>
  plain(
    "001065",
    "22023",
    `Can not convert parameter '${what}' of type [${typeText(type)}] into expected type [${expected}]`,
  );

/** A: code and text. */
export const invalidType = (what: string, parameter: string) =>
  plain("001007", "22023", `invalid type [${what}] for parameter '${parameter}'`);

/** A: code and text. Values of a set operator, CASE or COALESCE that have no type in common. */
export const noCommonType = (left: SqlType, right: SqlType) =>
  plain(
    "002023",
    "22000",
    `Expression type does not match column data type, expecting ${typeText(left)} but got ${typeText(right)}`,
  );

/** O: 001789. */
export const setColumnCount = (expected: number, got: number) =>
  plain(
    "001789",
    "42601",
    `invalid number of result columns for set operator input branches, expected ${expected}, got ${got} in branch {2}`,
  );

/** A: code and text. Aggregates where none may be; `what` is the clause. */
export const aggregateNotAllowed = (what: string) =>
  plain("001019", "42601", `Invalid aggregate function in ${what} clause`);

/** A: code and text. */
export const windowNotAllowed = (what: string) =>
  plain("002037", "42601", `Window function is not allowed in the ${what} clause`);

/** A: the code. QUALIFY is for window functions. */
export const qualifyNeedsWindow = () =>
  plain("002303", "42601", "QUALIFY needs a window function in the SELECT list or in its predicate");

/** A: the code. `SUM(SUM(A))`. */
export const nestedAggregate = (name: string) =>
  plain("002076", "42601", `Aggregate functions cannot be nested: [${name}] nested in another aggregate function`);

/** A: code and text. A position in GROUP BY or ORDER BY that there is no item for. */
export const invalidPosition = (clause: string, position: string) =>
  plain("000913", "42601", `${clause} position ${position} is not in select list`);

/** A: code and text. */
export const fromMissing = (what: string) => plain("001001", "42601", `${what} needs a FROM clause`);

/** A: columns listed for a name are fewer or more than there are. */
export const columnCountMismatch = (name: string, expected: number, got: number) =>
  plain("002020", "21S01", `'${name}' has ${expected} columns, and ${got} names are given`);

/** A: code and text. A subquery that must have one column has others. */
export const subqueryColumns = (count: number, expected: number) =>
  plain("001074", "42601", `Subquery must have ${expected} column(s), and it has ${count}`);

/** A: the code. */
export const sessionVariableMissing = (name: string, place: Place) =>
  at("002211", "02000", place, `Session variable '$${name}' does not exist`);

/** A: the code. A word that is no part of a date or time. */
export const invalidDatePart = (part: string, name: string) =>
  plain("001039", "22023", `'${part}' is not a valid date/time component for function ${name}.`);

/** O (text), A (code): a function that only works as a window function, without OVER. */
export const overMissing = (name: string) =>
  plain("002303", "42601", `Missing over clause for window function [${name}]`);

/** A: OVER behind a function that is none over windows. */
export const overNotAllowed = (name: string) =>
  plain("002303", "42601", `Function [${name}] does not take an OVER clause`);

/** A: a constant is needed. */
export const constantNeeded = (name: string, argument: number) =>
  plain("001015", "22023", `argument ${argument} to function ${name} needs to be constant`);
