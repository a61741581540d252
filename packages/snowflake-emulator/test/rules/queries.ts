import type { Rule } from "./rule";

const DOCS = "https://docs.snowflake.com/en/sql-reference";

const SQL_STATES: Readonly<Record<string, string>> = {
  "000002": "0A000",
  "000904": "42000",
  "000913": "42601",
  "000938": "22023",
  "000939": "22023",
  "000979": "42601",
  "001001": "42601",
  "001019": "42601",
  "001039": "22023",
  "001044": "42P13",
  "001065": "22023",
  "001789": "42601",
  "002028": "42601",
  "002037": "42601",
  "002076": "42601",
  "002141": "42601",
  "002211": "02000",
  "002303": "42601",
  "090150": "22000",
  "100035": "22007",
  "100037": "22018",
  "100038": "22018",
  "100039": "22003",
  "100040": "22007",
  "100046": "22003",
  "100051": "22012",
  "100069": "22P02",
  "100071": "22000",
  "100078": "22000",
  "100090": "22000",
  "100096": "22007",
  "100108": "22007",
};

/** A query that fails. `VALUES` stands for tables, so that no setup is needed. */
function queryRule(number: number, title: string, statement: string, code: string, message: string | RegExp, page: string): Rule {
  return { id: `queries-${number}`, title, setup: [], statement, code, sqlState: SQL_STATES[code] ?? "", message, page: `${DOCS}/${page}` };
}

const ROWS = "(VALUES (1, 'x'), (2, 'y')) t (a, b)";

