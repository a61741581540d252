import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import type { TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";
import { quoteIdentifier } from "../../../sql/identifier";
import { stringLiteral } from "../../../sql/literal";

/** What a failover group brings, as SHOW and DROP name its kind. */
export type LeftoverKind =
  | "DATABASE"
  | "INTEGRATION"
  | "EXTERNAL VOLUME"
  | "NETWORK POLICY"
  | "RESOURCE MONITOR"
  | "ROLE";

const PLURALS: Readonly<Partial<Record<LeftoverKind, string>>> = { "NETWORK POLICY": "NETWORK POLICIES" };

/**
 * Drops, at a destroy, what replication has brought: dropping a secondary failover group leaves it behind, to be written to.
 * It has to be declared before the group, so that it is undone after the group; until then it changes nothing.
 *
 * Source: docs.snowflake.com, drop-failover-group.
 */
export function declareLeftover(
  scope: Construct,
  id: string,
  { kind, name }: { readonly kind: LeftoverKind; readonly name: string },
  lifecycle: { readonly lifecycle?: TerraformResourceLifecycle } = {},
): Execute {
  const pattern = stringLiteral(name.replace(/[\\_%]/g, "\\$&"));
  return new Execute(scope, id, {
    execute: `SHOW ${PLURALS[kind] ?? `${kind}S`} LIKE ${pattern}`,
    revert: `DROP ${kind} IF EXISTS ${quoteIdentifier(name)}`,
    ...lifecycle,
  });
}
