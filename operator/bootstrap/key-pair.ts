import { createHash, createPublicKey, generateKeyPair } from "node:crypto";
import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { isSystemError } from "../../rehearsal/errors";
import { type CommandContext, UsageError } from "../command";
import { privateKeyEnvironment, privateKeyIn } from "../validate/deployers";

/** Where key files are kept unless told otherwise, below the checkout's folder; git ignores it. */
export const KEY_FOLDER = path.join(".twinberg", "keys");

/** Where a deployer's private key is. */
export type KeyPlace =
  | { readonly kind: "environment"; readonly variable: string }
  | { readonly kind: "file"; readonly file: string };

/** The public half of a deployer's key pair; the private one stays where it is. */
export interface PublicKey {
  /** Base64 of the key, as RSA_PUBLIC_KEY takes it. */
  readonly body: string;
  /** As DESCRIBE USER shows it: `SHA256:` and base64. Source: docs.snowflake.com, user-guide/key-pair-auth */
  readonly fingerprint: string;
}

/** A deployer's key pair; without a public key, it is still to be made. */
export interface DeployerKey {
  readonly place: KeyPlace;
  readonly publicKey: PublicKey | undefined;
}

/** The file of an account's key. */
export function keyFile(folder: string, config: TwinbergConfig, account: AccountRole): string {
  return path.join(folder, `${config.organization}-${config.accounts[account].name}.p8`);
}

/**
 * The key that an account's deployer has or will have: the one in Terraform's variable, else the one in the file.
 * @throws UsageError for one that can't be used, or that others can read
 */
export async function findKey(
  config: TwinbergConfig,
  account: AccountRole,
  { env }: Pick<CommandContext, "env">,
  folder: string,
): Promise<DeployerKey> {
  const variable = privateKeyEnvironment(account);
  const pem = env[variable];
  if (pem !== undefined && pem !== "") {
    return { place: { kind: "environment", variable }, publicKey: publicHalf(variable, pem) };
  }
  const file = keyFile(folder, config, account);
  const kept = await readKey(file);
  return { place: { kind: "file", file }, publicKey: kept === undefined ? undefined : publicHalf(file, kept) };
}

/**
 * Makes a key pair, in a file that only its owner can read. It never replaces one.
 * @throws Error when the file is there already
 */
export async function makeKey(file: string): Promise<PublicKey> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // `wx`: a key that is lost locks its user out.
  await writeFile(file, privateKey, { mode: 0o600, flag: "wx" });
  // Whatever the umask says.
  await chmod(file, 0o600);
  return publicHalf(file, privateKey);
}

/** The private key of a file; undefined: there is none. @throws UsageError when others can read it */
export async function readKey(file: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(file);
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw new UsageError(`${file} can be read by others than its owner, and is a private key: chmod 600 ${file}`);
    }
    return await readFile(file, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** The public half of a private key. @param from where it came from, for the error. @throws UsageError */
export function publicHalf(from: string, pem: string): PublicKey {
  const der = createPublicKey(privateKeyIn(from, pem)).export({ type: "spki", format: "der" });
  return {
    body: der.toString("base64"),
    fingerprint: `SHA256:${createHash("sha256").update(der).digest("base64")}`,
  };
}

/** The line that gives Terraform the key, for a shell; the key itself isn't in it. */
export function exportLine(account: AccountRole, file: string): string {
  return `export ${privateKeyEnvironment(account)}="$(cat '${file.replaceAll("'", "'\\''")}')"`;
}
