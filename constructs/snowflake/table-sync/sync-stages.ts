import { Database } from "@cdktf/provider-snowflake/lib/database";
import { GrantPrivilegesToAccountRole } from "@cdktf/provider-snowflake/lib/grant-privileges-to-account-role";
import { Schema } from "@cdktf/provider-snowflake/lib/schema";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../../config/schema";
import { STAGE_SCHEMA, TABLE_SYNC_INTEGRATION } from "../../../config/table-sync-names";
import { qualifiedName } from "../../../sql/identifier";
import { databaseLifecycle } from "../database-lifecycle";
import { StageExternalS3 } from "../resources/stage-external-s3";
import { StorageIntegrationAws } from "../resources/storage-integration-aws";
import { PERMANENT_SCHEMA } from "../schema-kind";

/** Properties of {@link SyncStages}. */
export interface SyncStagesProps {
  /** The stages' database. */
  readonly database: string;
  /** The stages: names, and where they point. */
  readonly stages: readonly { readonly name: string; readonly url: string }[];
  /** The role that Snowflake reads them as. */
  readonly storageRoleArn: string;
  /** The external id that Snowflake gives. */
  readonly externalId: string;
  /** The role that uses them. */
  readonly role: string;
  /** What a destroy does. */
  readonly onDestroy: TwinbergConfig["lake"]["onDestroy"];
}

/** The stages, in a database of their own that people needn't see, and what they read through. */
export class SyncStages extends Construct {
  /** What the stages read through. */
  readonly integration: StorageIntegrationAws;
  /** The stages' whole names in SQL, by their own. */
  readonly names: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: SyncStagesProps) {
    super(scope, id);
    this.integration = new StorageIntegrationAws(this, "StorageIntegration", {
      name: TABLE_SYNC_INTEGRATION,
      enabled: true,
      storageAllowedLocations: props.stages.map(({ url }) => url),
      storageAwsRoleArn: props.storageRoleArn,
      storageAwsExternalId: props.externalId,
      comment: "The table sync's stages",
    });
    const database = new Database(this, "Database", {
      name: props.database,
      comment: "The table sync's stages",
      dropPublicSchemaOnCreation: true,
      ...databaseLifecycle(props.onDestroy),
    });
    const schema = new Schema(this, "Schema", { ...PERMANENT_SCHEMA, database: database.name, name: STAGE_SCHEMA });
    new GrantPrivilegesToAccountRole(this, "RoleOnDatabase", {
      accountRoleName: props.role,
      privileges: ["USAGE"],
      onAccountObject: { objectType: "DATABASE", objectName: database.name },
    });
    new GrantPrivilegesToAccountRole(this, "RoleOnSchema", {
      accountRoleName: props.role,
      privileges: ["USAGE"],
      onSchema: { schemaName: qualifiedName(props.database, STAGE_SCHEMA) },
      dependsOn: [schema],
    });
    this.names = Object.fromEntries(
      props.stages.map(({ name }) => [name, qualifiedName(props.database, STAGE_SCHEMA, name)]),
    );
    for (const { name, url } of props.stages) {
      const stage = new StageExternalS3(this, `Stage-${name}`, {
        database: database.name,
        schema: schema.name,
        name,
        url,
        storageIntegration: this.integration.name,
        comment: "Where tables of Glue's have their files",
      });
      new GrantPrivilegesToAccountRole(this, `RoleOnStage-${name}`, {
        accountRoleName: props.role,
        privileges: ["USAGE"],
        onSchemaObject: { objectType: "STAGE", objectName: qualifiedName(props.database, STAGE_SCHEMA, name) },
        dependsOn: [stage],
      });
    }
  }
}
