import { insufficientPrivileges, notEmulated } from "../../../errors";
import { appendRows, type FieldValues } from "../../../iceberg/append-rows";
import type { IcebergColumn, IcebergTable } from "../../../objects/iceberg-table";
import type { Table } from "../../../objects/table";
import { compileQuery } from "../../../query/compile";
import type { Insert } from "../../../query/dml-ast";
import { physicalName } from "../../../query/physical-name";
import type { ResultTable } from "../../../wire/result-table";
import { checkWritable, type LinkedDatabase, linkedDatabaseOf } from "../../linked-database";
import { renderPath } from "../../names";
import type { ExecutionContext } from "../../statement";
import { findIcebergTable } from "../iceberg-table/find-iceberg-table";
import { dmlResult, INSERTED } from "./dml-result";
import { type DmlContext, type DmlTarget, dataSession } from "./dml-target";
import { type InsertedRows, rowsOfQuery, rowsOfValues } from "./insert-rows";

/** An Iceberg table that a statement writes to through a catalog-linked database. */
export interface LinkedTarget {
  readonly table: IcebergTable;
  readonly database: LinkedDatabase;
}

/** The target of an INSERT when that is a visible Iceberg table of a catalog-linked database. */
export function linkedTarget(context: ExecutionContext, { target }: Insert): LinkedTarget | undefined {
  const table = findIcebergTable(context, target.parts, "INSERT");
  const database = table === undefined ? undefined : linkedDatabaseOf(context.account.state, table.parentId);
  return table === undefined || database === undefined ? undefined : { table, database };
}

/** The table as a statement that changes rows sees it: without defaults. */
function asTarget(table: IcebergTable, shown: string): DmlTarget {
  const columns = table.columns.map(({ name, type, nullable, comment }) => ({ name, type, nullable, comment }));
  const plain: Table = {
    id: table.id,
    name: table.name,
    parentId: table.parentId,
    ownerRoleId: table.ownerRoleId,
    createdOn: table.createdOn,
    comment: table.comment,
    kind: "TABLE",
    columns,
    constraints: [],
    clusterBy: [],
    changeTracking: false,
    enableSchemaEvolution: false,
    parameters: new Map(),
    sessionId: null,
  };
  const physical = columns.map(({ name }) => physicalName(name));
  return { table: plain, shown, locked: { id: table.id, name: table.name }, columns, physical };
}

const isBinary = ({ icebergType }: IcebergColumn) => icebergType === "binary" || icebergType.startsWith("fixed[");

/** SQL of a column's text as the Iceberg library reads it. */
function textOf(column: IcebergColumn, sql: string): string {
  if (column.type.kind === "OBJECT" || column.type.kind === "ARRAY") {
    throw notEmulated(`INSERT into column ${column.name} of Iceberg type ${column.icebergType}`);
  }
  return column.type.kind === "BINARY" ? `hex(${sql})` : `CAST(${sql} AS VARCHAR)`;
}

function fieldValue(column: IcebergColumn, text: string | null): string | Uint8Array | null {
  if (text === null || column.type.kind !== "BINARY") return text;
  if (isBinary(column)) return Buffer.from(text, "hex");
  return text.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

async function valuesOf(
  { context, options }: DmlContext,
  { columns: all }: IcebergTable,
  { columns, sql }: InsertedRows,
): Promise<readonly FieldValues[]> {
  const written = columns.flatMap((name) => all.find((one) => physicalName(one.name) === name) ?? []);
  const names = written.map((_, index) => `"c${index + 1}"`);
  const items = written.map((column, index) => `${textOf(column, `v.${names[index]}`)} AS ${names[index]}`);
  const rows = await dataSession(context).query(`SELECT ${items.join(", ")} FROM (${sql}) AS v(${names.join(", ")})`, {
    signal: options.signal,
    timeZone: options.timeZone,
  });
  return rows.map(
    (row) => new Map(written.map((column, index) => [column.fieldId, fieldValue(column, row[index] ?? null)])),
  );
}

/**
 * INSERT into an Iceberg table of a catalog-linked database: one commit in the remote catalog (D: Write support for externally managed
 * tables). Throws 093679 where nothing may be committed, 003001 without INSERT; OVERWRITE and transactions are refused by name.
 */
export async function insertIntoLinked(
  dml: DmlContext,
  tree: Insert,
  { table, database }: LinkedTarget,
): Promise<ResultTable> {
  const { context } = dml;
  const { account, access, signal } = context;
  if (!access.may("ICEBERG_TABLE", table, ["INSERT"])) throw insufficientPrivileges("iceberg table", table.name);
  checkWritable(database);
  if (tree.overwrite) throw notEmulated("INSERT OVERWRITE of an Iceberg table");
  if (dataSession(context).transactions.active !== undefined || !dml.options.autocommit) {
    throw notEmulated("INSERT into an Iceberg table in a transaction");
  }
  const target = asTarget(table, renderPath(tree.target.parts));
  const inserted =
    tree.rows.kind === "values"
      ? await rowsOfValues(dml, target, tree, tree.rows.rows)
      : await rowsOfQuery(dml, target, tree, tree.rows.query, await compileQuery(tree.rows.query, dml.scope));
  const rows = await valuesOf(dml, table, inserted);
  if (rows.length > 0) {
    const nameCase = database.link.caseSensitivity;
    const engine = () => account.iceberg.engine();
    await appendRows(account, account.iceberg.sessionOf(context), table, rows, { signal, nameCase, engine });
  }
  return dmlResult("INSERT", [[INSERTED, rows.length]]);
}
