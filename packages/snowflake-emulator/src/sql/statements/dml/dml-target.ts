import type { DataSession, WriteOptions } from "../../../data/data-session";
import type { LockedTable } from "../../../data/table-lock";
import { ROW_COLUMN } from "../../../data/writable-table";
import {
  externalTableReadOnly,
  icebergTableReadOnly,
  notEmulated,
  relationDoesNotExist,
  SnowflakeError,
} from "../../../errors";
import type { Table, TableColumn } from "../../../objects/table";
import type { QualifiedName } from "../../../query/ast";
import { type RowSource, rowSource } from "../../../query/compile";
import type { QueryScope } from "../../../query/compile/scope";
import { physicalName } from "../../../query/physical-name";
import { NUMBER } from "../../../types/data-type";
import { checkWritable, linkedDatabaseOf } from "../../linked-database";
import { renderPath } from "../../names";
import { parameterReader, sessionScope } from "../../relations/scope";
import type { ExecutionContext } from "../../statement";
import { requireTable } from "../../tables";
import { findExternalTable } from "../external-table/find-external-table";
import { findIcebergTable } from "../iceberg-table/find-iceberg-table";

/** The rows of the target, in the SQL of a statement that changes them: a common table that `withTarget` puts before it. */
const TARGET_ROWS = "target_rows";
/** How the rows' relation is called in DuckDB. */
const TARGET = "target";

/** A table that a statement changes. */
export interface DmlTarget {
  readonly table: Table;
  /** As messages write it: the way the statement does. */
  readonly shown: string;
  readonly locked: LockedTable;
  readonly columns: readonly TableColumn[];
  /** Physical names, in the table's order. */
  readonly physical: readonly string[];
}

/** Everything that a statement which changes rows works with. */
export interface DmlContext {
  readonly context: ExecutionContext;
  readonly scope: QueryScope;
  readonly options: WriteOptions;
  /** A session parameter's value. */
  readonly parameter: (name: string) => string;
}

/** The session's side of the account's rows. */
export function dataSession({ account, session }: ExecutionContext): DataSession {
  return account.data.session(session.id, session.userId);
}

export function dmlContext(context: ExecutionContext): DmlContext {
  const parameter = parameterReader(context);
  return {
    context,
    scope: sessionScope(context),
    parameter,
    options: {
      statementId: context.queryId,
      signal: context.signal,
      timeZone: parameter("TIMEZONE"),
      autocommit: parameter("AUTOCOMMIT") === "true",
      lockTimeoutSeconds: Number(parameter("LOCK_TIMEOUT")),
    },
  };
}

/**
 * The table of a name, for the privileges that the statement needs. Throws 002003 when it is missing or invisible, 003001
 * without a privilege. O: INSERT calls what is missing a table, the others an object.
 */
export function findTarget(
  { context }: DmlContext,
  name: QualifiedName,
  action: string,
  privileges: readonly string[],
): DmlTarget {
  refuseIceberg(context, name, action);
  const external = findExternalTable(context, name.parts, action);
  if (external !== undefined) throw externalTableReadOnly(external.name);
  const { table } = requireTable(context, name.parts, "VISIBLE", action);
  for (const privilege of privileges) requireTable(context, name.parts, [privilege], action);
  return {
    table,
    shown: renderPath(name.parts),
    locked: { id: table.id, name: table.name },
    columns: table.columns,
    physical: table.columns.map((column) => physicalName(column.name)),
  };
}

/** D: Snowflake only reads tables with a GLUE or OBJECT_STORE integration. It writes those with ICEBERG_REST: that is not built. */
function refuseIceberg(context: ExecutionContext, { parts }: QualifiedName, action: string): void {
  const table = findIcebergTable(context, parts, action);
  if (table === undefined) return;
  const linked = linkedDatabaseOf(context.account.state, table.parentId);
  if (linked !== undefined) checkWritable(linked);
  const { source } = context.account.iceberg.sessionOf(context).integration(table.integrationId);
  if (source !== "ICEBERG_REST") throw icebergTableReadOnly(table.name);
  throw notEmulated(`${action} of an Iceberg table`);
}

/** As `findTarget`; what is missing is called an object. */
export function findObject(
  dml: DmlContext,
  name: QualifiedName,
  action: string,
  privileges: readonly string[],
): DmlTarget {
  try {
    return findTarget(dml, name, action, privileges);
  } catch (error) {
    const missing = error instanceof SnowflakeError && error.code === "002003" && error.message.includes("\nTable '");
    throw missing ? relationDoesNotExist("Object", renderPath(name.parts)) : error;
  }
}

/** The target's rows under the names that the statement's expressions call it by. */
export function targetRows({ columns }: DmlTarget, names: readonly string[]): RowSource {
  const all = [
    ...columns.map(({ name, type, nullable }) => ({ name, type, nullable })),
    { name: ROW_COLUMN, type: NUMBER, nullable: false },
  ];
  return rowSource({ columns: all, source: { kind: "query", sql: `FROM ${TARGET_ROWS}` } }, TARGET, names);
}

/** SQL of the number that tells a target's row from the others, and of one of its columns. */
export function targetRow({ columns }: DmlTarget): string {
  return `${TARGET}."c${columns.length + 1}"`;
}

/** A query over the target's rows: `rows` are those that the statement sees. */
export function withTarget(rows: string, query: string): string {
  return `WITH ${TARGET_ROWS} AS NOT MATERIALIZED (${rows}) ${query}`;
}

/** The value that an AUTOINCREMENT column gets next, as SQL. */
export function identitySql(
  { context }: DmlContext,
  { table, columns }: DmlTarget,
  column: TableColumn,
): Promise<string> {
  if (column.identity === undefined) throw new Error(`${column.name} numbers nothing`);
  if (columns.filter((one) => one.identity !== undefined).length > 1) {
    throw notEmulated("a table with several AUTOINCREMENT columns");
  }
  return context.account.data.tables.identity(table.id, column.name, column.identity);
}
