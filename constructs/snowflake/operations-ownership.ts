import { GrantOwnership, type GrantOwnershipOn } from "@cdktf/provider-snowflake/lib/grant-ownership";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";

/** Properties of {@link OperationsOwnership}. */
export interface OperationsOwnershipProps {
  /** The replicated database. */
  readonly database: string;
  /** The role that owns what is in it. */
  readonly owner: string;
  /** Whether what is there already came by replication, and the database itself, become the role's too. */
  readonly existing: boolean;
  /** The provider that works as the deployer, which manages grants. Default: the stack's own. */
  readonly provider?: TerraformProvider;
  /** What must be there before. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Who owns what replication brings. Where roles don't travel, whoever refreshes owns it, and the tasks of the account that
 * becomes the primary could write nothing. What comes with later refreshes, in either direction, is the role's by future
 * grants.
 *
 * Source: docs.snowflake.com, account-replication-intro, "Database replication"; grant-ownership.
 */
export class OperationsOwnership extends Construct {
  constructor(scope: Construct, id: string, props: OperationsOwnershipProps) {
    super(scope, id);
    const own = (grantId: string, on: GrantOwnershipOn, dependsOn: readonly ITerraformDependable[]) =>
      new GrantOwnership(this, grantId, {
        accountRoleName: props.owner,
        outboundPrivileges: "COPY",
        on,
        ...(props.provider === undefined ? {} : { provider: props.provider }),
        dependsOn: [...dependsOn],
      });
    const every = (objectTypePlural: "SCHEMAS" | "TABLES") => ({ objectTypePlural, inDatabase: props.database });
    const future = [
      own("FutureSchemas", { future: every("SCHEMAS") }, props.dependsOn),
      own("FutureTables", { future: every("TABLES") }, props.dependsOn),
    ];
    if (props.existing) {
      // After the future ones: whatever comes in between is the role's by either.
      own("Schemas", { all: every("SCHEMAS") }, future);
      own("Tables", { all: every("TABLES") }, future);
      own("Database", { objectType: "DATABASE", objectName: props.database }, future);
    }
  }
}
