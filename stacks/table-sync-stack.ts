import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { TwinbergConfig } from "../config/schema";
import { stageUrl, type TableSyncConfig, tableSyncNames } from "../config/table-sync-names";
import { roleArn } from "../constructs/aws/arns";
import { SyncPipeline } from "../constructs/aws/table-sync/pipeline";
import { StorageRole } from "../constructs/aws/table-sync/storage-role";
import { SyncPrincipal } from "../constructs/snowflake/table-sync/sync-principal";
import { SyncStages } from "../constructs/snowflake/table-sync/sync-stages";
import { SyncedDatabase } from "../constructs/snowflake/table-sync/synced-database";
import { declareBackend } from "./backend";
import { lakePlace } from "./lake-scope";
import { declareOutputs } from "./outputs";
import { declareAwsProvider, declareSnowflakeProvider } from "./providers";

/**
 * The table sync, both its sides: from Glue's events to the function in AWS, and in one Snowflake account the user, the stages
 * and the databases of external tables. Which external tables there are is the function's to say. It depends on no stack's
 * state, and nothing in it knows who is primary: a failover leaves it as it is.
 */
export class TableSyncStack extends TerraformStack {
  constructor(scope: Construct, id: string, config: TwinbergConfig, tableSync: TableSyncConfig) {
    super(scope, id);
    declareBackend(this, config.backend);
    declareAwsProvider(this, config);
    declareSnowflakeProvider(this, config, tableSync.account);
    const place = lakePlace(config);
    const names = tableSyncNames(config);
    const { onDestroy } = config.lake;
    const { role, user } = new SyncPrincipal(this, "Principal", {
      user: tableSync.user,
      role: tableSync.role,
      networkPolicy: tableSync.networkPolicy,
      workloadIdentity:
        tableSync.authentication.type === "workload-identity"
          ? { roleArn: roleArn(place, names.function), issuer: tableSync.authentication.issuer }
          : undefined,
    });
    const { integration, names: stageNames } = new SyncStages(this, "Stages", {
      database: tableSync.stageDatabase,
      stages: tableSync.stages.map((stage) => ({ name: stage.name, url: stageUrl(config, stage) })),
      storageRoleArn: roleArn(place, names.storageRole),
      externalId: tableSync.externalId,
      role: role.name,
      onDestroy,
    });
    const storageRole = new StorageRole(this, "StorageRole", {
      place,
      roleName: names.storageRole,
      principalArn: integration.iamUserArn,
      externalId: tableSync.externalId,
      stages: tableSync.stages.map(({ bucket = config.lake.bucket, prefix }) => ({ bucket, prefix })),
    });
    for (const name of tableSync.databases) {
      new SyncedDatabase(this, `Database-${name}`, {
        name,
        role: role.name,
        reader: config.roles.engineer,
        createSchemas: tableSync.createSchemas,
        adopt: tableSync.adopt,
        onDestroy,
      });
    }
    const pipeline = new SyncPipeline(this, "Pipeline", { config, tableSync });
    declareOutputs(this, "tableSync", {
      user_name: user.name,
      role_name: role.name,
      database_names: Object.fromEntries(tableSync.databases.map((name) => [name, name])),
      stage_names: stageNames,
      storage_integration_name: integration.name,
      storage_role_arn: storageRole.resource.arn,
      function_name: pipeline.function.resource.functionName,
      log_group_name: names.logGroup,
      queue_url: pipeline.queues.queue.url,
      dead_letters_url: pipeline.queues.deadLetters.url,
      undelivered_url: pipeline.queues.undelivered.url,
      fact_table_name: pipeline.facts.resource.name,
      secret_name: pipeline.function.secret?.name ?? "",
    });
  }
}
