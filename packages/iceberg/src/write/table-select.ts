import { duckdbType } from "../engine/duckdb-type";
import { quoteIdentifier, textLiteral } from "../engine/sql-text";
import type { NestedField, Schema } from "../metadata/schema";
import { RowsDoNotFitError } from "./errors";
import { missingInside } from "./required-values";

/** DuckDB holds `a` and `A` for one name, in queries and in structs. */
function assertNamesDiffer(names: readonly string[], what: string): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) {
      throw new RowsDoNotFitError(
        `${what} has the columns ${other} and ${name}, which DuckDB can't tell apart; rename one`,
      );
    }
    seen.set(name.toLowerCase(), name);
  }
}

function selected(field: NestedField, given: string | undefined): string {
  const type = duckdbType(field.type);
  const name = quoteIdentifier(field.name);
  if (given === undefined) return `NULL::${type} AS ${name}`;
  const value = `CAST(rows.${quoteIdentifier(given)} AS ${type})`;
  const nothing = field.required && typeof field.type !== "string" ? [`${value} IS NULL`] : [];
  const missing = missingInside(value, field.type);
  const tests = [...nothing, ...(missing === undefined ? [] : [missing])];
  if (tests.length === 0) return `${value} AS ${name}`;
  const message = textLiteral(`column ${field.name} has no value where one is required`);
  return `CASE WHEN ${tests.join(" OR ")} THEN error(${message}) ELSE ${value} END AS ${name}`;
}

/**
 * A SELECT of a table's columns, in its order and types, from a query's. Columns match by name, upper and lower case alike;
 * those that the query lacks are null. Required columns of a primitive type are not checked here: a file's count of nulls tells.
 *
 * @param columns the query's column names
 * @throws RowsDoNotFitError when the query has a column that the table lacks, or lacks one that is required
 */
export function tableSelect(query: string, columns: readonly string[], schema: Schema): string {
  assertNamesDiffer(
    schema.fields.map((field) => field.name),
    "the table",
  );
  assertNamesDiffer(columns, "the query");
  const given = new Map(columns.map((column) => [column.toLowerCase(), column]));
  const known = new Set(schema.fields.map((field) => field.name.toLowerCase()));
  const unknown = columns.filter((column) => !known.has(column.toLowerCase()));
  if (unknown.length > 0) {
    throw new RowsDoNotFitError(
      `the table has no column ${unknown.join(", ")}; it has ${schema.fields.map((field) => field.name).join(", ")}`,
    );
  }
  const lacking = schema.fields.filter((field) => field.required && !given.has(field.name.toLowerCase()));
  if (lacking.length > 0) {
    throw new RowsDoNotFitError(`the query lacks the required column ${lacking.map((field) => field.name).join(", ")}`);
  }
  const select = schema.fields.map((field) => selected(field, given.get(field.name.toLowerCase())));
  return `SELECT ${select.join(", ")} FROM (${query}\n) AS rows`;
}
