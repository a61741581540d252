import { WAREHOUSE_SIZE_LABELS, type Warehouse } from "../../../objects/warehouse";
import { objectById, roleName } from "../../../state/account-state";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { applyShowFilter, readShowFilter } from "../../show-filter";
import type { ExecutionContext, StatementKind } from "../../statement";

function columns({ account, session }: ExecutionContext): ColumnPlan<Warehouse> {
  const { state } = account;
  const started = (warehouse: Warehouse) => warehouse.state === "STARTED";
  const user = objectById(state, "USER", session.userId);
  const standard = (warehouse: Warehouse) => warehouse.settings.type === "STANDARD";
  const constraint = ({ settings }: Warehouse) =>
    settings.type === "STANDARD"
      ? `STANDARD_GEN_${settings.generation ?? "1"}`
      : (settings.resourceConstraint ?? "MEMORY_16X");
  return {
    name: ["text", (warehouse) => warehouse.name],
    state: ["text", (warehouse) => warehouse.state],
    type: ["text", (warehouse) => warehouse.settings.type],
    size: ["text", (warehouse) => WAREHOUSE_SIZE_LABELS[warehouse.settings.size]],
    min_cluster_count: ["fixed", (warehouse) => warehouse.settings.minClusterCount],
    max_cluster_count: ["fixed", (warehouse) => warehouse.settings.maxClusterCount],
    started_clusters: ["fixed", (warehouse) => (started(warehouse) ? warehouse.settings.minClusterCount : 0)],
    running: ["fixed", () => 0],
    queued: ["fixed", () => 0],
    is_default: ["text", (warehouse) => (warehouse.name === user?.defaultWarehouse ? "Y" : "N")],
    is_current: ["text", (warehouse) => (warehouse.id === session.warehouseId ? "Y" : "N")],
    auto_suspend: ["fixed", (warehouse) => warehouse.settings.autoSuspend],
    auto_resume: ["text", (warehouse) => String(warehouse.settings.autoResume)],
    available: ["text", (warehouse) => (started(warehouse) ? "100" : "")],
    provisioning: ["text", (warehouse) => (started(warehouse) ? "0" : "")],
    quiescing: ["text", (warehouse) => (started(warehouse) ? "0" : "")],
    other: ["text", (warehouse) => (started(warehouse) ? "0" : "")],
    created_on: ["timestamp_ltz", (warehouse) => new Date(warehouse.createdOn)],
    resumed_on: ["timestamp_ltz", (warehouse) => new Date(warehouse.resumedOn)],
    updated_on: ["timestamp_ltz", (warehouse) => new Date(warehouse.updatedOn)],
    owner: ["text", (warehouse) => roleName(state, warehouse.ownerRoleId)],
    comment: ["text", (warehouse) => warehouse.comment ?? ""],
    enable_query_acceleration: ["text", (warehouse) => String(warehouse.settings.enableQueryAcceleration)],
    query_acceleration_max_scale_factor: ["fixed", (warehouse) => warehouse.settings.queryAccelerationMaxScaleFactor],
    resource_monitor: [
      "text",
      (warehouse) => objectById(state, "RESOURCE_MONITOR", warehouse.settings.resourceMonitorId)?.name ?? "null",
    ],
    actives: ["fixed", (warehouse) => (started(warehouse) ? 1 : 0)],
    pendings: ["fixed", () => 0],
    failed: ["fixed", () => 0],
    suspended: ["fixed", (warehouse) => (started(warehouse) ? 0 : 1)],
    uuid: ["text", (warehouse) => String(1_000_000 + warehouse.id)],
    scaling_policy: ["text", (warehouse) => warehouse.settings.scalingPolicy],
    budget: ["text", () => null],
    owner_role_type: ["text", (warehouse) => (warehouse.ownerRoleId === null ? "" : "ROLE")],
    resource_constraint: ["text", constraint],
    generation: ["text", (warehouse) => (standard(warehouse) ? (warehouse.settings.generation ?? "1") : null)],
  };
}

/** SHOW WAREHOUSES [LIKE '…'] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
export const showWarehouses: StatementKind = {
  leading: "SHOW WAREHOUSES",
  parse(cursor) {
    cursor.expect("SHOW WAREHOUSES");
    const filter = readShowFilter(cursor);
    return (context) => tableOf(columns(context), applyShowFilter(filter, context.access.visible("WAREHOUSE")));
  },
};
