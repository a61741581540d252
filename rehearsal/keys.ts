import { generateKeyPair } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

/** The key pair of one run. */
export interface RunKeys {
  /** Private key, PKCS #8 PEM. Never printed or logged. */
  readonly privateKeyPem: string;
  /** File with the private key, mode 0600. */
  readonly privateKeyFile: string;
  /** File with the public key, SPKI PEM. */
  readonly publicKeyFile: string;
}

/** Makes the key pair that both accounts' administrators and deployers log in with. Snowflake asks for at least 2048 bits. */
export async function createRunKeys(folder: string): Promise<RunKeys> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const privateKeyFile = path.join(folder, "administrator.p8");
  const publicKeyFile = path.join(folder, "administrator.pub");
  await writeFile(privateKeyFile, privateKey, { mode: 0o600 });
  await writeFile(publicKeyFile, publicKey);
  return { privateKeyPem: privateKey, privateKeyFile, publicKeyFile };
}