/** What Snowflake's compiler and its conversions do not allow. */
export const RULES: readonly Rule[] = [
  queryRule(1, "a name that no table has is an invalid identifier", `SELECT zz FROM ${ROWS}`, "000904", "SQL compilation error: error line 1 at position 7\ninvalid identifier 'ZZ'", "identifiers-syntax"),
  queryRule(2, "a quoted name keeps its case", `SELECT "a" FROM ${ROWS}`, "000904", /invalid identifier 'a'$/, "identifiers-syntax"),
  queryRule(3, "a column of two tables needs a qualifier", `SELECT a FROM ${ROWS}, (SELECT 1 AS a) u`, "002028", /ambiguous column name 'A'$/, "constructs/join"),
  queryRule(4, "a column outside of aggregates is grouped", `SELECT b, COUNT(*) FROM ${ROWS} GROUP BY a`, "000979", /'T\.B' in select clause is neither an aggregate nor in the group by clause\.$/, "constructs/group-by"),
  queryRule(5, "WHERE has no aggregates", `SELECT a FROM ${ROWS} WHERE SUM(a) > 1`, "001019", /WHERE/, "constructs/having"),
  queryRule(6, "WHERE has no window functions", `SELECT ROW_NUMBER() OVER (ORDER BY a) AS r FROM ${ROWS} WHERE r = 1`, "002037", /WHERE/, "constructs/qualify"),
  queryRule(7, "QUALIFY needs a window function", `SELECT a FROM ${ROWS} QUALIFY a = 1`, "002303", /QUALIFY/, "constructs/qualify"),
  queryRule(8, "aggregates are not nested", `SELECT SUM(SUM(a)) FROM ${ROWS}`, "002076", /cannot be nested/, "functions-aggregation"),
  queryRule(9, "ROW_NUMBER needs OVER", `SELECT ROW_NUMBER() FROM ${ROWS}`, "002303", /Missing over clause for window function \[ROW_NUMBER\]$/, "functions-window"),
  queryRule(10, "a position in GROUP BY is one of an item", `SELECT a FROM ${ROWS} GROUP BY 2`, "000913", /GROUP BY position 2 is not in select list$/, "constructs/group-by"),
  queryRule(11, "a position in ORDER BY is one of an item", `SELECT a FROM ${ROWS} ORDER BY 2`, "000913", /ORDER BY position 2/, "constructs/order-by"),
  queryRule(12, "the branches of a set operator have as many columns", "SELECT 1 UNION SELECT 1, 2", "001789", /invalid number of result columns for set operator input branches, expected 1, got 2 in branch \{2\}$/, "operators-query"),
  queryRule(13, "a scalar subquery has one row", `SELECT (SELECT a FROM ${ROWS})`, "090150", "Single-row subquery returns more than one row.", "operators-subquery"),
  queryRule(14, "SELECT * needs FROM", "SELECT *", "001001", /FROM/, "sql/select"),
  queryRule(15, "division by zero fails", "SELECT 1 / 0", "100051", "Division by zero", "operators-arithmetic"),
  queryRule(16, "a number has at most 38 digits", "SELECT 99999999999999999999999999999999999999 * 10", "100046", /^Number out of representable range/, "data-types-numeric"),
  queryRule(17, "text that is no number is not cast to one", "SELECT '12a'::INT", "100038", "Numeric value '12a' is not recognized", "functions/cast"),
  queryRule(18, "text in arithmetic has to be a number", "SELECT 'x' + 1", "100038", "Numeric value 'x' is not recognized", "data-type-conversion"),
  queryRule(19, "a number has to fit its type", "SELECT '123456'::NUMBER(5, 2)", "100039", "Numeric value '123456' is out of range", "data-types-numeric"),
  queryRule(20, "text that is no date is not cast to one", "SELECT '2024-02-30'::DATE", "100040", "Date '2024-02-30' is not recognized", "functions/to_date"),
  queryRule(21, "text that is no timestamp is not cast to one", "SELECT 'x'::TIMESTAMP_NTZ", "100035", "Timestamp 'x' is not recognized", "functions/to_timestamp"),
  queryRule(22, "text that is no time is not cast to one", "SELECT '25:00'::TIME", "100108", "Time '25:00' is not recognized", "functions/to_time"),
  queryRule(23, "text that is no truth value is not cast to one", "SELECT 'maybe'::BOOLEAN", "100037", "Boolean value 'maybe' is not recognized", "functions/to_boolean"),
  queryRule(24, "text has to fit its type", "SELECT 'abcd'::VARCHAR(3)", "100078", "String 'abcd' is too long and would be truncated", "data-types-text"),
  queryRule(25, "text has to have the format that is given", "SELECT TO_DATE('x', 'YYYY-MM-DD')", "100096", "Can't parse 'x' as date with format 'YYYY-MM-DD'", "functions/to_date"),
  queryRule(26, "a number is no date", "SELECT 1::DATE", "001065", /into expected type \[DATE\]$/, "data-type-conversion"),
  queryRule(27, "dates are not added", "SELECT CURRENT_DATE + CURRENT_DATE", "001044", /Invalid argument types for function '\+': \(DATE, DATE\)$/, "operators-arithmetic"),
  queryRule(28, "PARSE_JSON needs JSON", "SELECT PARSE_JSON('{\"a\":1')", "100069", /^Error parsing JSON: incomplete object value, pos 7$/, "functions/parse_json"),
  queryRule(29, "the keys of an object differ", "SELECT PARSE_JSON('{\"a\":1,\"a\":2}')", "100069", /duplicate object attribute "a"/, "functions/parse_json"),
  queryRule(30, "a VARIANT is cast to what it is", "SELECT PARSE_JSON('\"x\"')::INT", "100071", 'Failed to cast variant value "x" to FIXED', "data-types-semistructured"),
  queryRule(31, "OBJECT_INSERT does not replace unless it is told", "SELECT OBJECT_INSERT({'a': 1}, 'a', 2)", "100090", /^Duplicate field key 'a'/, "functions/object_insert"),
  queryRule(32, "DATEADD takes a part of a date", "SELECT DATEADD(FORTNIGHT, 1, CURRENT_DATE)", "001039", /'FORTNIGHT' is not a valid date\/time component/, "functions/dateadd"),
  queryRule(33, "a function has its arguments", "SELECT LEFT('a')", "000938", /not enough arguments for function/, "functions/left"),
  queryRule(34, "a function has no more arguments than it takes", "SELECT UPPER('a', 'b')", "000939", /too many arguments for function/, "functions/upper"),
  queryRule(35, "an array is no text", "SELECT UPPER([1])", "001044", /Invalid argument types for function 'UPPER': \(ARRAY\)$/, "functions/upper"),
  queryRule(36, "a session variable has to be set", "SELECT $NEVER_SET", "002211", /Session variable '\$NEVER_SET' does not exist$/, "session-variables"),
];
