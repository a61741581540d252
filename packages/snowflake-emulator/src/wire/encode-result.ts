import type { QueryRecord } from "../session/query";
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
  MULTI: 40_960,
};

/** The number of a kind of statement. */
export function statementTypeId(statementClass: StatementClass): number {
  return STATEMENT_TYPE_IDS[statementClass];
}

/** What a session looks like after a statement; drivers follow it. */
export interface SessionView {
  readonly databaseName: string | null;
  readonly schemaName: string | null;
  readonly roleName: string | null;
  readonly warehouseName: string | null;
  /** Parameters as clients want them: booleans and numbers typed. */
  readonly parameters: readonly { readonly name: string; readonly value: string | number | boolean }[];
}

/** The `data` of a successful answer to a query, without its rowset. */
export function encodeResult(record: QueryRecord, result: ResultTable, session: SessionView): object {
  const { children } = record;
  const several =
    children === undefined
      ? {}
      : {
          resultIds: children.map((child) => child.id).join(","),
          resultTypes: children.map((child) => statementTypeId(child.class)).join(","),
        };
  return {
    parameters: session.parameters,
    rowtype: result.columns.map((column) => encodeColumn(column)),
    total: result.rows.length,
    returned: result.rows.length,
    queryId: record.id,
    databaseProvider: null,
    finalDatabaseName: session.databaseName,
    finalSchemaName: session.schemaName,
    finalWarehouseName: session.warehouseName,
    finalRoleName: session.roleName,
    numberOfBinds: record.placeholders,
    arrayBindSupported: result.class === "INSERT",
    statementTypeId: statementTypeId(result.class),
    version: 1,
    sendResultTime: record.endTime,
    queryResultFormat: "json",
    queryContext: { entries: [] },
    ...several,
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

/** Bytes that no text takes more of, unless its column says so. */
const LONGEST_TEXT_BYTES = 16_777_216;

/** O: a character is counted with four bytes, up to the longest text. */
function byteLength(type: DataType): number | null {
  if (type.kind === "BINARY") return type.length;
  if (type.kind !== "TEXT") return null;
  return Math.max(type.length, Math.min(type.length * 4, LONGEST_TEXT_BYTES));
}

/** One column of the result's type, as both protocols write it. */
export function encodeColumn({ name, type, nullable }: Column): object {
  return {
    name,
    database: "",
    schema: "",
    table: "",
    nullable: nullable ?? true,
    type: WIRE_NAMES[type.kind],
    length: type.kind === "TEXT" || type.kind === "BINARY" ? type.length : null,
    byteLength: byteLength(type),
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

/** `12.5 1500` with so many digits after the point, and no point without any; what follows a blank stays. */
export function withFraction(text: string, digits: number): string {
  const [seconds = "", ...zone] = text.split(" ");
  const [whole = "", fraction = ""] = seconds.split(".");
  const padded = digits === 0 ? whole : `${whole}.${fraction.slice(0, digits).padEnd(digits, "0")}`;
  return [padded, ...zone].join(" ");
}

const DIGITS: Readonly<Record<string, string>> = { true: "1", false: "0" };

/** How texts of a type differ in the drivers' protocol; undefined: not at all. */
function driverText(type: DataType): ((text: string) => string) | undefined {
  switch (type.kind) {
    case "BOOLEAN":
      return (text) => DIGITS[text] ?? text;
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return (text) => withFraction(text, type.scale);
    default:
      return undefined;
  }
}

/**
 * How rows go over the drivers' protocol. O: booleans are digits, and a fraction has as many digits as the column's scale;
 * the Python connector reads nothing else right.
 */
export function driverRowEncoder(columns: readonly Column[]): (row: readonly Cell[]) => readonly (string | null)[] {
  const changes = columns.map(({ type }) => driverText(type));
  return (row) =>
    row.map((cell, index) => {
      const text = encodeCell(cell);
      const change = changes[index];
      return text === null || change === undefined ? text : change(text);
    });
}
