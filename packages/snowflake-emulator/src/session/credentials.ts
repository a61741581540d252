import { createHash, createPublicKey, scryptSync, timingSafeEqual } from "node:crypto";
import { invalidValue } from "../errors";
import type { PasswordHash, RsaPublicKey } from "../objects/user";
import type { Randomness } from "../randomness";

/** A low cost on purpose: passwords of a local emulator, many logins. */
const COST = { N: 1024 } as const;

export function hashPassword(password: string, random: Randomness, setOn: number): PasswordHash {
  const salt = random.bytes(16).toString("hex");
  return { salt, hash: scryptSync(password, salt, 32, COST).toString("hex"), setOn };
}

export function passwordMatches(password: string, stored: PasswordHash): boolean {
  const given = scryptSync(password, stored.salt, 32, COST);
  return timingSafeEqual(given, Buffer.from(stored.hash, "hex"));
}

/**
 * Reads an RSA public key: PEM, or only its base64 body as RSA_PUBLIC_KEY takes it.
 * Throws 001008 when it is no RSA key.
 */
export function readRsaPublicKey(text: string, property: string, setOn: number): RsaPublicKey {
  const body = text.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, "").replace(/\s+/g, "");
  const der = publicKeyDer(body);
  if (der === undefined) throw invalidValue("not a base64 RSA public key", property);
  return { body, fingerprint: `SHA256:${createHash("sha256").update(der).digest("base64")}`, setOn };
}

function publicKeyDer(body: string): Buffer | undefined {
  if (!/^[A-Za-z0-9+/]+=*$/.test(body)) return undefined;
  try {
    const key = createPublicKey({ key: Buffer.from(body, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "rsa" ? key.export({ format: "der", type: "spki" }) : undefined;
  } catch {
    // OpenSSL says only that it could not decode; the caller names the property.
    return undefined;
  }
}
