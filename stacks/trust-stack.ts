import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../config/schema";
import { ACCESS_PURPOSES, type AccessPurpose } from "../constructs/aws/arns";
import { SnowflakeAccessRole } from "../constructs/aws/snowflake-access-role";
import type { AccountStack } from "./account-stack";
import { declareBackend } from "./backend";
import { lakePlace, lakeReadScope } from "./lake-scope";
import { AccountOutputs, declareOutputs } from "./outputs";
import { declareAwsProvider } from "./providers";

/** Properties of {@link TrustStack}. */
export interface TrustStackProps {
  /** The configuration. */
  readonly config: TwinbergConfig;
  /** The stacks of both accounts, whose principals are read back. */
  readonly accounts: Readonly<Record<AccountRole, AccountStack>>;
}

/** One AWS role for each Snowflake account and purpose: the only place where AWS learns of Snowflake's principals. */
export class TrustStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: TrustStackProps) {
    super(scope, id);
    const { config } = props;
    declareBackend(this, config.backend);
    declareAwsProvider(this, config);
    const roleArns: Record<string, string> = {};
    for (const account of ACCOUNT_ROLES) {
      const accountStack = props.accounts[account];
      const outputs = new AccountOutputs(this, accountStack.backend, accountStack.node.id);
      for (const purpose of ACCESS_PURPOSES) {
        const role = new SnowflakeAccessRole(this, `${account}-${purpose}`, {
          place: lakePlace(config),
          account,
          purpose,
          principalArn: outputs.principalArn(purpose),
          externalId: externalId(config, account, purpose, outputs),
          readScope: lakeReadScope(config),
          glueDatabase: config.lake.glueDatabase,
        });
        roleArns[`${account}_${purpose}`] = role.resource.arn;
      }
    }
    declareOutputs(this, "trust", { role_arns: roleArns });
  }
}

/** Chosen by the configuration, except for the integration of type Glue, whose external id Snowflake makes. */
function externalId(
  config: TwinbergConfig,
  account: AccountRole,
  purpose: AccessPurpose,
  outputs: AccountOutputs,
): string {
  return purpose === "glue" ? outputs.glueExternalId() : config.externalIds[account][purpose];
}
