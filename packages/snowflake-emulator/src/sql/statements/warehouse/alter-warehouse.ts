import { invalidWarehouseState } from "../../../errors";
import { alterObject, readTarget, rename } from "../../object-statements";
import { readKeys } from "../../properties";
import type { Execute, StatementKind } from "../../statement";
import {
  applyWarehouseProperties,
  readWarehouseProperties,
  unsetWarehouseProperties,
  WAREHOUSE_UNSETTABLE,
} from "./warehouse-properties";

/**
 * ALTER WAREHOUSE [IF EXISTS] name { SUSPEND | RESUME [IF SUSPENDED] | ABORT ALL QUERIES | RENAME TO name
 * | SET property = value … | UNSET property, … }. D: OPERATE suspends, resumes and aborts; MODIFY sets.
 */
export const alterWarehouse: StatementKind = {
  leading: "ALTER WAREHOUSE",
  parse(cursor): Execute {
    const target = readTarget(cursor, "ALTER", "WAREHOUSE");
    if (cursor.take("SUSPEND")) {
      return (context) =>
        alterObject(context, "WAREHOUSE", target, ["OPERATE"], (warehouse) => {
          if (warehouse.state === "SUSPENDED") throw invalidWarehouseState(warehouse.name, "suspended");
          warehouse.state = "SUSPENDED";
        });
    }
    if (cursor.take("RESUME")) {
      const tolerant = cursor.take("IF SUSPENDED");
      return (context) =>
        alterObject(context, "WAREHOUSE", target, ["OPERATE"], (warehouse) => {
          if (warehouse.state === "STARTED") {
            if (tolerant) return;
            throw invalidWarehouseState(warehouse.name, "resumed");
          }
          warehouse.state = "STARTED";
          warehouse.resumedOn = context.account.clock.now();
        });
    }
    if (cursor.take("ABORT ALL QUERIES")) {
      // Statements end before the next one starts: there are never any to abort.
      return (context) => alterObject(context, "WAREHOUSE", target, ["OPERATE"], () => undefined);
    }
    if (cursor.take("RENAME TO")) {
      const name = cursor.path(1);
      return (context) =>
        alterObject(context, "WAREHOUSE", target, "OWNERSHIP", (warehouse) =>
          rename(context, "WAREHOUSE", warehouse, name),
        );
    }
    if (cursor.take("SET")) {
      const properties = readWarehouseProperties(cursor);
      if (Object.keys(properties).length === 0 || properties.INITIALLY_SUSPENDED !== undefined)
        throw cursor.unexpected();
      return (context) =>
        alterObject(context, "WAREHOUSE", target, ["MODIFY"], (warehouse) =>
          applyWarehouseProperties(context, warehouse, properties),
        );
    }
    cursor.expect("UNSET");
    const keys = readKeys(cursor, WAREHOUSE_UNSETTABLE);
    return (context) =>
      alterObject(context, "WAREHOUSE", target, ["MODIFY"], (warehouse) =>
        unsetWarehouseProperties(context.account, warehouse, keys),
      );
  },
};
