import { type SessionSettings, withSession } from "../../operator/snowflake/session";
import { quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";

/** The user of the local accounts' first administrator, who makes the deployers as people do in a new account. */
export const administratorUser = "REHEARSAL_ADMINISTRATOR";

/** Who Terraform is in an account. */
export interface Deployer {
  /** User. */
  readonly user: string;
  /** Role that it works as; one that a new account has. */
  readonly role: string;
}

/**
 * The statements that make an account's deployer: those that the README tells for real accounts.
 * Source: https://docs.snowflake.com/en/user-guide/key-pair-auth
 *
 * @param publicKeyPem SPKI PEM; Snowflake takes it without its first and last line
 */
export function deployerStatements({ user, role }: Deployer, publicKeyPem: string): readonly string[] {
  const key = publicKeyPem.replace(/-----[^-]+-----|\s/g, "");
  return [
    `CREATE USER ${quoteIdentifier(user)} TYPE = SERVICE RSA_PUBLIC_KEY = ${stringLiteral(key)} DEFAULT_ROLE = ${quoteIdentifier(role)}`,
    `GRANT ROLE ${quoteIdentifier(role)} TO USER ${quoteIdentifier(user)}`,
  ];
}

/** Runs statements as an account's administrator. @throws the driver's error, e.g. for a role that isn't there. */
export async function prepareAccount(administrator: SessionSettings, statements: readonly string[]): Promise<void> {
  await withSession(administrator, async (session) => {
    for (const statement of statements) await session.execute(statement);
  });
}

/**
 * The statements that make those who get an account's mail: Snowflake sends none to an address that is no user's.
 * Source: https://docs.snowflake.com/en/user-guide/notifications/email-stored-procedures
 */
export function recipientStatements(recipients: readonly string[]): readonly string[] {
  return recipients.map(
    (email, index) => `CREATE USER ${quoteIdentifier(`ALERT_RECIPIENT_${index + 1}`)} EMAIL = ${stringLiteral(email)}`,
  );
}

/**
 * What the organization's administrator does once for accounts between which databases are replicated.
 * Source: https://docs.snowflake.com/en/user-guide/account-replication-config, "Prerequisite: Enable replication for accounts"
 */
export function replicationStatements(organization: string, accounts: readonly string[]): readonly string[] {
  const enable = accounts.map((account) => {
    const name = stringLiteral(`${organization}.${account}`);
    return `SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER(${name}, 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true')`;
  });
  return [`GRANT ROLE ORGADMIN TO USER ${quoteIdentifier(administratorUser)}`, "USE ROLE ORGADMIN", ...enable];
}
