import { stringToTerraform, type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { snowflakeResourceMetadata } from "./snowflake-resource-metadata";

/** Arguments of {@link StageExternalS3}, in the provider's own terms. */
export interface StageExternalS3Config extends TerraformMetaArguments {
  /** The stage's database. */
  readonly database: string;
  /** The stage's schema. */
  readonly schema: string;
  /** The stage's name. */
  readonly name: string;
  /** Where it points: `s3://bucket/prefix/`. */
  readonly url: string;
  /** The storage integration that it reads through. */
  readonly storageIntegration: string;
  /** A comment. Default: none. */
  readonly comment?: string;
}

/**
 * `snowflake_stage_external_s3`, which the prebuilt bindings (provider 2.11) lack: theirs is the preview `snowflake_stage`. The
 * provider has it since 2.13, stable since 2.18.
 *
 * Source: provider documentation, resources/stage_external_s3.
 */
export class StageExternalS3 extends TerraformResource {
  static readonly tfResourceType = "snowflake_stage_external_s3";
  readonly #config: StageExternalS3Config;

  constructor(scope: Construct, id: string, config: StageExternalS3Config) {
    super(scope, id, snowflakeResourceMetadata(StageExternalS3.tfResourceType, config));
    this.#config = config;
  }

  /** The stage's name, as a reference to this resource. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      database: stringToTerraform(this.#config.database),
      schema: stringToTerraform(this.#config.schema),
      name: stringToTerraform(this.#config.name),
      url: stringToTerraform(this.#config.url),
      storage_integration: stringToTerraform(this.#config.storageIntegration),
      comment: stringToTerraform(this.#config.comment),
    };
  }
}
