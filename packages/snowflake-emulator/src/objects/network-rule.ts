import type { SnowflakeObject } from "./snowflake-object";

export const NETWORK_RULE_TYPES = [
  "IPV4",
  "IPV6",
  "AWSVPCEID",
  "AZURELINKID",
  "HOST_PORT",
  "PRIVATE_HOST_PORT",
] as const;
export const NETWORK_RULE_MODES = ["INGRESS", "INTERNAL_STAGE", "EGRESS"] as const;

/** A network rule: identifiers of one kind, for one direction. */
export interface NetworkRule extends SnowflakeObject {
  readonly type: (typeof NETWORK_RULE_TYPES)[number];
  readonly mode: (typeof NETWORK_RULE_MODES)[number];
  values: readonly string[];
}
