import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { keyFingerprint, type SqlPort } from "../../lambda-src/table-sync";
import { quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { SnowflakeSession } from "../snowflake/session";
import type { KeyPair, KeyPort } from "./change-keys";
import type { KeySlot } from "./key-rotation";

/** Bits of a key: the least that Snowflake takes, and what its own guide makes. Source: docs.snowflake.com, user-guide/key-pair-auth. */
const KEY_BITS = 2048;

/** What the secret holds. The function reads `privateKey` alone. */
const secretSchema = z.object({ privateKey: z.string(), replaces: z.string().nullable().default(null) });

/** What {@link openKeys} needs. */
export interface KeyAccess {
  /** The service user. */
  readonly user: string;
  /** Name of the secret, which is there. */
  readonly secret: string;
  readonly secrets: Pick<SecretsManagerClient, "send">;
  /** A session whose role may alter the user. */
  readonly session: Pick<SnowflakeSession, "execute">;
  /** Opens the SQL API as the user, with a private key in PEM. */
  readonly login: (privateKey: string) => SqlPort;
  /** How long the old key may still be used, in seconds. */
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
}

/** Keys of the table sync's user, in Snowflake and in Secrets Manager. Nothing that it throws quotes a private key. */
export function openKeys(access: KeyAccess): KeyPort {
  const { user, secret, secrets, session, login, waitSeconds, signal } = access;
  const alter = (change: string) => session.execute(`ALTER USER ${quoteIdentifier(user)} ${change}`);
  return {
    async observe() {
      const rows = await session.execute(`DESCRIBE USER ${quoteIdentifier(user)}`);
      const values = new Map(rows.map((row) => [String(row.property), row.value]));
      const slot = (name: string) => {
        const value = values.get(name);
        return typeof value === "string" && value.startsWith("SHA256:") ? value : null;
      };
      const stored = await readSecret(secrets, secret);
      return {
        slots: { RSA_PUBLIC_KEY: slot("RSA_PUBLIC_KEY_FP"), RSA_PUBLIC_KEY_2: slot("RSA_PUBLIC_KEY_2_FP") },
        secret: stored === undefined ? null : { fingerprint: stored.key.fingerprint, replaces: stored.replaces },
      };
    },
    async generate() {
      const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: KEY_BITS });
      return pairOf(privateKey);
    },
    async stored() {
      const stored = await readSecret(secrets, secret);
      if (stored === undefined) throw new Error(`the secret ${secret} has no value any more`);
      return stored.key;
    },
    async register(slot: KeySlot, { publicKey }: KeyPair) {
      await alter(`SET ${slot} = ${stringLiteral(publicKey)}`);
    },
    async verify({ privateKey }) {
      await login(privateKey).query("SELECT CURRENT_USER()");
    },
    async store({ privateKey }, replaces) {
      await secrets.send(
        new PutSecretValueCommand({ SecretId: secret, SecretString: JSON.stringify({ privateKey, replaces }) }),
      );
    },
    async wait() {
      await sleep(waitSeconds * 1000, undefined, { signal });
    },
    async remove(slot: KeySlot) {
      await alter(`UNSET ${slot}`);
    },
  };
}

function pairOf(key: KeyObject): KeyPair {
  return {
    privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64"),
    fingerprint: keyFingerprint(key),
  };
}

/** Undefined: the secret has no value yet. @throws TypeError naming the secret, and nothing of what is in it */
async function readSecret(
  secrets: Pick<SecretsManagerClient, "send">,
  secret: string,
): Promise<{ readonly key: KeyPair; readonly replaces: string | null } | undefined> {
  let text: string | undefined;
  try {
    text = (await secrets.send(new GetSecretValueCommand({ SecretId: secret }))).SecretString;
  } catch (error) {
    // A secret that isn't there at all answers the same; to put a value in it then fails.
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
  const found = secretSchema.safeParse(jsonOf(text ?? ""));
  const key = found.success ? keyOf(found.data.privateKey) : undefined;
  if (!found.success || key === undefined) {
    throw new TypeError(
      `the secret ${secret} is no JSON object with a privateKey in PEM: empty it or delete its version`,
    );
  }
  return { key: pairOf(key), replaces: found.data.replaces };
}

/** Undefined: it is no JSON. The parser's own message would quote it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Undefined: it is no private key. */
function keyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
