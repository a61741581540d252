import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { ExternalColumn } from "./columns";
import type { TableName } from "./desired";
import { type Mark, readMark } from "./mark";
import type { Row, SqlPort } from "./ports";
import { SqlError } from "./ports";
import type { SchemaName } from "./settings";

/** An external table as SHOW EXTERNAL TABLES lists it. */
export interface ShownTable {
  readonly name: TableName;
  /** `""`: none. */
  readonly comment: string;
  /** Absent: somebody else made the table, or wrote its comment. */
  readonly mark?: Mark;
}

/** What there is under the name of a table. */
export type Actual =
  | { readonly kind: "NO_SCHEMA" }
  | { readonly kind: "NO_TABLE" }
  | (ShownTable & {
      readonly kind: "TABLE";
      /** Read where they matter only. Those of partitions too. */
      readonly columns?: readonly ExternalColumn[];
    });

/** Rows that SHOW gives at most. Source: docs.snowflake.com, sql-reference/sql/show-external-tables. */
export const MOST_SHOWN = 10_000;

/** What there is under the name of a table, without its columns. */
export async function readActual([database, schema, table]: TableName, sql: SqlPort): Promise<Actual> {
  // The pattern is a superset: case doesn't matter in it, and _ is any character. What it finds is compared.
  const pattern = stringLiteral(table.replace(/\\/g, "_"));
  const rows = await show(sql, `LIKE ${pattern} IN SCHEMA ${qualifiedName(database, schema)}`);
  if (rows === undefined) return { kind: "NO_SCHEMA" };
  const found = rows
    .map(shownTable)
    .find(({ name }) => name[0] === database && name[1] === schema && name[2] === table);
  return found === undefined ? { kind: "NO_TABLE" } : { kind: "TABLE", ...found };
}

/** All external tables of schemas that share a database: one statement, or one a schema where there are too many. */
export async function readShown(
  database: string,
  schemas: readonly SchemaName[],
  sql: SqlPort,
): Promise<readonly ShownTable[]> {
  const all = await show(sql, `IN DATABASE ${qualifiedName(database)}`);
  if (all === undefined) return [];
  if (all.length < MOST_SHOWN) return all.map(shownTable);
  const found: ShownTable[] = [];
  for (const { schema } of schemas) {
    const rows = (await show(sql, `IN SCHEMA ${qualifiedName(database, schema)}`)) ?? [];
    if (rows.length >= MOST_SHOWN) {
      throw new RangeError(
        `${qualifiedName(database, schema)} has ${MOST_SHOWN} external tables or more, and SHOW lists no more: map its Glue database to several schemas`,
      );
    }
    found.push(...rows.map(shownTable));
  }
  return found;
}

/** The columns of an external table but VALUE, which every one has. */
export async function readColumns(name: TableName, sql: SqlPort): Promise<readonly ExternalColumn[]> {
  const rows = await sql.query(`DESCRIBE EXTERNAL TABLE ${qualifiedName(...name)} TYPE = COLUMNS`);
  return rows.flatMap((row) => {
    const expression = row.expression ?? null;
    return expression === null ? [] : [{ name: text(row, "name"), type: text(row, "type"), expression }];
  });
}

/** Undefined: there is no such schema or database. */
async function show(sql: SqlPort, scope: string): Promise<readonly Row[] | undefined> {
  try {
    return await sql.query(`SHOW EXTERNAL TABLES ${scope}`);
  } catch (error) {
    if (error instanceof SqlError && error.isMissingObject) return undefined;
    throw error;
  }
}

function shownTable(row: Row): ShownTable {
  const comment = row.comment ?? "";
  const mark = readMark(comment);
  return {
    name: [text(row, "database_name"), text(row, "schema_name"), text(row, "name")],
    comment,
    ...(mark === undefined ? {} : { mark }),
  };
}

function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string")
    throw new TypeError(`Snowflake's answer has no ${column}, only ${Object.keys(row).join(", ")}`);
  return value;
}
