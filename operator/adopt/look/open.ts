import type { AccountRole, TwinbergConfig } from "../../../config/schema";
import { AwsClients, awsReason } from "../../aws/clients";
import type { CommandContext } from "../../command";
import { keepSessions } from "../../snowflake/kept-sessions";
import { openSession, type SessionSettings, type SnowflakeSession } from "../../snowflake/session";
import { unlessAborted } from "../../validate/account-access";
import { deployerSettings } from "../../validate/deployers";
import { isInAws } from "./aws";
import type { AdoptLooks } from "./look";
import { SnowflakeLook } from "./snowflake";

/** Asks the real clouds: Snowflake as each account's deployer, who logs in when first needed. @param open tests give another */
export function openLooks(
  config: TwinbergConfig,
  { env, signal }: Pick<CommandContext, "env" | "signal">,
  open: (settings: SessionSettings) => Promise<SnowflakeSession> = openSession,
): AdoptLooks & { close(): Promise<void> } {
  const sessions = keepSessions(open);
  const clients = new AwsClients(config.local);
  const accounts = new Map<AccountRole, Promise<SnowflakeLook>>();
  const logIn = async (account: AccountRole) => {
    const session = await sessions.open(deployerSettings(config, account, env));
    return new SnowflakeLook(session, config.accounts[account].name);
  };
  const lookOf = (account: AccountRole): Promise<SnowflakeLook> => {
    const found = accounts.get(account) ?? logIn(account);
    accounts.set(account, found);
    return found;
  };
  return {
    snowflake: (account, question) => unlessAborted(signal, async () => (await lookOf(account)).find(question)),
    aws: (region, question) => unlessAborted(signal, () => isInAws(clients, region, question)),
    reasonOf: (error) => (isAwsError(error) ? awsReason(error) : reason(error)),
    close: async () => {
      clients.close();
      await sessions.close();
    },
  };
}

const isAwsError = (error: unknown): boolean => "$metadata" in Object(error);
const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
