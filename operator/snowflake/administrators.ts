import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { type CommandContext, UsageError } from "../command";
import { accountUrl, pkcs8 } from "../validate/deployers";
import type { KeylessLogin, SessionSettings } from "./session";

/** The role that an account's administrator works as. */
const ROLE = "ACCOUNTADMIN";

/** The environment variables that an account's administrator logs in by, beside `…_USER` one of the others. */
export function administratorEnvironment(account: AccountRole) {
  const prefix = `TWINBERG_${account.toUpperCase()}_ADMIN`;
  return {
    user: `${prefix}_USER`,
    privateKey: `${prefix}_PRIVATE_KEY`,
    password: `${prefix}_PASSWORD`,
    token: `${prefix}_TOKEN`,
  };
}

/**
 * How the administrator of an account logs in; undefined when the environment names none.
 * @param browser whether single sign-on in a browser is to be used where nothing else is given
 * @throws UsageError for a user without anything to log in by, and for a key that can't be used
 */
export function administratorSettings(
  config: TwinbergConfig,
  account: AccountRole,
  env: CommandContext["env"],
  browser: boolean,
): SessionSettings | undefined {
  const names = administratorEnvironment(account);
  const given = (name: string): string | undefined => env[name] || undefined;
  const user = given(names.user);
  if (user === undefined) {
    const alone = [names.privateKey, names.password, names.token].find((name) => given(name) !== undefined);
    if (alone !== undefined) throw new UsageError(`${alone} is set, and ${names.user} isn't: whose is it?`);
    return undefined;
  }
  const { organization, local } = config;
  const { name } = config.accounts[account];
  const place = {
    url: local?.snowflakeEndpoint ?? accountUrl(organization, name),
    organization,
    account: name,
    user,
    role: ROLE,
  };
  const key = given(names.privateKey);
  if (key !== undefined) return { ...place, privateKeyPem: pkcs8(names.privateKey, key) };
  const login = keyless(given(names.token), given(names.password), browser);
  if (login === undefined) {
    throw new UsageError(
      `${names.user} is set, and nothing to log in by: set ${names.privateKey} (PEM), ${names.token} (a programmatic access token) or ${names.password}, or give --browser for single sign-on`,
    );
  }
  return { ...place, login };
}

function keyless(token: string | undefined, password: string | undefined, browser: boolean): KeylessLogin | undefined {
  if (token !== undefined) return { kind: "token", token };
  if (password !== undefined) return { kind: "password", password };
  return browser ? { kind: "browser" } : undefined;
}
