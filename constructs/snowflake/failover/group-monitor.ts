import { GrantPrivilegesToAccountRole } from "@cdktf/provider-snowflake/lib/grant-privileges-to-account-role";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";

/** Arguments of {@link declareGroupMonitor}. */
export interface GroupMonitorProps {
  /** The group's name. */
  readonly group: string;
  /** The role that may look. */
  readonly role: string;
  /** The provider that owns the group. Default: the stack's own. */
  readonly provider?: TerraformProvider;
  /** What must be there before. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Lets a role look at a failover group, and no more: what is granted on a group isn't replicated, and is granted in each
 * account. Source: docs.snowflake.com, account-replication-considerations, "Replication privileges".
 */
export function declareGroupMonitor(
  scope: Construct,
  id: string,
  props: GroupMonitorProps,
): GrantPrivilegesToAccountRole {
  return new GrantPrivilegesToAccountRole(scope, id, {
    accountRoleName: props.role,
    privileges: ["MONITOR"],
    onAccountObject: { objectType: "FAILOVER GROUP", objectName: props.group },
    ...(props.provider === undefined ? {} : { provider: props.provider }),
    dependsOn: [...props.dependsOn],
  });
}
