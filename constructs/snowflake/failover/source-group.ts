import { FailoverGroup } from "@cdktf/provider-snowflake/lib/failover-group";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { AccountName } from "./statements";

/** What a group carries when it is made. */
export type SourceGroupContents =
  | { readonly objectTypes: readonly string[]; readonly integrationTypes: readonly string[] }
  | { readonly databases: readonly string[] };

/** Arguments of {@link declareSourceGroup}. */
export interface SourceGroupProps {
  /** The group's name. */
  readonly name: string;
  /** What it carries. */
  readonly contents: SourceGroupContents;
  /** The account that it is in. */
  readonly source: AccountName;
  /** The account that has a replica, and may promote it. */
  readonly target: AccountName;
  /** The provider that works as the deployer. */
  readonly provider: TerraformProvider;
  /** What must be there before. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * What SHOW tells of a group depends on who is primary, and a promotion must not show in a plan: after the group is made,
 * steps of ALTER keep its shape, and the resource its being there.
 */
export const ROLE_DEPENDENT = [
  "object_types",
  "allowed_integration_types",
  "allowed_databases",
  "allowed_shares",
  "allowed_accounts",
  "replication_schedule",
];

/**
 * A failover group in its source account, without a schedule. It can be imported by its name.
 *
 * Provider gap: the source account has to be among allowed_accounts. Snowflake puts it there by itself and SHOW tells it; the
 * provider doesn't suppress that, so a list without it is a difference for ever (snowflakedb/terraform-provider-snowflake#2332).
 */
export function declareSourceGroup(scope: Construct, id: string, props: SourceGroupProps): FailoverGroup {
  const { contents, source, target } = props;
  return new FailoverGroup(scope, id, {
    name: props.name,
    ...("databases" in contents
      ? { objectTypes: ["DATABASES"], allowedDatabases: [...contents.databases] }
      : { objectTypes: [...contents.objectTypes], allowedIntegrationTypes: [...contents.integrationTypes] }),
    allowedAccounts: [source, target].map(({ organization, account }) => `${organization}.${account}`),
    provider: props.provider,
    dependsOn: [...props.dependsOn],
    lifecycle: { ignoreChanges: ROLE_DEPENDENT },
  });
}
