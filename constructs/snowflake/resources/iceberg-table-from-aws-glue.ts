import { stringToTerraform, type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { snowflakeResourceMetadata } from "./snowflake-resource-metadata";

/** Arguments of {@link IcebergTableFromAwsGlue}, in the provider's own terms. */
export interface IcebergTableFromAwsGlueConfig extends TerraformMetaArguments {
  /** The database that the table is in. A change replaces the table. */
  readonly database: string;
  /** The schema that the table is in. A change replaces the table. */
  readonly schema: string;
  /** The table's name. A change replaces it. */
  readonly name: string;
  /** The external volume that the files are read through. A change replaces the table. */
  readonly externalVolume: string;
  /** The catalog integration, of type Glue. A change replaces the table. */
  readonly catalog: string;
  /** The Glue database. A change replaces the table. */
  readonly catalogNamespace: string;
  /** The table's name in Glue. A change replaces the table. */
  readonly catalogTableName: string;
  /** Whether Snowflake looks at Glue for new snapshots by itself, at the integration's refresh interval. */
  readonly autoRefresh: boolean;
  /** A comment. Default: none. */
  readonly comment?: string;
}

/**
 * `snowflake_iceberg_table_from_aws_glue`, which the prebuilt bindings (provider 2.11) lack; the provider has it since 2.19,
 * as a preview. It never writes: the table's columns and rows are whatever Glue's current metadata says.
 *
 * Source: provider documentation, resources/iceberg_table_from_aws_glue; docs.snowflake.com, create-iceberg-table-aws-glue.
 */
export class IcebergTableFromAwsGlue extends TerraformResource {
  static readonly tfResourceType = "snowflake_iceberg_table_from_aws_glue";
  readonly #config: IcebergTableFromAwsGlueConfig;

  constructor(scope: Construct, id: string, config: IcebergTableFromAwsGlueConfig) {
    super(scope, id, snowflakeResourceMetadata(IcebergTableFromAwsGlue.tfResourceType, config));
    this.#config = config;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      database: stringToTerraform(this.#config.database),
      schema: stringToTerraform(this.#config.schema),
      name: stringToTerraform(this.#config.name),
      external_volume: stringToTerraform(this.#config.externalVolume),
      catalog: stringToTerraform(this.#config.catalog),
      catalog_namespace: stringToTerraform(this.#config.catalogNamespace),
      catalog_table_name: stringToTerraform(this.#config.catalogTableName),
      auto_refresh: String(this.#config.autoRefresh),
      comment: stringToTerraform(this.#config.comment),
    };
  }
}
