import { notEmulated } from "../../../errors";
import type { IcebergColumn } from "../../../objects/iceberg-table";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { StatementKind } from "../../statement";
import { requireIcebergTable } from "./find-iceberg-table";

const yesNo = (is: boolean) => (is ? "Y" : "N");

/** O: the columns of DESCRIBE ICEBERG TABLE, in their order. */
const COLUMNS: ColumnPlan<IcebergColumn> = {
  name: ["text", ({ name }) => name],
  type: ["text", ({ typeText }) => typeText],
  "source iceberg type": ["text", ({ icebergType }) => icebergType],
  kind: ["text", () => "COLUMN"],
  "null?": ["text", ({ nullable }) => yesNo(nullable)],
  default: ["text", () => null],
  "primary key": ["text", () => "N"],
  "unique key": ["text", () => "N"],
  check: ["text", () => null],
  expression: ["text", () => null],
  comment: ["text", ({ comment }) => comment],
  "policy name": ["text", () => null],
  "privacy domain": ["text", () => null],
  "name mapping": ["text", () => null],
  "write default": ["text", () => null],
};

/** DESCRIBE ICEBERG TABLE name [TYPE = COLUMNS] */
export const describeIcebergTable: StatementKind = {
  leading: "DESCRIBE ICEBERG TABLE",
  parse(cursor) {
    cursor.next();
    cursor.expect("ICEBERG TABLE");
    const path = cursor.path(3);
    if (cursor.take("TYPE")) {
      cursor.expectSymbol("=");
      if (cursor.take("STAGE")) throw notEmulated("DESCRIBE ICEBERG TABLE … TYPE = STAGE");
      cursor.expect("COLUMNS");
    }
    return (context) => {
      const { columns } = requireIcebergTable(context, path, "VISIBLE", "DESCRIBE ICEBERG TABLE");
      return tableOf(COLUMNS, columns);
    };
  },
};
