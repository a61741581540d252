import {
  duplicateColumn,
  invalidPartitionColumn,
  noSuchColumn,
  notEmulated,
  SnowflakeError,
  userSpecifiedPartitions,
} from "../../../errors";
import type { ExternalColumn } from "../../../objects/external-table";
import { parseExpression, readDataType } from "../../../query/parse";
import { type DataType, VARIANT } from "../../../types/data-type";
import type { Cursor } from "../../cursor";
import { compileColumn, type ExpressionBase } from "../../relations/external-columns";
import { sessionScope } from "../../relations/scope";
import { rangeOf, type SourceRange, textOf } from "../../source-range";
import type { ExecutionContext } from "../../statement";
import { tokenize } from "../../tokenizer";
import { startsConstraint } from "../table/constraint-definition";

/** A column as CREATE EXTERNAL TABLE or ADD COLUMN writes it. */
export interface ExternalColumnDefinition {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly comment: string | null;
  readonly range: SourceRange;
}

/** Reads `name type AS { (expression) | expression } [NOT NULL] [COMMENT '…']`; AS may stand behind what follows the type. */
export function readExternalColumn(cursor: Cursor): ExternalColumnDefinition {
  const name = cursor.identifier();
  const type = readDataType(cursor);
  let nullable = true;
  let comment: string | null = null;
  let range: SourceRange | undefined;
  for (;;) {
    if (range === undefined && cursor.take("AS")) range = rangeOf(cursor, () => parseExpression(cursor)).range;
    else if (cursor.take("NOT NULL")) nullable = false;
    else if (cursor.take("NULL")) nullable = true;
    else if (cursor.take("COMMENT")) comment = cursor.string();
    else if (startsConstraint(cursor)) throw notEmulated("constraints of external tables other than NOT NULL");
    else break;
  }
  // D: every column but VALUE is an expression.
  if (range === undefined) throw cursor.unexpected();
  return { name, type, nullable, comment, range };
}

/** An expression without one pair of parentheses around all of it: those that AS (…) has. */
function bare(text: string): string {
  const tokens = tokenize(text);
  let depth = 0;
  for (const [index, { kind, value, offset }] of tokens.entries()) {
    if (kind === "symbol" && value === "(") depth += 1;
    if (kind === "symbol" && value === ")") depth -= 1;
    if (depth > 0) continue;
    const isAll = index > 0 && tokens[index + 1]?.kind === "end" && kind === "symbol" && value === ")";
    return isAll && text.startsWith("(") ? text.slice(1, offset).trim() : text;
  }
  return text;
}

export const VALUE_COLUMN: ExternalColumn = {
  name: "VALUE",
  type: VARIANT,
  nullable: true,
  expression: null,
  comment: null,
};

/** The columns that definitions make, expressions compiled once to know that they can be. Throws 000904, 002023, 002025. */
export async function buildColumns(
  context: ExecutionContext,
  definitions: readonly ExternalColumnDefinition[],
  existing: readonly ExternalColumn[],
): Promise<readonly ExternalColumn[]> {
  const scope = sessionScope(context);
  const names = new Set(existing.map(({ name }) => name));
  const columns: ExternalColumn[] = [];
  for (const { name, type, nullable, comment, range } of definitions) {
    if (names.has(name)) throw duplicateColumn(name);
    names.add(name);
    const expression = bare(textOf(context.sqlText, range));
    await compileColumn(scope, { name, type, expression });
    columns.push({ name, type, nullable, comment, expression });
  }
  return columns;
}

const SOURCES: Readonly<Record<Exclude<ExpressionBase, "ANY">, string>> = {
  FILENAME: "METADATA$FILENAME",
  PARTITION: "METADATA$EXTERNAL_TABLE_PARTITION",
};

/** Throws for a partition column that is none (000904) or is made of something else than its partition is known by (091096). */
export async function checkPartitionColumns(
  context: ExecutionContext,
  table: string,
  columns: readonly ExternalColumn[],
  partitionBy: readonly string[],
  userSpecified: boolean,
): Promise<void> {
  const over = userSpecified ? "PARTITION" : "FILENAME";
  const scope = sessionScope(context);
  for (const name of partitionBy) {
    const column = columns.find((one) => one.name === name);
    if (column === undefined || column.expression === null) throw noSuchColumn(name, 1, 0);
    // D: PARTITION_TYPE = USER_SPECIFIED, names of partition columns.
    if (userSpecified && name.length > 32) {
      throw userSpecifiedPartitions(table, `the name of partition column ${name} has more than 32 characters.`);
    }
    try {
      await compileColumn(scope, { ...column, expression: column.expression }, over);
    } catch (error) {
      if (!(error instanceof SnowflakeError && error.code === "000904")) throw error;
      throw invalidPartitionColumn(name, SOURCES[over]);
    }
  }
}
