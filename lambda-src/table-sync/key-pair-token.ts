import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { renewedTokens, type TokenSource } from "./token-source";

/** Who the token is for. */
export interface KeyPairUser {
  /** The account's identifier, `ORGANIZATION-ACCOUNT`. */
  readonly account: string;
  readonly user: string;
}

/** For how long Snowflake takes a token, in seconds: an hour at most. */
const LIFE_SECONDS = 3540;

/**
 * Tokens signed with a private key. The key is read when it is first needed and when a token is refused: it may have
 * been rotated meanwhile.
 * Source: docs.snowflake.com, developer-guide/sql-api/authenticating.
 *
 * @param readKey gives the private key as PKCS #8 PEM
 * @param now milliseconds since 1970
 */
export function keyPairTokens(user: KeyPairUser, readKey: () => Promise<string>, now: () => number): TokenSource {
  let key: KeyObject | undefined;
  const issue = async (refused: boolean) => {
    const usable = (refused ? undefined : key) ?? createPrivateKey(await readKey());
    key = usable;
    const issued = Math.floor(now() / 1000);
    return { token: signed(user, usable, issued), expires: (issued + LIFE_SECONDS) * 1000 };
  };
  return renewedTokens("KEYPAIR_JWT", issue, now);
}

/** How Snowflake names a key: by the hash of its public half. Source: docs.snowflake.com, user-guide/key-pair-auth. */
export function keyFingerprint(key: KeyObject): string {
  const der = createPublicKey(key).export({ type: "spki", format: "der" });
  return `SHA256:${createHash("sha256").update(der).digest("base64")}`;
}

function signed({ account, user }: KeyPairUser, key: KeyObject, issuedAt: number): string {
  const subject = `${account.toUpperCase()}.${user.toUpperCase()}`;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    ...{ iss: `${subject}.${keyFingerprint(key)}`, sub: subject },
    ...{ iat: issuedAt, exp: issuedAt + LIFE_SECONDS },
  };
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}
