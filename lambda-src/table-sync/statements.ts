import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { ExternalColumn } from "./columns";
import type { DesiredTable, GivenPartition, TableName } from "./desired";
import { renderFormat } from "./file-format";
import { renderStagePath } from "./stages";

const define = ({ name, type, expression }: ExternalColumn) => `${quoteIdentifier(name)} ${type} AS (${expression})`;
const names = (columns: readonly { readonly name: string }[]) =>
  columns.map(({ name }) => quoteIdentifier(name)).join(", ");
const truth = (value: boolean) => (value ? "TRUE" : "FALSE");

/**
 * CREATE EXTERNAL TABLE; with `replace`, CREATE OR REPLACE that keeps the grants on what it replaces. Without, it fails
 * where there is a table of any kind.
 * Source: docs.snowflake.com, sql-reference/sql/create-external-table.
 */
export function createTable(table: DesiredTable, comment: string, { replace }: { readonly replace: boolean }): string {
  const { partitioning, snsTopic, autoRefresh } = table;
  const partitions = partitioning.kind === "NONE" ? [] : partitioning.columns;
  const given = partitioning.kind === "GIVEN";
  // A table whose columns are all refused still has VALUE; the list can't be empty, but absent.
  const columns = [...table.columns, ...partitions].map(define);
  return [
    `CREATE ${replace ? "OR REPLACE " : ""}EXTERNAL TABLE ${qualifiedName(...table.name)}`,
    ...(columns.length === 0 ? [] : [`(${columns.join(", ")})`]),
    ...(partitions.length === 0 ? [] : [`PARTITION BY (${names(partitions)})`]),
    ...(given ? ["PARTITION_TYPE = USER_SPECIFIED"] : []),
    `LOCATION = ${renderStagePath(table.location)}`,
    ...(given ? ["REFRESH_ON_CREATE = FALSE"] : []),
    `AUTO_REFRESH = ${truth(autoRefresh)}`,
    `FILE_FORMAT = (${renderFormat(table.format)})`,
    ...(snsTopic === undefined ? [] : [`AWS_SNS_TOPIC = ${stringLiteral(snsTopic)}`]),
    ...(replace ? ["COPY GRANTS"] : []),
    `COMMENT = ${stringLiteral(comment)}`,
  ].join(" ");
}

/** CREATE SCHEMA, unless it is there. */
export const createSchema = ([database, schema]: TableName): string =>
  `CREATE SCHEMA IF NOT EXISTS ${qualifiedName(database, schema)}`;

/** One statement for all columns: the more statements, the more states in between. Source: alter-external-table, Columns. */
export const addColumns = (table: TableName, columns: readonly ExternalColumn[]): string =>
  `ALTER TABLE ${qualifiedName(...table)} ADD COLUMN ${columns.map(define).join(", ")}`;

export const dropColumns = (table: TableName, columns: readonly { readonly name: string }[]): string =>
  `ALTER TABLE ${qualifiedName(...table)} DROP COLUMN ${names(columns)}`;

export const setComment = (table: TableName, comment: string): string =>
  `ALTER TABLE ${qualifiedName(...table)} SET COMMENT = ${stringLiteral(comment)}`;

export const setAutoRefresh = (table: TableName, value: boolean): string =>
  `ALTER EXTERNAL TABLE ${qualifiedName(...table)} SET AUTO_REFRESH = ${truth(value)}`;

export const refresh = (table: TableName): string => `ALTER EXTERNAL TABLE ${qualifiedName(...table)} REFRESH`;

/** Takes over the files that are below the partition's place now; said again, new ones too. */
export const addPartition = (
  table: TableName,
  columns: readonly { readonly name: string }[],
  { values, path }: GivenPartition,
): string => {
  const pairs = columns.map(({ name }, index) => `${quoteIdentifier(name)} = ${stringLiteral(values[index] ?? "")}`);
  return `ALTER EXTERNAL TABLE ${qualifiedName(...table)} ADD PARTITION (${pairs.join(", ")}) LOCATION ${stringLiteral(folder(path))}`;
};

export const dropPartition = (table: TableName, path: string): string =>
  `ALTER EXTERNAL TABLE ${qualifiedName(...table)} DROP PARTITION LOCATION ${stringLiteral(folder(path))}`;

export const dropTable = (table: TableName): string => `DROP EXTERNAL TABLE IF EXISTS ${qualifiedName(...table)}`;

const folder = (path: string) => (path === "" ? "" : `${path}/`);
