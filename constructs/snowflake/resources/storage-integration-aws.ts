import { listMapper, stringToTerraform, type TerraformMetaArguments, TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import { snowflakeResourceMetadata } from "./snowflake-resource-metadata";

/** Arguments of {@link StorageIntegrationAws}, in the provider's own terms. */
export interface StorageIntegrationAwsConfig extends TerraformMetaArguments {
  /** The integration's name. A change replaces it. */
  readonly name: string;
  /** Whether stages may use it. */
  readonly enabled: boolean;
  /** The locations that stages may point to, each `s3://bucket/prefix/`. */
  readonly storageAllowedLocations: readonly string[];
  /** The ARN of the IAM role that Snowflake assumes. */
  readonly storageAwsRoleArn: string;
  /** The external id that Snowflake gives when it assumes the role. */
  readonly storageAwsExternalId: string;
  /** A comment. Default: none. */
  readonly comment?: string;
}

/**
 * `snowflake_storage_integration_aws`, which the prebuilt bindings (provider 2.11) lack; the provider has it since 2.13.
 *
 * Source: provider documentation, resources/storage_integration_aws.
 */
export class StorageIntegrationAws extends TerraformResource {
  static readonly tfResourceType = "snowflake_storage_integration_aws";
  readonly #config: StorageIntegrationAwsConfig;

  constructor(scope: Construct, id: string, config: StorageIntegrationAwsConfig) {
    super(scope, id, snowflakeResourceMetadata(StorageIntegrationAws.tfResourceType, config));
    this.#config = config;
  }

  /** The integration's name, as a reference to this resource. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** The ARN of the AWS principal that Snowflake assumes the role as; known after the integration is made. */
  get iamUserArn(): string {
    return Token.asString(this.interpolationForAttribute("describe_output[0].iam_user_arn"));
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      name: stringToTerraform(this.#config.name),
      enabled: this.#config.enabled,
      storage_provider: "S3",
      storage_allowed_locations: listMapper(stringToTerraform, false)([...this.#config.storageAllowedLocations]),
      storage_aws_role_arn: stringToTerraform(this.#config.storageAwsRoleArn),
      storage_aws_external_id: stringToTerraform(this.#config.storageAwsExternalId),
      comment: stringToTerraform(this.#config.comment),
    };
  }
}
