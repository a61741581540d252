import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../../config/schema";
import { setReplicationSchedule, unsetReplicationSchedule } from "./statements";

/** Properties of {@link GroupSchedules}. */
export interface GroupSchedulesProps {
  /** What moves in a disaster. */
  readonly failover: TwinbergConfig["failover"];
  /** The provider that works as the deployer. */
  readonly provider: TerraformProvider;
}

/**
 * When the secondary's groups are refreshed. It comes after the first refresh: a group that is made with a schedule begins
 * to refresh its replica at once, before what is there could be linked by name, and in no order.
 *
 * Provider gap: `snowflake_failover_group` leaves an interval of one minute out when it makes a group
 * (snowflakedb/terraform-provider-snowflake#1448), and a schedule and object types can't be set in one statement (#2562).
 *
 * Source: docs.snowflake.com, account-replication-config, "Executed on target account".
 */
export class GroupSchedules extends Construct {
  constructor(scope: Construct, id: string, { failover, provider }: GroupSchedulesProps) {
    super(scope, id);
    const { accountGroup, volumeGroup, databaseGroup, schedule } = failover;
    for (const [key, group] of Object.entries({ accountGroup, volumeGroup, databaseGroup })) {
      new Execute(this, key, {
        execute: setReplicationSchedule(group.name, schedule),
        revert: unsetReplicationSchedule(group.name),
        provider,
      });
    }
  }
}
