import type { TwinbergConfig } from "./schema";

/** The configuration means a local AWS, and the environment leads Terraform elsewhere. */
export class LocalAwsNotMeantError extends Error {
  override readonly name = "LocalAwsNotMeantError";
}

/**
 * Makes sure that Terraform's AWS provider will ask the local AWS that the configuration names. It takes all services' address from
 * AWS_ENDPOINT_URL: its `endpoints` argument costs it two seconds of processor time at each start, several times a command.
 *
 * Source: registry.terraform.io/providers/hashicorp/aws, guide "Custom Service Endpoint Configuration".
 * @throws LocalAwsNotMeantError
 */
export function assertLocalAwsIsMeant(
  { local }: Pick<TwinbergConfig, "local">,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  if (local === undefined) return;
  const said = environment.AWS_ENDPOINT_URL;
  if (said !== undefined && sameUrl(said, local.awsEndpoint)) return;
  const found = said ? `AWS_ENDPOINT_URL is ${said}` : "AWS_ENDPOINT_URL isn't set";
  throw new LocalAwsNotMeantError(
    `local.awsEndpoint is ${local.awsEndpoint}, and ${found}: Terraform's AWS provider would not ask that local AWS; source .twinberg/env.sh, or export AWS_ENDPOINT_URL=${local.awsEndpoint}`,
  );
}

function sameUrl(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href;
}
