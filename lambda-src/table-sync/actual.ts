import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { ExternalColumn } from "./columns";
import type { TableName } from "./desired";
import { type Mark, readMark } from "./mark";
import type { Row, SqlPort } from "./ports";
import { SqlError } from "./ports";
import type { SchemaName } from "./settings";

/** What can't be altered in a table, as SHOW EXTERNAL TABLES has it. */
export interface ShownShape {
  /** Such as `@DATABASE.SCHEMA.STAGE/path/`. */
  readonly location: string;
  /** Of a named file format; `""`: the table has its own. */
  readonly formatName: string;
  readonly formatType: string;
  /** Whether a channel for the bucket's events is shown: without one, nothing is refreshed by itself. */
  readonly hasChannel: boolean;
}

/** A property of a table's file format, as DESCRIBE … TYPE = STAGE has it. */
export interface FormatProperty {
  readonly property: string;
  readonly value: string;
  readonly fallback: string;
}

/** An external table as SHOW EXTERNAL TABLES lists it. */
export interface ShownTable {
  readonly name: TableName;
  /** `""`: none. */
  readonly comment: string;
  /** Absent: somebody else made the table, or wrote its comment. */
  readonly mark?: Mark;
  /** Absent: it isn't shown, or the table is marked invalid. */
  readonly shape?: ShownShape;
}

/** What there is under the name of a table. */
export type Actual =
  | { readonly kind: "NO_SCHEMA" }
  | { readonly kind: "NO_TABLE" }
  | (ShownTable & {
      readonly kind: "TABLE";
      /** Read where they matter only. Those of partitions too. */
      readonly columns?: readonly ExternalColumn[];
      /** Read where a table may be taken over as it is. */
      readonly format?: readonly FormatProperty[];
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

/** The properties of an external table's file format. Source: docs.snowflake.com, sql-reference/sql/desc-external-table. */
export async function readFormat(name: TableName, sql: SqlPort): Promise<readonly FormatProperty[]> {
  const rows = await sql.query(`DESCRIBE EXTERNAL TABLE ${qualifiedName(...name)} TYPE = STAGE`);
  return rows
    .filter((row) => row.parent_property === "STAGE_FILE_FORMAT")
    .map((row) => ({
      property: text(row, "property"),
      value: row.property_value ?? "",
      fallback: row.property_default ?? "",
    }));
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
    ...shapeOf(row),
  };
}

function shapeOf(row: Row): Pick<ShownTable, "shape"> {
  const { location, file_format_type: formatType, invalid } = row;
  if (typeof location !== "string" || typeof formatType !== "string" || invalid !== "false") return {};
  const formatName = row.file_format_name ?? "";
  return { shape: { location, formatName, formatType, hasChannel: (row.notification_channel ?? "") !== "" } };
}

function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string")
    throw new TypeError(`Snowflake's answer has no ${column}, only ${Object.keys(row).join(", ")}`);
  return value;
}
