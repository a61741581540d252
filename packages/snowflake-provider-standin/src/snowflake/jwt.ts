import { createHash, createPublicKey, type KeyObject, sign } from "node:crypto";

/** How long a login token is valid; seconds. The Go driver's default. */
const LIFETIME_SECONDS = 60;

/**
 * The token of a key-pair login.
 * https://docs.snowflake.com/en/developer-guide/sql-api/authenticating#using-key-pair-authentication
 * @param account ORGANIZATION-ACCOUNT
 */
export function loginToken(account: string, user: string, privateKey: KeyObject, now: Date): string {
  const subject = `${(account.split(".")[0] ?? account).toUpperCase()}.${user.toUpperCase()}`;
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const fingerprint = `SHA256:${createHash("sha256").update(publicKey).digest("base64")}`;
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = {
    iss: `${subject}.${fingerprint}`,
    sub: subject,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + LIFETIME_SECONDS,
  };
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
}
