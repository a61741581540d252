import type { ResourceMonitor } from "../../../objects/resource-monitor";
import { createObject, readCreateHead } from "../../object-statements";
import type { StatementKind } from "../../statement";
import { applyMonitorSettings, readMonitorSettings } from "./resource-monitor-properties";

/**
 * CREATE [OR REPLACE] RESOURCE MONITOR [IF NOT EXISTS] name [WITH] [property = value …] [TRIGGERS …]
 * D: needs ACCOUNTADMIN.
 */
export const createResourceMonitor: StatementKind = {
  leading: "CREATE RESOURCE MONITOR",
  parse(cursor) {
    const head = readCreateHead(cursor, "RESOURCE MONITOR");
    cursor.take("WITH");
    const settings = readMonitorSettings(cursor);
    return (context) =>
      createObject(context, "RESOURCE_MONITOR", head, "ACCOUNTADMIN", (base) => {
        const now = new Date(base.createdOn);
        const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)).toISOString().slice(0, 16);
        const monitor: ResourceMonitor = {
          ...base,
          creditQuota: null,
          // D: without a schedule, usage is counted by calendar month.
          frequency: "MONTHLY",
          startTime: month.replace("T", " "),
          endTime: null,
          notifyUsers: [],
          triggers: [],
        };
        applyMonitorSettings(context, monitor, settings);
        return monitor;
      });
  },
};
