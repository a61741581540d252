import { requireWritable } from "../../../replication/read-only";
import { checkExecuteAlert, checkWarehouse } from "../../../tasks/owner-rights";
import { statusResult } from "../../../wire/result-table";
import { locate } from "../../names";
import type { StatementKind } from "../../statement";

/** EXECUTE ALERT name. D: needs OWNERSHIP or OPERATE, of the owner EXECUTE ALERT and USAGE; a suspended alert stays suspended. */
export const executeAlert: StatementKind = {
  leading: "EXECUTE ALERT",
  parse(cursor) {
    cursor.expect("EXECUTE ALERT");
    const path = cursor.path(3);
    return ({ account, ...context }) => {
      const location = locate({ account, ...context }, "ALERT", path, "EXECUTE ALERT");
      const alert = context.access.require("ALERT", location.name, ["OPERATE"], undefined, location);
      requireWritable(account.state, alert.parentId);
      checkExecuteAlert(account, alert);
      checkWarehouse(account, alert, "alert");
      const { alerts, scheduler } = account.automation.services;
      scheduler.track(
        alerts.name,
        Promise.resolve().then(() => alerts.execute(alert.id)),
      );
      return statusResult(`Alert ${alert.name} is scheduled to run immediately.`);
    };
  },
};
