import { ResourceMonitor } from "@cdktf/provider-snowflake/lib/resource-monitor";
import { Warehouse } from "@cdktf/provider-snowflake/lib/warehouse";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../config/schema";

/** Properties of {@link AccountWarehouses}: the configuration's section. */
export type AccountWarehousesProps = TwinbergConfig["warehouses"];

/** The warehouses: one for people's queries, one for tasks, both under one resource monitor. */
export class AccountWarehouses extends Construct {
  /** Where people's queries run. */
  readonly query: Warehouse;
  /** Where tasks run. */
  readonly tasks: Warehouse;

  constructor(scope: Construct, id: string, props: AccountWarehousesProps) {
    super(scope, id);
    const monitor = new ResourceMonitor(this, "Monitor", {
      name: props.resourceMonitor.name,
      creditQuota: props.resourceMonitor.creditQuota,
      notifyTriggers: [80],
      suspendTrigger: 100,
    });
    const warehouse = (key: string, settings: AccountWarehousesProps["query"], comment: string) =>
      new Warehouse(this, key, {
        name: settings.name,
        warehouseSize: settings.size,
        autoSuspend: settings.autoSuspendSeconds,
        autoResume: "true",
        initiallySuspended: true,
        resourceMonitor: monitor.name,
        comment,
      });
    this.query = warehouse("Query", props.query, "People's queries over the lake");
    this.tasks = warehouse("Tasks", props.tasks, "The lake's tasks");
  }
}
