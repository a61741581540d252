import { createPrivateKey, type KeyObject } from "node:crypto";
import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { UsageError } from "../command";
import type { SessionSettings } from "../snowflake/session";

/** The environment variable with the private key of an account's deployer, in PEM: the one that Terraform takes. */
export function privateKeyEnvironment(account: AccountRole): string {
  return `TF_VAR_${account}_snowflake_private_key`;
}

/**
 * How the deployer of an account logs in: by workload identity where that is configured, else by key pair. Where Terraform's
 * provider looks at its own environment, the key is all the same to be in the variable that Terraform would take.
 * @throws UsageError when the environment has no private key for it
 */
export function deployerSettings(
  config: TwinbergConfig,
  account: AccountRole,
  env: Readonly<Record<string, string | undefined>>,
): SessionSettings {
  const { organization, local } = config;
  const { name, deployer } = config.accounts[account];
  const place = {
    url: local?.snowflakeEndpoint ?? accountUrl(organization, name),
    organization,
    account: name,
    user: deployer.user,
    role: deployer.role,
  };
  if (deployer.login.type === "workload-identity") return { ...place, login: { kind: "workload-identity" } };
  const variable = privateKeyEnvironment(account);
  const pem = env[variable];
  if (pem === undefined || pem === "") {
    throw new UsageError(
      `${variable} is not set: it is the private key of ${deployer.user} in ${organization}-${name}, in PEM, which Terraform takes too; export ${variable}="$(cat key.p8)"`,
    );
  }
  return { ...place, privateKeyPem: pkcs8(variable, pem) };
}

/**
 * Where a real account answers; host names have hyphens for underscores.
 * Source: docs.snowflake.com, user-guide/organizations-connect
 */
export function accountUrl(organization: string, account: string): string {
  return `https://${`${organization}-${account}`.toLowerCase().replaceAll("_", "-")}.snowflakecomputing.com`;
}

/** A private key in PKCS #8. @param variable where it came from, for the error. @throws UsageError */
export function pkcs8(variable: string, pem: string): string {
  return privateKeyIn(variable, pem).export({ type: "pkcs8", format: "pem" }).toString();
}

/** A private key. @param from where it came from, for the error. @throws UsageError, which says nothing of what is in it */
export function privateKeyIn(from: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${from} is no private key in PEM without a passphrase: ${reason}`);
  }
}
