import type { Cell, Column, ResultTable, StatementClass } from "./result-table";

/** Statement type numbers: SELECT is fixed by the drivers, the others only must not be SELECT or DML. */
const STATEMENT_TYPE_IDS: Readonly<Record<StatementClass, number>> = { SELECT: 4096, SHOW: 24_576, DDL: 24_832 };

/** What a session looks like after a statement; drivers follow it. */
export interface SessionView {
  readonly roleName: string | null;
  readonly warehouseName: string | null;
  /** Parameters as clients want them: booleans and numbers typed. */
  readonly parameters: readonly { readonly name: string; readonly value: string | number | boolean }[];
}

/** The `data` of a successful answer to a query, with a JSON rowset. */
export function encodeResult(result: ResultTable, queryId: string, session: SessionView, now: number): object {
  return {
    parameters: session.parameters,
    rowtype: result.columns.map((column) => encodeColumn(column)),
    rowset: result.rows.map((row) => row.map(encodeCell)),
    total: result.rows.length,
    returned: result.rows.length,
    queryId,
    databaseProvider: null,
    finalDatabaseName: null,
    finalSchemaName: null,
    finalWarehouseName: session.warehouseName,
    finalRoleName: session.roleName,
    numberOfBinds: 0,
    arrayBindSupported: false,
    statementTypeId: STATEMENT_TYPE_IDS[result.class],
    version: 1,
    sendResultTime: now,
    queryResultFormat: "json",
    queryContext: { entries: [] },
  };
}

function encodeColumn(column: Column): object {
  const isText = column.type === "text";
  return {
    name: column.name,
    database: "",
    schema: "",
    table: "",
    nullable: true,
    type: column.type,
    length: isText ? 16_777_216 : null,
    byteLength: isText ? 16_777_216 : null,
    precision: column.type === "fixed" ? 38 : column.type === "timestamp_ltz" ? 0 : null,
    scale: column.type === "fixed" ? 0 : column.type === "timestamp_ltz" ? 3 : null,
    collation: null,
  };
}

/** A cell as text or null: booleans true/false, times as seconds with milliseconds. */
export function encodeCell(cell: Cell): string | null {
  if (cell === null || typeof cell === "string") return cell;
  if (cell instanceof Date) return (cell.getTime() / 1000).toFixed(3);
  return String(cell);
}
