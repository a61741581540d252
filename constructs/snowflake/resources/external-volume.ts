import { stringToTerraform, type TerraformMetaArguments, TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import { snowflakeResourceMetadata } from "./snowflake-resource-metadata";

/** One S3 location of an external volume. */
export interface S3StorageLocation {
  /** The location's name within the volume. */
  readonly storageLocationName: string;
  /** `s3://bucket/prefix/`. */
  readonly storageBaseUrl: string;
  /** The ARN of the IAM role that Snowflake assumes. */
  readonly storageAwsRoleArn: string;
  /** The external id that Snowflake gives when it assumes the role. */
  readonly storageAwsExternalId: string;
}

/** Arguments of {@link ExternalVolume}, in the provider's own terms. */
export interface ExternalVolumeConfig extends TerraformMetaArguments {
  /** The volume's name. A change replaces it. */
  readonly name: string;
  /** Whether Snowflake may write to the locations. */
  readonly allowWrites: boolean;
  /** The locations, in order; Snowflake uses the first in its own region. At least one. */
  readonly storageLocation: readonly [S3StorageLocation, ...S3StorageLocation[]];
  /** A comment. Default: none. */
  readonly comment?: string;
}

/**
 * `snowflake_external_volume` with S3 locations. The prebuilt bindings (provider 2.11) have the resource, but can't set an
 * external id; the provider can since 2.15.
 *
 * Source: provider documentation, resources/external_volume.
 */
export class ExternalVolume extends TerraformResource {
  static readonly tfResourceType = "snowflake_external_volume";
  readonly #config: ExternalVolumeConfig;

  constructor(scope: Construct, id: string, config: ExternalVolumeConfig) {
    super(scope, id, snowflakeResourceMetadata(ExternalVolume.tfResourceType, config));
    this.#config = config;
  }

  /** The volume's name, as a reference to this resource. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** The ARN of the AWS principal that Snowflake assumes the first location's role as; known after the volume is made. */
  get iamUserArn(): string {
    return Token.asString(
      this.interpolationForAttribute(
        "describe_output[0].storage_locations[0].s3_storage_location[0].storage_aws_iam_user_arn",
      ),
    );
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      name: stringToTerraform(this.#config.name),
      allow_writes: String(this.#config.allowWrites),
      storage_location: this.#config.storageLocation.map((location) => ({
        storage_location_name: stringToTerraform(location.storageLocationName),
        storage_provider: "S3",
        storage_base_url: stringToTerraform(location.storageBaseUrl),
        storage_aws_role_arn: stringToTerraform(location.storageAwsRoleArn),
        storage_aws_external_id: stringToTerraform(location.storageAwsExternalId),
      })),
      comment: stringToTerraform(this.#config.comment),
    };
  }
}
