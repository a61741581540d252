import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnowflakeProvider } from "@cdktf/provider-snowflake/lib/provider";
import { type TerraformProvider, type TerraformStack, TerraformVariable } from "cdktf";
import type { AccountRole, TwinbergConfig } from "../config/schema";
import { SNOWFLAKE_PROVIDER_VERSIONS } from "../constructs/snowflake/resources/snowflake-resource-metadata";

/** The versions of the AWS provider that Twinberg works with: from the prebuilt bindings' own up to the last of the next major. */
export const AWS_PROVIDER_VERSIONS = ">= 5.100.0, < 7.0.0";

/** The Terraform variable that holds the private key, in PEM, of an account's deployer. */
export function privateKeyVariable(account: AccountRole): string {
  return `${account}_snowflake_private_key`;
}

/** Declares the AWS provider of a stack. Credentials come from the environment, but for a local AWS. @param region default: the lake's */
export function declareAwsProvider(stack: TerraformStack, config: TwinbergConfig, region = config.aws.region): void {
  const { aws, local } = config;
  new AwsProvider(stack, "aws", {
    region,
    allowedAccountIds: [aws.accountId],
    defaultTags: [{ tags: { ManagedBy: "twinberg" } }],
    ...(local === undefined ? {} : localAws(config)),
  });
  stack.addOverride("terraform.required_providers.aws.version", AWS_PROVIDER_VERSIONS);
}

/**
 * A local AWS has no host name a bucket and no instance metadata, and takes any key: its id names the account. AWS itself refuses that
 * one, if the provider ever asked there: where the local AWS is, it learns from AWS_ENDPOINT_URL (see config/local-aws.ts).
 */
function localAws({ aws }: TwinbergConfig) {
  return {
    accessKey: aws.accountId,
    secretKey: "local",
    s3UsePathStyle: true,
    skipMetadataApiCheck: "true",
    skipRegionValidation: true,
  };
}

/** Declares the Snowflake provider of an account's stack, which works as the account's deployer. */
export function declareSnowflakeProvider(
  stack: TerraformStack,
  config: TwinbergConfig,
  account: AccountRole,
  previewFeatures: readonly string[] = [],
): void {
  new SnowflakeProvider(stack, "snowflake", {
    ...connection(stack, config, account),
    role: config.accounts[account].deployer.role,
    ...(previewFeatures.length === 0 ? {} : { previewFeaturesEnabled: [...previewFeatures] }),
  });
}

/**
 * Declares the two Snowflake providers of a stack of databases. Resources get the one that works as the admin, which so owns what it
 * makes; it has a warehouse, because reading views back takes one.
 *
 * @returns the other one, which works as the account's deployer, for what an owner can't do
 */
export function declareDataProviders(
  stack: TerraformStack,
  config: TwinbergConfig,
  account: AccountRole,
  previewFeatures: readonly string[],
): TerraformProvider {
  const shared = {
    ...connection(stack, config, account),
    warehouse: config.warehouses.tasks.name,
    previewFeaturesEnabled: [...previewFeatures],
  };
  new SnowflakeProvider(stack, "snowflake", {
    ...shared,
    role: config.roles.admin,
  });
  return new SnowflakeProvider(stack, "snowflake-deployer", {
    ...shared,
    alias: "deployer",
    role: config.accounts[account].deployer.role,
  });
}

/** How a provider logs in: as the account's deployer user, wherever the configuration says that Snowflake is. */
function connection(stack: TerraformStack, config: TwinbergConfig, account: AccountRole) {
  const { name, deployer } = config.accounts[account];
  stack.addOverride("terraform.required_providers.snowflake.version", SNOWFLAKE_PROVIDER_VERSIONS);
  return {
    organizationName: config.organization,
    accountName: name,
    user: deployer.user,
    ...login(stack, config, account),
    ...(config.local === undefined ? {} : localSnowflake(config.local.snowflakeEndpoint)),
  };
}

/**
 * What the provider is told of the login. Nothing of it is secret but the key, which is a variable: Terraform keeps no provider
 * configuration in its state. `environment` tells nothing; the provider looks at SNOWFLAKE_AUTHENTICATOR and its like itself.
 */
function login(stack: TerraformStack, config: TwinbergConfig, account: AccountRole) {
  const { name, deployer } = config.accounts[account];
  switch (deployer.login.type) {
    case "workload-identity":
      return { authenticator: "WORKLOAD_IDENTITY", workloadIdentityProvider: "AWS" };
    case "environment":
      return {};
    case "key-pair": {
      const privateKey = new TerraformVariable(stack, privateKeyVariable(account), {
        type: "string",
        sensitive: true,
        nullable: false,
        description: `The private key, in PEM, of ${deployer.user} in the Snowflake account ${config.organization}-${name}`,
      });
      privateKey.overrideLogicalId(privateKeyVariable(account));
      return { authenticator: "SNOWFLAKE_JWT", privateKey: privateKey.stringValue };
    }
  }
}

function localSnowflake(endpoint: string) {
  const { protocol, hostname, port } = new URL(endpoint);
  return { protocol: protocol.replace(":", ""), host: hostname, port: Number(port) };
}
