import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";

/** Who the token is for. */
export interface KeyPairUser {
  /** The account's identifier, `ORGANIZATION-ACCOUNT`. */
  readonly account: string;
  readonly user: string;
}

/** For how long Snowflake takes a token, in seconds: an hour at most. */
const LIFE_SECONDS = 3540;
/** How long before its end a token is made anew, in milliseconds: longer than a request can be on its way. */
const RENEWED_BEFORE_MS = 5 * 60_000;

/** Gives tokens to requests. */
export interface TokenSource {
  /** As X-Snowflake-Authorization-Token-Type has it. */
  readonly type: "KEYPAIR_JWT";
  /** @param refused the token that the server has refused: another one is given, from the key as it is now */
  token(refused?: string): Promise<string>;
}

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
  let current: { readonly token: string; readonly expires: number } | undefined;
  return {
    type: "KEYPAIR_JWT",
    async token(refused) {
      if (refused !== undefined && current?.token === refused) {
        current = undefined;
        key = undefined;
      }
      if (current === undefined || current.expires - now() < RENEWED_BEFORE_MS) {
        key ??= createPrivateKey(await readKey());
        const issued = Math.floor(now() / 1000);
        current = { token: signed(user, key, issued), expires: (issued + LIFE_SECONDS) * 1000 };
      }
      return current.token;
    },
  };
}

function signed({ account, user }: KeyPairUser, key: KeyObject, issuedAt: number): string {
  const subject = `${account.toUpperCase()}.${user.toUpperCase()}`;
  const der = createPublicKey(key).export({ type: "spki", format: "der" });
  const fingerprint = createHash("sha256").update(der).digest("base64");
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: `${subject}.SHA256:${fingerprint}`, sub: subject, iat: issuedAt, exp: issuedAt + LIFE_SECONDS };
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}
