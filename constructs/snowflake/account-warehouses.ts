import { ResourceMonitor } from "@cdktf/provider-snowflake/lib/resource-monitor";
import { Warehouse } from "@cdktf/provider-snowflake/lib/warehouse";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../config/schema";
import type { Origins } from "./failover/carried";

/** Properties of {@link AccountWarehouses}: the configuration's section, and where the monitor comes from. */
export type AccountWarehousesProps = TwinbergConfig["warehouses"] & {
  /** How the account comes by the resource monitor. */
  readonly monitorOrigin: Origins["resourceMonitor"];
};

/** The warehouses: one for people's queries, one for tasks, both under one resource monitor. */
export class AccountWarehouses extends Construct {
  /** Where people's queries run. */
  readonly query: Warehouse;
  /** Where tasks run. */
  readonly tasks: Warehouse;

  constructor(scope: Construct, id: string, props: AccountWarehousesProps) {
    super(scope, id);
    const resourceMonitor =
      props.monitorOrigin === "arrived"
        ? props.resourceMonitor.name
        : new ResourceMonitor(this, "Monitor", {
            name: props.resourceMonitor.name,
            creditQuota: props.resourceMonitor.creditQuota,
            notifyTriggers: [80],
            suspendTrigger: 100,
            // What a group carries can't be changed in a secondary: it follows the primary's.
            ...(props.monitorOrigin === "linked" ? { lifecycle: { ignoreChanges: "all" as const } } : {}),
          }).name;
    const warehouse = (key: string, settings: AccountWarehousesProps["query"], comment: string) =>
      new Warehouse(this, key, {
        name: settings.name,
        warehouseSize: settings.size,
        autoSuspend: settings.autoSuspendSeconds,
        autoResume: "true",
        initiallySuspended: true,
        resourceMonitor,
        comment,
      });
    this.query = warehouse("Query", props.query, "People's queries over the lake");
    this.tasks = warehouse("Tasks", props.tasks, "The lake's tasks");
  }
}
