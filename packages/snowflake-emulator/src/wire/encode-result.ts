import type { DataType } from "../types/data-type";
import type { Cell, Column, ResultTable, StatementClass } from "./result-table";

/** Statement type numbers: SELECT and DML are fixed by the drivers, the others only must not be SELECT or DML. */
const STATEMENT_TYPE_IDS: Readonly<Record<StatementClass, number>> = {
  SELECT: 4096,
  SHOW: 24_576,
  DDL: 24_832,
  INSERT: 12_544,
  UPDATE: 12_800,
  DELETE: 13_056,
  MERGE: 13_312,
};

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

const WIRE_NAMES = {
  NUMBER: "fixed",
  FLOAT: "real",
  TEXT: "text",
  BINARY: "binary",
  BOOLEAN: "boolean",
  DATE: "date",
  TIME: "time",
  TIMESTAMP_NTZ: "timestamp_ntz",
  TIMESTAMP_LTZ: "timestamp_ltz",
  TIMESTAMP_TZ: "timestamp_tz",
  VARIANT: "variant",
  OBJECT: "object",
  ARRAY: "array",
} as const satisfies Readonly<Record<DataType["kind"], string>>;

function encodeColumn({ name, type, nullable }: Column): object {
  const length = type.kind === "TEXT" || type.kind === "BINARY" ? type.length : null;
  return {
    name,
    database: "",
    schema: "",
    table: "",
    nullable: nullable ?? true,
    type: WIRE_NAMES[type.kind],
    length,
    byteLength: length,
    precision: type.kind === "NUMBER" ? type.precision : "scale" in type ? 0 : null,
    scale: "scale" in type ? type.scale : null,
    collation: null,
  };
}

/** A cell as text or null: booleans true/false, times as seconds with milliseconds. */
export function encodeCell(cell: Cell): string | null {
  if (cell === null || typeof cell === "string") return cell;
  if (cell instanceof Date) return (cell.getTime() / 1000).toFixed(3);
  return String(cell);
}
