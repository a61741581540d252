import type { ExternalColumn } from "../../../objects/external-table";
import { renderDataType } from "../../../types/data-type";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { StatementKind } from "../../statement";
import { describeFormat } from "../stage/describe-stage";
import { requireExternalTable } from "./find-external-table";

/** O: the columns of DESCRIBE EXTERNAL TABLE, in their order. */
const COLUMNS: ColumnPlan<ExternalColumn> = {
  name: ["text", ({ name }) => name],
  type: ["text", ({ type }) => renderDataType(type)],
  kind: ["text", ({ expression }) => (expression === null ? "COLUMN" : "VIRTUAL")],
  "null?": ["text", ({ nullable }) => (nullable ? "Y" : "N")],
  default: ["text", () => null],
  "primary key": ["text", () => "N"],
  "unique key": ["text", () => "N"],
  check: ["text", () => null],
  expression: ["text", ({ expression }) => expression],
  comment: ["text", ({ comment }) => comment],
  "policy name": ["text", () => null],
  "privacy domain": ["text", () => null],
};

/** What DESCRIBE answers for the columns of an external table. */
export const describeExternalColumns = (columns: readonly ExternalColumn[]) => tableOf(COLUMNS, columns);

/** DESCRIBE EXTERNAL TABLE name [TYPE = { COLUMNS | STAGE }]; of STAGE the file format's properties alone. */
export const describeExternalTable: StatementKind = {
  leading: "DESCRIBE EXTERNAL TABLE",
  parse(cursor) {
    cursor.next();
    cursor.expect("EXTERNAL TABLE");
    const path = cursor.path(3);
    let ofStage = false;
    if (cursor.take("TYPE")) {
      cursor.expectSymbol("=");
      ofStage = cursor.take("STAGE");
      if (!ofStage) cursor.expect("COLUMNS");
    }
    return (context) => {
      const table = requireExternalTable(context, path, "VISIBLE", "DESCRIBE EXTERNAL TABLE");
      return ofStage ? describeFormat(context, table.format) : describeExternalColumns(table.columns);
    };
  },
};
