import { type TerraformBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { externalIdOf } from "../config/external-ids";
import type { AccountRole, TwinbergConfig } from "../config/schema";
import { AccountFoundation } from "../constructs/snowflake/account-foundation";
import { originsIn } from "../constructs/snowflake/failover/carried";
import { declareBackend } from "./backend";
import { lakePlace, storageLocations } from "./lake-scope";
import { declareOutputs } from "./outputs";
import { declareSnowflakeProvider } from "./providers";

/**
 * What one Snowflake account has before any database, from one definition for both accounts. What a failover group carries
 * is made in the primary alone.
 */
export class AccountStack extends TerraformStack {
  /** Where the stack's state is kept, for the stacks that read its outputs. */
  readonly backend: TerraformBackend;

  constructor(scope: Construct, id: string, config: TwinbergConfig, account: AccountRole) {
    super(scope, id);
    this.backend = declareBackend(this, config.backend);
    const emailIsPreview = config.alerts === undefined ? [] : ["snowflake_email_notification_integration_resource"];
    declareSnowflakeProvider(this, config, account, emailIsPreview);
    const origins = originsIn(account, config.failover.accountGroup);
    const { roles, lakeAccess } = new AccountFoundation(this, "Account", {
      origins,
      roles: config.roles,
      warehouses: config.warehouses,
      lakeAccess: {
        place: lakePlace(config),
        account,
        glueDatabase: config.lake.glueDatabase,
        catalogExternalId: externalIdOf(config, account, "catalog"),
        carried:
          origins.lakeAccess === "declared"
            ? { locations: storageLocations(config), externalIds: config.externalIds.shared }
            : undefined,
      },
      alerts: config.alerts,
    });
    declareOutputs(this, "account", {
      analyst_role_name: roles.analyst,
      catalog_integration_rest_name: lakeAccess.restCatalog.name,
      catalog_integration_glue_name: lakeAccess.glueCatalog.name,
      // The REST integration's resource doesn't tell its principal; an account has one for all its Glue integrations.
      catalog_principal_arn: lakeAccess.glueCatalog.iamUserArn,
      glue_principal_arn: lakeAccess.glueCatalog.iamUserArn,
      glue_external_id: lakeAccess.glueCatalog.externalId,
    });
    if (lakeAccess.carried !== undefined) {
      const { storageIntegration, externalVolume } = lakeAccess.carried;
      declareOutputs(this, "carried", {
        storage_integration_name: storageIntegration.name,
        external_volume_name: externalVolume.name,
        storage_principal_arn: storageIntegration.iamUserArn,
        volume_principal_arn: externalVolume.iamUserArn,
      });
    }
  }
}
