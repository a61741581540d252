import type { TerraformMetaArguments, TerraformResourceConfig } from "cdktf";

/**
 * The versions of the Snowflake provider that Twinberg is written for: catalog integrations are stable, a failover
 * group's allowed_accounts can be updated, external ids can be chosen.
 */
export const SNOWFLAKE_PROVIDER_VERSIONS = "~> 2.20";

/** What cdktf has to know of a resource that the prebuilt bindings lack, apart from its arguments. */
export function snowflakeResourceMetadata(
  terraformResourceType: string,
  config: TerraformMetaArguments,
): TerraformResourceConfig {
  const { connection, count, dependsOn, forEach, lifecycle, provider, provisioners } = config;
  return {
    terraformResourceType,
    terraformGeneratorMetadata: {
      providerName: "snowflake",
      providerVersionConstraint: SNOWFLAKE_PROVIDER_VERSIONS,
    },
    ...(connection === undefined ? {} : { connection }),
    ...(count === undefined ? {} : { count }),
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ...(forEach === undefined ? {} : { forEach }),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(provider === undefined ? {} : { provider }),
    ...(provisioners === undefined ? {} : { provisioners }),
  };
}
