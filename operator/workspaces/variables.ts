import type { WorkspaceStack } from "./synthesized";
import type { WorkspaceVariable } from "./workspaces-json";

type Provider = Readonly<Record<string, unknown>>;

const FEDERATED = "AWS by OIDC";
const KEYS = "AWS by keys";

/** Source: developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration */
const AWS: readonly WorkspaceVariable[] = [
  env("TFC_AWS_PROVIDER_AUTH", false, FEDERATED, "true: runs log in to AWS by the host's OIDC tokens"),
  env("TFC_AWS_RUN_ROLE_ARN", false, FEDERATED, "the role that runs assume; it trusts the host's OIDC provider"),
  env("AWS_ACCESS_KEY_ID", false, KEYS, "the access key of an IAM user, where OIDC can't be had"),
  env("AWS_SECRET_ACCESS_KEY", true, KEYS, "the secret of that key"),
];

/** Source: registry.terraform.io/providers/snowflakedb/snowflake/latest/docs, environment variables */
const SNOWFLAKE: readonly WorkspaceVariable[] = [
  env(
    "SNOWFLAKE_AUTHENTICATOR",
    false,
    null,
    "how Terraform logs in to Snowflake: the configuration leaves it to the environment",
  ),
  env(
    "SNOWFLAKE_PRIVATE_KEY",
    true,
    "SNOWFLAKE_JWT",
    "the private key in PEM; with another authenticator, what that takes",
  ),
];

/**
 * What has to be set in a stack's workspace: the Terraform variables that it declares without a default, and what its providers
 * take from the environment because their blocks don't tell it.
 */
export function variablesOf({ variable, provider }: WorkspaceStack): WorkspaceVariable[] {
  const declared = Object.entries(variable)
    .filter(([, { default: fallback }]) => fallback === undefined)
    .map(([name, { sensitive, description }]) => ({
      name,
      category: "terraform" as const,
      sensitive,
      oneOf: null,
      description,
    }));
  const blocks = (name: string): readonly Provider[] => provider[name] ?? [];
  const aws = blocks("aws").some(({ access_key, profile }) => access_key === undefined && profile === undefined);
  // The provider takes AWS's credentials for that login, and a stack without AWS's own provider needs them nevertheless.
  const asAws = blocks("snowflake").some(({ workload_identity_provider: by }) => by === "AWS");
  const byEnvironment = blocks("snowflake").some(({ authenticator }) => authenticator === undefined);
  return [...declared, ...(aws || asAws ? AWS : []), ...(byEnvironment ? SNOWFLAKE : [])];
}

function env(name: string, sensitive: boolean, oneOf: string | null, description: string): WorkspaceVariable {
  return { name, category: "env", sensitive, oneOf, description };
}
