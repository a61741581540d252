import { readFileSync } from "node:fs";

/** How the clients reach an account: the content of the file that SNOWFLAKE_TEST_ACCOUNT names. */
export interface TestConnection {
  /** `ORG-ACCT` */
  readonly account: string;
  readonly user: string;
  /** PEM file with the private key (PKCS#8, not encrypted) of one of the user's RSA_PUBLIC_KEYs. */
  readonly privateKeyFile: string;
  /** A role that may create roles and databases. Default: the user's own. */
  readonly role?: string;
  readonly warehouse?: string;
  readonly database?: string;
  readonly schema?: string;
  /** Default: `https://<account>.snowflakecomputing.com` */
  readonly url?: string;
}

/** The environment variable that points the suite at a real account. */
export const ACCOUNT_VARIABLE = "SNOWFLAKE_TEST_ACCOUNT";

/** Reads a connection file. Throws Error when it can't be read, is no JSON or lacks a field. */
export function readConnection(file: string): TestConnection {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof value !== "object" || value === null) throw new Error(`${file} holds no JSON object`);
  const read: Readonly<Record<string, unknown>> = { ...value };
  const need = (name: string): string => {
    const text = read[name];
    if (typeof text !== "string" || text === "") throw new Error(`${file} lacks "${name}"`);
    return text;
  };
  const may = (name: string) => (typeof read[name] === "string" ? { [name]: read[name] } : {});
  return {
    account: need("account"),
    user: need("user"),
    privateKeyFile: need("privateKeyFile"),
    ...may("role"),
    ...may("warehouse"),
    ...may("database"),
    ...may("schema"),
    ...may("url"),
  };
}

export function urlOf({ account, url }: TestConnection): string {
  return url ?? `https://${account.toLowerCase().replaceAll("_", "-")}.snowflakecomputing.com`;
}
