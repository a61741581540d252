import { notEmulated } from "../../../errors";
import { checkExecuteAlert, checkWarehouse } from "../../../tasks/owner-rights";
import { alterObject, readTarget } from "../../object-statements";
import { readKeys, readProperties } from "../../properties";
import type { Execute, StatementKind } from "../../statement";
import { sourceOf, takeSource } from "../source-text";
import { ALERT_PROPERTIES, applyAlertProperties, readExists } from "./create-alert";

/**
 * ALTER ALERT [IF EXISTS] name { RESUME | SUSPEND | SET … | UNSET … | MODIFY CONDITION EXISTS (statement) | MODIFY ACTION statement }.
 * D: resuming and suspending needs OWNERSHIP or OPERATE, and of the owner EXECUTE ALERT and USAGE on the warehouse.
 */
export const alterAlert: StatementKind = {
  leading: "ALTER ALERT",
  parse(cursor): Execute {
    const target = readTarget(cursor, "ALTER", "ALERT", 3);
    const order = cursor.takeOneOf("RESUME", "SUSPEND");
    if (order !== undefined) {
      return (context) =>
        alterObject(context, "ALERT", target, ["OPERATE"], (alert) => {
          if (order === "RESUME") {
            checkExecuteAlert(context.account, alert);
            checkWarehouse(context.account, alert, "alert");
            if (!alert.started) alert.scheduleSince = context.account.clock.now();
          }
          alert.started = order === "RESUME";
        });
    }
    if (cursor.take("SET")) {
      const given = readProperties(cursor, ALERT_PROPERTIES);
      if (Object.keys(given).length === 0) throw cursor.unexpected();
      return (context) =>
        alterObject(context, "ALERT", target, "OWNERSHIP", (alert) => applyAlertProperties(context, alert, given));
    }
    if (cursor.take("UNSET")) {
      if (cursor.isWords("SCHEDULE")) throw notEmulated("alerts on new data (ALTER ALERT … UNSET SCHEDULE)");
      const keys = readKeys(cursor, ["WAREHOUSE", "COMMENT"]);
      return (context) =>
        alterObject(context, "ALERT", target, "OWNERSHIP", (alert) => {
          if (keys.includes("WAREHOUSE")) alert.compute = { kind: "serverless" };
          if (keys.includes("COMMENT")) alert.comment = null;
        });
    }
    cursor.expect("MODIFY");
    const what = cursor.takeOneOf("CONDITION", "ACTION");
    if (what === undefined) throw cursor.unexpected();
    const source = what === "CONDITION" ? readExists(cursor) : takeSource(cursor);
    return (context) =>
      alterObject(context, "ALERT", target, "OWNERSHIP", (alert) => {
        const text = sourceOf(context.sqlText, source);
        if (what === "CONDITION") alert.condition = text;
        else alert.action = text;
      });
  },
};
