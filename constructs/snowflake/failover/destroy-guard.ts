import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import { type TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { NOTHING_TO_REVERT, suspend, unsetReplicationSchedule } from "./statements";

/** Properties of {@link declareDestroyGuards}. */
export interface DestroyGuardsProps {
  /** The groups' names. */
  readonly groups: readonly string[];
  /** Which side of replication the construct declares. */
  readonly side: "source" | "target";
  /** The provider that works as the deployer. Default: the stack's own. */
  readonly provider?: TerraformProvider;
}

/**
 * Keeps a destroy from taking a side of replication apart while it has the other role: the first that a destroy says is a
 * statement that Snowflake takes on this side alone, and that means nothing to what is about to be dropped. Where it is
 * refused, nothing has been undone. Without it, a destroy of the source side would drop what is a replica by then, which
 * leaves a second database that can be written to, and one of the target side would take the active account's grants first.
 *
 * Call it last: everything that the stack has declared by then outlives the guards.
 *
 * Source: docs.snowflake.com, alter-failover-group: SUSPEND is the target account's, UNSET the source account's; drop-failover-group.
 */
export function declareDestroyGuards(scope: Construct, { groups, side, provider }: DestroyGuardsProps): void {
  const dependsOn = TerraformStack.of(scope)
    .node.findAll()
    .filter((node) => node instanceof TerraformResource);
  for (const [index, group] of groups.entries()) {
    new Execute(scope, `DestroyGuard${index}`, {
      execute: NOTHING_TO_REVERT,
      revert: side === "target" ? suspend(group) : unsetReplicationSchedule(group),
      ...(provider === undefined ? {} : { provider }),
      dependsOn,
    });
  }
}
