import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import { publicHalf } from "../../operator/bootstrap/key-pair";
import { accountStatements } from "../../operator/bootstrap/statements";
import type { SessionSettings } from "../../operator/snowflake/session";
import type { RehearsalTools } from "../tools";
import {
  administratorUser,
  organizationRoleStatement,
  prepareAccount,
  recipientStatements,
  replicationStatements,
} from "./prepare-account";

/**
 * What the local accounts are like at first. `prepared`: the deployers are there, replication is enabled, as `twinberg bootstrap` leaves
 * accounts. `new`: as Snowflake hands accounts over, with an administrator, who in the primary is the organization's too, and nobody else.
 */
export type AccountsAtFirst = "prepared" | "new";

/** Makes the local accounts what they are to be at first. @returns how the deployers log in, or in new accounts the administrators */
export function makeAccounts(tools: RehearsalTools, url: string, accounts: AccountsAtFirst): Promise<Sessions> {
  return accounts === "new" ? newAccounts(tools, url) : preparedAccounts(tools, url);
}

type Sessions = Readonly<Record<AccountRole, SessionSettings>>;

/** Who logs in to an account, by the run's key. */
function sessionOf(
  { config, keys }: RehearsalTools,
  url: string,
  account: AccountRole,
  { user, role }: Pick<SessionSettings, "user" | "role">,
): SessionSettings {
  return {
    url,
    organization: config.organization,
    account: config.accounts[account].name,
    user,
    role,
    privateKeyPem: keys.privateKeyPem,
  };
}

const administratorOf = (tools: RehearsalTools, url: string, account: AccountRole): SessionSettings =>
  sessionOf(tools, url, account, { user: administratorUser, role: "ACCOUNTADMIN" });

async function preparedAccounts(tools: RehearsalTools, url: string): Promise<Sessions> {
  const { config, keys } = tools;
  const { body } = publicHalf("the rehearsal's key", keys.privateKeyPem);
  await prepareAccount(administratorOf(tools, url, "primary"), replicationStatements(config));
  for (const account of ACCOUNT_ROLES) {
    await prepareAccount(administratorOf(tools, url, account), [
      ...accountStatements(config, account, { kind: "public-key", body }),
      ...recipientStatements(config.alerts?.recipients ?? []),
    ]);
  }
  const deployerOf = (account: AccountRole) => sessionOf(tools, url, account, config.accounts[account].deployer);
  return { primary: deployerOf("primary"), secondary: deployerOf("secondary") };
}

async function newAccounts(tools: RehearsalTools, url: string): Promise<Sessions> {
  await prepareAccount(administratorOf(tools, url, "primary"), [organizationRoleStatement]);
  return { primary: administratorOf(tools, url, "primary"), secondary: administratorOf(tools, url, "secondary") };
}
