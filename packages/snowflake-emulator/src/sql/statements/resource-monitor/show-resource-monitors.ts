import type { ResourceMonitor, TriggerAction } from "../../../objects/resource-monitor";
import { roleName } from "../../../state/account-state";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { applyShowFilter, readShowFilter } from "../../show-filter";
import type { ExecutionContext, StatementKind } from "../../statement";

function columns({ account }: ExecutionContext): ColumnPlan<ResourceMonitor> {
  const { state } = account;
  const credits = (value: number | null) => (value === null ? null : value.toFixed(2));
  const thresholds = (action: TriggerAction) => (monitor: ResourceMonitor) => {
    const found = monitor.triggers.filter((trigger) => trigger.action === action).map((one) => `${one.threshold}%`);
    return found.length === 0 ? null : found.join(",");
  };
  const monitored = (monitor: ResourceMonitor) =>
    [...state.objects.WAREHOUSE.values()].some((one) => one.settings.resourceMonitorId === monitor.id);
  return {
    name: ["text", (monitor) => monitor.name],
    credit_quota: ["text", (monitor) => credits(monitor.creditQuota)],
    used_credits: ["text", () => "0.00"],
    remaining_credits: ["text", (monitor) => credits(monitor.creditQuota)],
    level: ["text", (monitor) => (monitored(monitor) ? "WAREHOUSE" : null)],
    frequency: ["text", (monitor) => monitor.frequency],
    start_time: ["text", (monitor) => monitor.startTime],
    end_time: ["text", (monitor) => monitor.endTime],
    notify_at: ["text", thresholds("NOTIFY")],
    suspend_at: ["text", thresholds("SUSPEND")],
    suspend_immediately_at: ["text", thresholds("SUSPEND_IMMEDIATE")],
    created_on: ["timestamp_ltz", (monitor) => new Date(monitor.createdOn)],
    owner: ["text", (monitor) => roleName(state, monitor.ownerRoleId)],
    comment: ["text", (monitor) => monitor.comment],
    notify_users: ["text", (monitor) => monitor.notifyUsers.join(", ")],
  };
}

/** SHOW RESOURCE MONITORS [LIKE '…'] */
export const showResourceMonitors: StatementKind = {
  leading: "SHOW RESOURCE MONITORS",
  parse(cursor) {
    cursor.expect("SHOW RESOURCE MONITORS");
    const filter = readShowFilter(cursor);
    return (context) => tableOf(columns(context), applyShowFilter(filter, context.access.visible("RESOURCE_MONITOR")));
  },
};
