import type { TwinbergConfig } from "../../config/schema";
import { organizationStatements } from "../../operator/bootstrap/statements";
import { type SessionSettings, withSession } from "../../operator/snowflake/session";
import { quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";

/** The user of the local accounts' first administrator, who makes the deployers as people do in a new account. */
export const administratorUser = "REHEARSAL_ADMINISTRATOR";

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

/** Makes the local administrator the organization's, too: he isn't at first. In Snowflake the first account's is. */
export const organizationRoleStatement = `GRANT ROLE ORGADMIN TO USER ${quoteIdentifier(administratorUser)}`;

/** What the organization's administrator does once, by the local one. */
export function replicationStatements(config: TwinbergConfig): readonly string[] {
  return [organizationRoleStatement, ...organizationStatements(config)];
}
