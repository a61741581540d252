import { WAREHOUSE_DEFAULTS, type Warehouse } from "../../../objects/warehouse";
import { createObject, readCreateHead } from "../../object-statements";
import type { StatementKind } from "../../statement";
import { readTagClause } from "../../tag-clause";
import { applyWarehouseProperties, readWarehouseProperties } from "./warehouse-properties";

/** CREATE [OR REPLACE] WAREHOUSE [IF NOT EXISTS] name [[WITH] property = value …] [[WITH] TAG (…)]. The session goes on to use it. */
export const createWarehouse: StatementKind = {
  leading: "CREATE WAREHOUSE",
  parse(cursor) {
    const head = readCreateHead(cursor, "WAREHOUSE");
    if (!cursor.isWords("WITH", "TAG")) cursor.take("WITH");
    const properties = readWarehouseProperties(cursor);
    const tags = readTagClause(cursor);
    return (context) => {
      const known = context.account.state.objects.WAREHOUSE.get(head.name);
      const result = createObject(
        context,
        "WAREHOUSE",
        head,
        "CREATE WAREHOUSE",
        (base) => {
          const warehouse: Warehouse = {
            ...base,
            settings: { ...WAREHOUSE_DEFAULTS },
            state: properties.INITIALLY_SUSPENDED === true ? "SUSPENDED" : "STARTED",
            resumedOn: base.createdOn,
            updatedOn: base.createdOn,
            parameters: new Map(),
          };
          applyWarehouseProperties(context, warehouse, properties);
          return warehouse;
        },
        { tags },
      );
      // D: a new warehouse becomes the session's.
      const created = context.account.state.objects.WAREHOUSE.get(head.name);
      if (created !== undefined && created !== known) context.session.warehouseId = created.id;
      return result;
    };
  },
};
