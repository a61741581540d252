import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AccountRole, TwinbergConfig } from "../config/schema";
import { DATA_PLANE_PREVIEW_FEATURES, DataPlane } from "../constructs/snowflake/data-plane";
import { GroupSchedules } from "../constructs/snowflake/failover/group-schedules";
import { declareBackend } from "./backend";
import { declareOutputs } from "./outputs";
import { declareDataProviders } from "./providers";

/**
 * The databases that one Snowflake account has for itself. Both accounts get the same from this one definition; nothing is
 * read from another stack's state, so that the secondary's plans and applies while the primary is down.
 */
export class DataStack extends TerraformStack {
  constructor(scope: Construct, id: string, config: TwinbergConfig, account: AccountRole) {
    super(scope, id);
    declareBackend(this, config.backend);
    const deployer = declareDataProviders(this, config, account, DATA_PLANE_PREVIEW_FEATURES);
    const { external } = config.databases;
    const data = new DataPlane(this, "Data", { config, account, deployer });
    if (account === "primary") {
      // Where groups are refreshed by themselves, the first refresh has been.
      new GroupSchedules(this, "Refreshes", { failover: config.failover, provider: deployer });
    }
    declareOutputs(this, "data", {
      external_database_name: external.name,
      external_schema_name: external.schema,
      catalog_linked_database_name: data.settings.catalogDatabase,
      prod_database_name: data.settings.prodDatabase,
      prod_schema_name: data.schemaInProd,
      monitoring_database_name: data.settings.local.database,
      monitoring_schema_name: data.settings.local.schema,
      operations_database_name: data.settings.replicated.database,
      operations_schema_name: data.settings.replicated.schema,
      last_good_schema_name: data.settings.lastGood.schema,
      procedure_names: data.procedureNames,
      task_names: data.taskNames,
      view_names: data.viewNames,
    });
  }
}
