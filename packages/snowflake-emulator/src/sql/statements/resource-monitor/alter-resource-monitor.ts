import { alterObject, readTarget } from "../../object-statements";
import type { StatementKind } from "../../statement";
import { applyMonitorSettings, readMonitorSettings } from "./resource-monitor-properties";

/** ALTER RESOURCE MONITOR [IF EXISTS] name [SET property = value …] [TRIGGERS …] (D: owner, or MODIFY) */
export const alterResourceMonitor: StatementKind = {
  leading: "ALTER RESOURCE MONITOR",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "RESOURCE MONITOR");
    if (!cursor.isWords("SET") && !cursor.isWords("TRIGGERS")) throw cursor.unexpected();
    cursor.take("SET");
    const settings = readMonitorSettings(cursor);
    return (context) =>
      alterObject(context, "RESOURCE_MONITOR", target, ["MODIFY"], (monitor) =>
        applyMonitorSettings(context, monitor, settings),
      );
  },
};
