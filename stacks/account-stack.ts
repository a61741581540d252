import { type TerraformBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AccountRole, TwinbergConfig } from "../config/schema";
import { AccountFoundation } from "../constructs/snowflake/account-foundation";
import { declareBackend } from "./backend";
import { lakeLocation, lakePlace } from "./lake-scope";
import { declareOutputs } from "./outputs";
import { declareSnowflakeProvider } from "./providers";

/** What one Snowflake account has before any database. Both accounts get the same from this one definition. */
export class AccountStack extends TerraformStack {
  /** Where the stack's state is kept, for the stacks that read its outputs. */
  readonly backend: TerraformBackend;

  constructor(scope: Construct, id: string, config: TwinbergConfig, account: AccountRole) {
    super(scope, id);
    this.backend = declareBackend(this, config.backend);
    const emailIsPreview = config.alerts === undefined ? [] : ["snowflake_email_notification_integration_resource"];
    declareSnowflakeProvider(this, config, account, emailIsPreview);
    const { roles, lakeAccess } = new AccountFoundation(this, "Account", {
      roles: config.roles,
      warehouses: config.warehouses,
      lakeAccess: {
        place: lakePlace(config),
        account,
        location: lakeLocation(config),
        glueDatabase: config.lake.glueDatabase,
        externalIds: config.externalIds[account],
      },
      alerts: config.alerts,
    });
    declareOutputs(this, "account", {
      analyst_role_name: roles.analyst.name,
      storage_integration_name: lakeAccess.storageIntegration.name,
      external_volume_name: lakeAccess.externalVolume.name,
      catalog_integration_rest_name: lakeAccess.restCatalog.name,
      catalog_integration_glue_name: lakeAccess.glueCatalog.name,
      storage_principal_arn: lakeAccess.storageIntegration.iamUserArn,
      volume_principal_arn: lakeAccess.externalVolume.iamUserArn,
      // The REST integration's resource doesn't tell its principal; an account has one for all its Glue integrations.
      catalog_principal_arn: lakeAccess.glueCatalog.iamUserArn,
      glue_principal_arn: lakeAccess.glueCatalog.iamUserArn,
      glue_external_id: lakeAccess.glueCatalog.externalId,
    });
  }
}
