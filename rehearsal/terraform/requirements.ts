/** A provider's address without the registry's host, e.g. hashicorp/aws. */
export interface ProviderRequirement {
  /** Namespace in the registry. */
  readonly namespace: string;
  /** Type: the last part of the address. */
  readonly type: string;
  /** Versions that the stacks take. The step `synth` claims that this is what they ask for. */
  readonly constraint: string;
}

/** Oldest versions that are supported: Terraform's with import blocks, and OpenTofu's first. */
export const oldestVersions = { terraform: "1.5.0", opentofu: "1.6.0" } as const;

/** Providers that the stacks need, with the constraints of the stacks. */
export const requiredProviders = {
  aws: { namespace: "hashicorp", type: "aws", constraint: ">= 5.100.0, < 7.0.0" },
  snowflake: { namespace: "snowflakedb", type: "snowflake", constraint: "~> 2.20" },
} as const satisfies Record<string, ProviderRequirement>;

/** `hashicorp/aws` */
export function providerName(provider: ProviderRequirement): string {
  return `${provider.namespace}/${provider.type}`;
}
