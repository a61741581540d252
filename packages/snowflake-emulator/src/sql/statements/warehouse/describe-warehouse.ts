import type { Warehouse } from "../../../objects/warehouse";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { StatementKind } from "../../statement";

const COLUMNS: ColumnPlan<Warehouse> = {
  created_on: ["timestamp_ltz", (warehouse) => new Date(warehouse.createdOn)],
  name: ["text", (warehouse) => warehouse.name],
  kind: ["text", () => "WAREHOUSE"],
};

/** DESCRIBE WAREHOUSE name */
export const describeWarehouse: StatementKind = {
  leading: "DESCRIBE WAREHOUSE",
  parse(cursor) {
    cursor.next();
    cursor.expect("WAREHOUSE");
    const name = cursor.identifier();
    return ({ access }) => tableOf(COLUMNS, [access.require("WAREHOUSE", name, "VISIBLE")]);
  },
};
