import { stringToTerraform, type TerraformMetaArguments, TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import { snowflakeResourceMetadata } from "./snowflake-resource-metadata";

/** Arguments of {@link CatalogIntegrationAwsGlue}, in the provider's own terms. */
export interface CatalogIntegrationAwsGlueConfig extends TerraformMetaArguments {
  /** The integration's name. A change replaces it. */
  readonly name: string;
  /** Whether tables may use it. */
  readonly enabled: boolean;
  /** The ARN of the IAM role that Snowflake assumes to ask Glue. A change replaces it. */
  readonly glueAwsRoleArn: string;
  /** The AWS account id of the Glue Data Catalog. A change replaces it. */
  readonly glueCatalogId: string;
  /** The catalog's region. A change replaces it. */
  readonly glueRegion: string;
  /** The Glue database that table names without a namespace mean. A change replaces it. */
  readonly catalogNamespace: string;
  /** A comment. Default: none. */
  readonly comment?: string;
}

/**
 * `snowflake_catalog_integration_aws_glue`, which the prebuilt bindings (provider 2.11) lack; stable since 2.18.
 * Its external id is made by Snowflake: CREATE CATALOG INTEGRATION … CATALOG_SOURCE = GLUE takes none.
 *
 * Source: provider documentation, resources/catalog_integration_aws_glue; docs.snowflake.com, create-catalog-integration-glue.
 */
export class CatalogIntegrationAwsGlue extends TerraformResource {
  static readonly tfResourceType = "snowflake_catalog_integration_aws_glue";
  readonly #config: CatalogIntegrationAwsGlueConfig;

  constructor(scope: Construct, id: string, config: CatalogIntegrationAwsGlueConfig) {
    super(scope, id, snowflakeResourceMetadata(CatalogIntegrationAwsGlue.tfResourceType, config));
    this.#config = config;
  }

  /** The integration's name, as a reference to this resource. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** The ARN of the AWS principal that Snowflake assumes the role as; known after the integration is made. */
  get iamUserArn(): string {
    return Token.asString(this.interpolationForAttribute("describe_output[0].glue_aws_iam_user_arn"));
  }

  /** The external id that Snowflake made for it; known after the integration is made. */
  get externalId(): string {
    return Token.asString(this.interpolationForAttribute("describe_output[0].glue_aws_external_id"));
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      name: stringToTerraform(this.#config.name),
      enabled: this.#config.enabled,
      glue_aws_role_arn: stringToTerraform(this.#config.glueAwsRoleArn),
      glue_catalog_id: stringToTerraform(this.#config.glueCatalogId),
      glue_region: stringToTerraform(this.#config.glueRegion),
      catalog_namespace: stringToTerraform(this.#config.catalogNamespace),
      comment: stringToTerraform(this.#config.comment),
    };
  }
}
