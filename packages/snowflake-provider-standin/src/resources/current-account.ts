import type { ResourceSession } from "../provider/session";
import { qualified } from "../sql/identifier";

const CURRENT_SESSION =
  "SELECT CURRENT_ACCOUNT() as CURRENT_ACCOUNT, CURRENT_ROLE() as CURRENT_ROLE, CURRENT_REGION() AS CURRENT_REGION, CURRENT_SESSION() as CURRENT_SESSION, CURRENT_USER() as CURRENT_USER, CURRENT_ACCOUNT_NAME() as CURRENT_ACCOUNT_NAME, CURRENT_ORGANIZATION_NAME() as CURRENT_ORGANIZATION_NAME";

/** The account that the session is in, `"organization"."account"`. */
export async function currentAccountName(session: ResourceSession): Promise<string> {
  const [current] = await session.query(CURRENT_SESSION);
  if (current === undefined) throw new Error("Snowflake did not say which account this is");
  return qualified(current.text("CURRENT_ORGANIZATION_NAME"), current.text("CURRENT_ACCOUNT_NAME"));
}

/** The account's locator. The real provider asks once when it connects and remembers. */
export async function currentLocator(session: ResourceSession): Promise<string> {
  const { rows } = await session.queryUntracked("SELECT CURRENT_ACCOUNT() as CURRENT_ACCOUNT");
  return rows[0]?.text("CURRENT_ACCOUNT") ?? "";
}
