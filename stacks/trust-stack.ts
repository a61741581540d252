import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { externalIdOf } from "../config/external-ids";
import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../config/schema";
import { ACCESS_PURPOSES, type AccessPurpose, SHARED_PURPOSES } from "../constructs/aws/arns";
import { SnowflakeAccessRole } from "../constructs/aws/snowflake-access-role";
import type { AccountStack } from "./account-stack";
import { declareBackend } from "./backend";
import type { FailoverSecondaryStack } from "./failover-secondary-stack";
import { lakePlace, lakeReadScope } from "./lake-scope";
import { declareOutputs, PrincipalOutputs } from "./outputs";
import { declareAwsProvider } from "./providers";

/** Properties of {@link TrustStack}. */
export interface TrustStackProps {
  /** The configuration. */
  readonly config: TwinbergConfig;
  /** The stacks of both accounts, whose principals are read back. */
  readonly accounts: Readonly<Record<AccountRole, AccountStack>>;
  /** Where the principals of what replication has brought are read back. */
  readonly failoverSecondary: FailoverSecondaryStack;
}

/**
 * The AWS roles that Snowflake accounts assume: the only place where AWS learns of Snowflake's principals. One for each
 * account and purpose; of what a failover group carries, which names the same role in both accounts, one that trusts both
 * accounts' principals.
 */
export class TrustStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: TrustStackProps) {
    super(scope, id);
    const { config, accounts, failoverSecondary } = props;
    declareBackend(this, config.backend);
    declareAwsProvider(this, config);
    const outputsOf = (stack: AccountStack | FailoverSecondaryStack) =>
      new PrincipalOutputs(this, { backend: stack.backend, name: stack.node.id });
    const own = { primary: outputsOf(accounts.primary), secondary: outputsOf(accounts.secondary) };
    const carried = { primary: own.primary, secondary: outputsOf(failoverSecondary) };
    const declare = (roleId: string, account: AccountRole, purpose: AccessPurpose, principals: [string, ...string[]]) =>
      new SnowflakeAccessRole(this, roleId, {
        place: lakePlace(config),
        account,
        purpose,
        principalArns: principals,
        // Chosen by the configuration, except for the integration of type Glue, whose external id Snowflake makes.
        externalId: purpose === "glue" ? own[account].glueExternalId() : externalIdOf(config, account, purpose),
        readScope: lakeReadScope(config),
        glueDatabase: config.lake.glueDatabase,
      }).resource.arn;
    const roleArns: Record<string, string> = {};
    for (const purpose of ACCESS_PURPOSES) {
      const shared = SHARED_PURPOSES.includes(purpose)
        ? declare(purpose, "primary", purpose, [
            carried.primary.principalArn(purpose),
            carried.secondary.principalArn(purpose),
          ])
        : undefined;
      for (const account of ACCOUNT_ROLES) {
        roleArns[`${account}_${purpose}`] =
          shared ?? declare(`${account}-${purpose}`, account, purpose, [own[account].principalArn(purpose)]);
      }
    }
    declareOutputs(this, "trust", { role_arns: roleArns });
  }
}
