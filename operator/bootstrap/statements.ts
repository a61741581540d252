import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";

/** The role that administers an account, and has what Terraform needs: connections and resource monitors are its alone. */
export const ADMINISTRATOR = "ACCOUNTADMIN";

/** Roles that administer the organization: in an account that has it enabled, and in the organization account. */
export const ORGANIZATION_ADMINISTRATORS = ["ORGADMIN", "GLOBALORGADMIN"] as const;

/** An account's deployer. */
type Deployer = TwinbergConfig["accounts"]["primary"]["deployer"];

/** What the deployer's user logs in by: a public key, or an AWS identity. */
export type DeployerCredential =
  | { readonly kind: "public-key" /** As RSA_PUBLIC_KEY takes it. */; readonly body: string }
  | { readonly kind: "workload-identity"; readonly arn: string };

/** The role that Terraform works as, where it isn't the administrators' own: one that can be taken away by itself. */
export function createRole({ role }: Deployer): string {
  return `CREATE ROLE IF NOT EXISTS ${quoteIdentifier(role)} COMMENT = ${stringLiteral("Terraform works as this role (twinberg)")}`;
}

/** Gives that role what administrators have. */
export function grantAdministration({ role }: Deployer): string {
  return `GRANT ROLE ${ADMINISTRATOR} TO ROLE ${quoteIdentifier(role)}`;
}

/** The user, a service: it has no password and opens no web page. Source: docs.snowflake.com, sql-reference/sql/create-user */
export function createUser({ user, role }: Deployer, credential: DeployerCredential): string {
  return [
    `CREATE USER IF NOT EXISTS ${quoteIdentifier(user)} TYPE = SERVICE`,
    credentialClause(credential),
    `DEFAULT_ROLE = ${stringLiteral(role)}`,
    `COMMENT = ${stringLiteral("Terraform and the operators' commands log in as this user (twinberg)")}`,
  ].join(" ");
}

function credentialClause(credential: DeployerCredential): string {
  return credential.kind === "public-key"
    ? `RSA_PUBLIC_KEY = ${stringLiteral(credential.body)}`
    : `WORKLOAD_IDENTITY = (TYPE = AWS ARN = ${stringLiteral(credential.arn)})`;
}

/** Gives a user that is there its key, in one of the two places; the other one's key goes on working. */
export function setKey({ user }: Deployer, place: 1 | 2, body: string): string {
  const property = place === 1 ? "RSA_PUBLIC_KEY" : "RSA_PUBLIC_KEY_2";
  return `ALTER USER ${quoteIdentifier(user)} SET ${property} = ${stringLiteral(body)}`;
}

/** Tells a user that is there of its AWS identity. Source: docs.snowflake.com, user-guide/workload-identity-federation */
export function setWorkloadIdentity({ user }: Deployer, arn: string): string {
  return `ALTER USER ${quoteIdentifier(user)} SET WORKLOAD_IDENTITY = (TYPE = AWS ARN = ${stringLiteral(arn)})`;
}

/** Lets a disabled user log in again. */
export function enableUser({ user }: Deployer): string {
  return `ALTER USER ${quoteIdentifier(user)} SET DISABLED = FALSE`;
}

/** Takes the second key away: whoever uses it can't log in any more. */
export function unsetSecondKey({ user }: Deployer): string {
  return `ALTER USER ${quoteIdentifier(user)} UNSET RSA_PUBLIC_KEY_2`;
}

/** Lets the user work as its role. */
export function grantRole({ user, role }: Deployer): string {
  return `GRANT ROLE ${quoteIdentifier(role)} TO USER ${quoteIdentifier(user)}`;
}

/**
 * Lets an account take part in replication and failover. Only the organization's administrator may, once for each account.
 * Source: docs.snowflake.com, sql-reference/functions/system_global_account_set_parameter
 */
export function enableReplication({ organization, accounts }: TwinbergConfig, account: AccountRole): string {
  const name = stringLiteral(`${organization}.${accounts[account].name}`);
  return `SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER(${name}, 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true')`;
}

/** Everything that an account's administrator does, once. */
export function accountStatements(
  config: TwinbergConfig,
  account: AccountRole,
  credential: DeployerCredential,
): string[] {
  const { deployer } = config.accounts[account];
  return [
    `USE ROLE ${ADMINISTRATOR}`,
    ...(deployer.role === ADMINISTRATOR ? [] : [createRole(deployer), grantAdministration(deployer)]),
    createUser(deployer, credential),
    grantRole(deployer),
  ];
}

/** Everything that the organization's administrator does, once; SHOW ACCOUNTS tells the editions. */
export function organizationStatements(config: TwinbergConfig): string[] {
  return ["USE ROLE ORGADMIN", "SHOW ACCOUNTS", ...ACCOUNT_ROLES.map((account) => enableReplication(config, account))];
}
