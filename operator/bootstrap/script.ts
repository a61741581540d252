import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { accountStatements, type DeployerCredential, organizationStatements } from "./statements";

/** Stands for a public key that isn't there yet. It can't be taken for one: Snowflake refuses it. */
export function missingKey(config: TwinbergConfig, account: AccountRole): string {
  return `<public key of ${config.accounts[account].deployer.user} in ${config.organization}-${config.accounts[account].name}>`;
}

/**
 * How the deployer of an account is to log in.
 * @param body its public key; undefined: there is none yet
 */
export function credentialOf(
  config: TwinbergConfig,
  account: AccountRole,
  body: string | undefined,
): DeployerCredential {
  const { login } = config.accounts[account].deployer;
  return login.type === "workload-identity"
    ? { kind: "workload-identity", arn: login.arn }
    : { kind: "public-key", body: body ?? missingKey(config, account) };
}

/**
 * What administrators run once, by hand, as a worksheet takes it: exactly what `twinberg bootstrap` would run in accounts that have nothing.
 * @param bodyOf the public key of an account's deployer; undefined: there is none yet
 */
export function renderScript(config: TwinbergConfig, bodyOf: (account: AccountRole) => string | undefined): string {
  const lines = [
    "-- The organization's administrator, once, in an account that has the role ORGADMIN (or as GLOBALORGADMIN in the",
    "-- organization account). SHOW ACCOUNTS: both must be BUSINESS_CRITICAL or above, or nothing fails over. Then both",
    "-- are allowed to take part in replication and failover.",
    ...organizationStatements(config).map(ended),
    ...ACCOUNT_ROLES.flatMap((account) => [
      "",
      `-- The administrator of the ${account} account, ${config.organization}-${config.accounts[account].name}, once: who Terraform is there.`,
      ...accountStatements(config, account, credentialOf(config, account, bodyOf(account))).map(ended),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

const ended = (statement: string): string => `${statement};`;
