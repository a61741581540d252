import type { AccountRole, TwinbergConfig } from "../../config/schema";
import type { CommandContext } from "../command";
import { administratorEnvironment, administratorSettings } from "../snowflake/administrators";
import type { SessionSettings, SnowflakeSession } from "../snowflake/session";
import type { AdministratorSession } from "./observe";

/**
 * Keeps one session for each account, by what the environment says of its administrator. One failed login is told each time
 * that it is asked for, and not tried again: wrong passwords lock people out.
 *
 * @param open opens a session, which its owner closes
 * @throws UsageError for what the environment says, when that can't be used
 */
export function openAdministrators(
  config: TwinbergConfig,
  env: CommandContext["env"],
  browser: boolean,
  open: (settings: SessionSettings) => Promise<SnowflakeSession>,
): AdministratorSession {
  const settings = {
    primary: administratorSettings(config, "primary", env, browser),
    secondary: administratorSettings(config, "secondary", env, browser),
  };
  const kept = new Map<AccountRole, Promise<SnowflakeSession>>();
  const logIn = async (account: AccountRole): Promise<SnowflakeSession> => {
    const found = settings[account];
    if (found === undefined) {
      throw new Error(
        `${administratorEnvironment(account).user} isn't set: nobody logs in to the ${account} account from here`,
      );
    }
    try {
      return await open(found);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${found.user} can't log in to ${found.organization}-${found.account}: ${reason}`, {
        cause: error,
      });
    }
  };
  return (account) => {
    const session = kept.get(account) ?? logIn(account);
    kept.set(account, session);
    return session;
  };
}
