import { notEmulated } from "../../../errors";
import type { IcebergTable } from "../../../objects/iceberg-table";
import type { Table, TableColumn } from "../../../objects/table";
import { renderDataType } from "../../../types/data-type";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { StatementKind } from "../../statement";
import { requireTable } from "../../tables";
import { describeExternalColumns } from "../external-table/describe-external-table";
import { findExternalTable } from "../external-table/find-external-table";
import { findIcebergTable } from "../iceberg-table/find-iceberg-table";

/** A row of DESCRIBE TABLE and DESCRIBE VIEW. */
export interface DescribedColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly primaryKey: boolean;
  readonly uniqueKey: boolean;
  readonly comment: string | null;
}

const yesNo = (is: boolean) => (is ? "Y" : "N");

export const DESCRIBED_COLUMNS: ColumnPlan<DescribedColumn> = {
  name: ["text", (column) => column.name],
  type: ["text", (column) => column.type],
  kind: ["text", () => "COLUMN"],
  "null?": ["text", (column) => yesNo(column.nullable)],
  default: ["text", (column) => column.default],
  "primary key": ["text", (column) => yesNo(column.primaryKey)],
  "unique key": ["text", (column) => yesNo(column.uniqueKey)],
  check: ["text", () => null],
  expression: ["text", () => null],
  comment: ["text", (column) => column.comment],
  "policy name": ["text", () => null],
  "privacy domain": ["text", () => null],
  "schema evolution record": ["text", () => null],
};

/** A column's default as DESCRIBE writes it; null without one. */
export function defaultText({ defaultText: text, identity }: TableColumn): string | null {
  if (identity === undefined) return text ?? null;
  return `IDENTITY START ${identity.start} INCREMENT ${identity.increment} ${identity.order ? "ORDER" : "NOORDER"}`;
}

/** The columns of a table as DESCRIBE shows them. */
export function describeColumns(table: Table): readonly DescribedColumn[] {
  const inKey = (kind: string) =>
    new Set(table.constraints.filter((one) => one.kind === kind).flatMap((one) => one.columns));
  const primary = inKey("PRIMARY KEY");
  const unique = inKey("UNIQUE");
  return table.columns.map((column) => ({
    name: column.name,
    type: renderDataType(column.type),
    nullable: column.nullable,
    default: defaultText(column),
    primaryKey: primary.has(column.name),
    uniqueKey: unique.has(column.name),
    comment: column.comment,
  }));
}

/** The columns of an Iceberg table as DESCRIBE TABLE shows them. */
function describeIcebergColumns({ columns }: IcebergTable): readonly DescribedColumn[] {
  return columns.map(({ name, typeText, nullable, comment }) => ({
    name,
    type: typeText,
    nullable,
    default: null,
    primaryKey: false,
    uniqueKey: false,
    comment,
  }));
}

/** DESCRIBE TABLE name [TYPE = COLUMNS] */
export const describeTable: StatementKind = {
  leading: "DESCRIBE TABLE",
  parse(cursor) {
    cursor.next();
    cursor.expect("TABLE");
    const path = cursor.path(3);
    if (cursor.take("TYPE")) {
      cursor.expectSymbol("=");
      if (cursor.take("STAGE")) throw notEmulated("DESCRIBE TABLE … TYPE = STAGE");
      cursor.expect("COLUMNS");
    }
    return (context) => {
      const iceberg = findIcebergTable(context, path, "DESCRIBE TABLE");
      if (iceberg !== undefined) return tableOf(DESCRIBED_COLUMNS, describeIcebergColumns(iceberg));
      const external = findExternalTable(context, path, "DESCRIBE TABLE");
      if (external !== undefined) return describeExternalColumns(external.columns);
      const { table } = requireTable(context, path, "VISIBLE", "DESCRIBE TABLE");
      return tableOf(DESCRIBED_COLUMNS, describeColumns(table));
    };
  },
};
