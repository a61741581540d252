import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { quoteIdentifier } from "../../../sql/identifier";
import { type AccountName, createVolumeGroup } from "./statements";

/** Arguments of {@link declareVolumeGroup}. */
export interface VolumeGroupProps {
  /** The group's name. */
  readonly name: string;
  /** The external volume's name. */
  readonly volume: string;
  /** The account that has a replica, and may promote it. */
  readonly target: AccountName;
  /** The provider that works as the deployer. */
  readonly provider: TerraformProvider;
  /** What must be there before. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The failover group of the external volume.
 *
 * Provider gap: `snowflake_failover_group` (snowflakedb/terraform-provider-snowflake#964, #1302) has no list of external
 * volumes, without which Snowflake refuses OBJECT_TYPES = EXTERNAL VOLUMES. The statement's text is a contract: it changes
 * with the names only, or the group would be dropped and made again.
 */
export function declareVolumeGroup(scope: Construct, id: string, props: VolumeGroupProps): Execute {
  return new Execute(scope, id, {
    execute: createVolumeGroup(props.name, props.volume, props.target),
    revert: `DROP FAILOVER GROUP IF EXISTS ${quoteIdentifier(props.name)}`,
    provider: props.provider,
    dependsOn: [...props.dependsOn],
  });
}
