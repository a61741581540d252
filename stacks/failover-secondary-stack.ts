import { type TerraformBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { TwinbergConfig } from "../config/schema";
import { LAKE_ACCESS_NAMES } from "../constructs/snowflake/declared/lake-access-names";
import { ReplicaSide } from "../constructs/snowflake/failover/replica-side";
import { declareBackend } from "./backend";
import { declareOutputs, failoverNames } from "./outputs";
import { declareSnowflakeProvider } from "./providers";

/**
 * The target side of replication in the secondary account: replicas, the first refresh, and grants on what came. It reads
 * nothing of the primary's state, and needs the primary's account only to be made.
 */
export class FailoverSecondaryStack extends TerraformStack {
  /** Where the stack's state is kept, for the stack that reads the principals of what arrived. */
  readonly backend: TerraformBackend;

  constructor(scope: Construct, id: string, config: TwinbergConfig) {
    super(scope, id);
    this.backend = declareBackend(this, config.backend);
    declareSnowflakeProvider(this, config, "secondary", ["snowflake_failover_group_resource"]);
    const { accounts, organization } = config;
    const side = new ReplicaSide(this, "Failover", {
      config,
      source: { organization, account: accounts.primary.name },
    });
    declareOutputs(this, "failover", failoverNames(config));
    declareOutputs(this, "carried", {
      storage_integration_name: LAKE_ACCESS_NAMES.storageIntegration,
      external_volume_name: LAKE_ACCESS_NAMES.externalVolume,
      storage_principal_arn: side.storagePrincipalArn,
      volume_principal_arn: side.volumePrincipalArn,
    });
  }
}
