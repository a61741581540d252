import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { TwinbergConfig } from "../config/schema";
import { SourceSide } from "../constructs/snowflake/failover/source-side";
import { OperationsDatabase } from "../constructs/snowflake/operations-database";
import { declareBackend } from "./backend";
import { declareOutputs, failoverNames } from "./outputs";
import { declareDataProviders } from "./providers";

/** The source side of replication in the primary account: the database that is carried, the groups and the connection. */
export class FailoverPrimaryStack extends TerraformStack {
  constructor(scope: Construct, id: string, config: TwinbergConfig) {
    super(scope, id);
    declareBackend(this, config.backend);
    const deployer = declareDataProviders(this, config, "primary", [
      "snowflake_failover_group_resource",
      "snowflake_table_resource",
    ]);
    const { accounts, databases, failover, lake, organization, roles } = config;
    const operations = new OperationsDatabase(this, "Operations", {
      ...databases.operations,
      onDestroy: lake.onDestroy,
      ownerOfWhatComes: failover.accountGroup.roles === "declared" ? roles.admin : undefined,
      deployer,
    });
    new SourceSide(this, "Failover", {
      failover,
      operationsDatabase: databases.operations.name,
      source: { organization, account: accounts.primary.name },
      target: { organization, account: accounts.secondary.name },
      monitorRole: roles.admin,
      provider: deployer,
      dependsOn: operations.ready,
    });
    declareOutputs(this, "failover", failoverNames(config));
  }
}
