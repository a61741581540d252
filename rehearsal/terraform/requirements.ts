/** A provider's address without the registry's host, e.g. hashicorp/aws. */
export interface ProviderRequirement {
  /** Namespace in the registry. */
  readonly namespace: string;
  /** Type: the last part of the address. */
  readonly type: string;
  /** Versions that the stacks take. The step `synth` claims that this is what they ask for. */
  readonly constraint: string;
}

/** Terraform's oldest version that is supported. */
export const oldestTerraform = "1.5.0";

/** Providers that the stacks need, with the constraints of the stacks. */
export const requiredProviders = {
  aws: { namespace: "hashicorp", type: "aws", constraint: ">= 5.100.0, < 7.0.0" },
  snowflake: { namespace: "snowflakedb", type: "snowflake", constraint: "~> 2.20" },
} as const satisfies Record<string, ProviderRequirement>;

/** `hashicorp/aws` */
export function providerName(provider: ProviderRequirement): string {
  return `${provider.namespace}/${provider.type}`;
}
