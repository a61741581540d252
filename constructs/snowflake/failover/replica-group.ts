import { FailoverGroup } from "@cdktf/provider-snowflake/lib/failover-group";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { ROLE_DEPENDENT } from "./source-group";
import type { AccountName } from "./statements";

/** Arguments of {@link declareReplicaGroup}. */
export interface ReplicaGroupProps {
  /** The group's name, the same in both accounts. */
  readonly name: string;
  /** The account that it is a replica of. */
  readonly source: AccountName;
  /** What must be there before. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * A replica of a failover group, which is empty until its first refresh.
 *
 * Provider gap: of a group with from_replica, only the name is read back (snowflakedb/terraform-provider-snowflake#1302): a
 * promotion doesn't show in a plan. That is what is wanted here; from_replica says where the group was made from, not who
 * is primary. For the same reason it is ignored once the group is there: one that existed before Terraform, and was imported,
 * has none, and would be replaced.
 */
export function declareReplicaGroup(scope: Construct, id: string, props: ReplicaGroupProps): FailoverGroup {
  return new FailoverGroup(scope, id, {
    name: props.name,
    fromReplica: {
      organizationName: props.source.organization,
      sourceAccountName: props.source.account,
      name: props.name,
    },
    dependsOn: [...props.dependsOn],
    lifecycle: { ignoreChanges: ["from_replica", ...ROLE_DEPENDENT] },
  });
}
