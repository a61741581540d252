import { createPublicKey, verify } from "node:crypto";
import { invalidJwt } from "../errors";
import type { RsaPublicKey, User } from "../objects/user";

/** D: a token that logs in must arrive within 60 seconds. A: as far may the client's clock be ahead. */
const CLOCK_SKEW_SECONDS = 60;
/** D: SQL API, a token is valid for one hour at most after it was issued, even if it says that it lives longer. */
const LONGEST_LIFE_SECONDS = 3600;

/** What a login token says, before its signature has been checked. */
export interface JwtClaims {
  /** Account as written in the token, upper case: `ORG-ACCT` or the locator. */
  readonly account: string;
  /** Login name, upper case. */
  readonly user: string;
  /** `SHA256:…` of the key that is said to have signed it. */
  readonly fingerprint: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** Takes a key-pair token apart. Throws 390144 when it does not look like one. */
export function readJwt(token: string): JwtClaims {
  const [header, payload, signature, ...rest] = token.split(".");
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw invalidJwt("JWT_TOKEN_INVALID_FORMAT");
  }
  const head = decodePart(header);
  const claims = decodePart(payload);
  if (head.alg !== "RS256") throw invalidJwt("JWT_TOKEN_INVALID_ALGORITHM");
  const issuer = /^([^.]+)\.(.+)\.(SHA256:.+)$/.exec(String(claims.iss ?? ""));
  const subject = /^([^.]+)\.(.+)$/.exec(String(claims.sub ?? ""));
  if (!issuer || !subject) throw invalidJwt("JWT_TOKEN_INVALID_ISSUE_FORMAT");
  if (issuer[1] !== subject[1] || issuer[2] !== subject[2]) throw invalidJwt("JWT_TOKEN_ISSUER_SUBJECT_MISMATCH");
  if (typeof claims.iat !== "number" || typeof claims.exp !== "number") {
    throw invalidJwt("JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME");
  }
  return {
    account: (subject[1] ?? "").toUpperCase(),
    user: (subject[2] ?? "").toUpperCase(),
    fingerprint: issuer[3] ?? "",
    issuedAt: inSeconds(claims.iat),
    expiresAt: inSeconds(claims.exp),
    signed: Buffer.from(`${header}.${payload}`),
    signature: Buffer.from(signature, "base64url"),
  };
}

/** O: the official Node driver writes milliseconds where the standard (and every other driver) has seconds. */
function inSeconds(time: number): number {
  return time > 100_000_000_000 ? time / 1000 : time;
}

function decodePart(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    if (typeof value === "object" && value !== null) return { ...value };
  } catch {
    throw invalidJwt("JWT_TOKEN_INVALID_FORMAT");
  }
  throw invalidJwt("JWT_TOKEN_INVALID_FORMAT");
}

/**
 * Checks times, fingerprint and signature against the user's one or two keys. Throws 390144 with the reason (D:
 * SYSTEM$GET_LOGIN_FAILURE_DETAILS, JWT token errors).
 */
export function verifyJwt(claims: JwtClaims, user: User, now: number, use: "LOGIN" | "REQUEST"): void {
  const seconds = now / 1000;
  const age = seconds - claims.issuedAt;
  const end = Math.min(claims.expiresAt, claims.issuedAt + LONGEST_LIFE_SECONDS);
  if (end < seconds) throw invalidJwt("JWT_TOKEN_INVALID_EXPIRATION_TIME");
  if (age < -CLOCK_SKEW_SECONDS || (use === "LOGIN" && age > CLOCK_SKEW_SECONDS)) {
    throw invalidJwt("JWT_TOKEN_INVALID_ISSUE_TIME");
  }
  const keys = [user.rsaPublicKey, user.rsaPublicKey2].filter((key): key is RsaPublicKey => key !== null);
  const key = keys.find((candidate) => candidate.fingerprint === claims.fingerprint);
  if (key === undefined) throw invalidJwt("JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH");
  const publicKey = createPublicKey({ key: Buffer.from(key.body, "base64"), format: "der", type: "spki" });
  if (!verify("RSA-SHA256", claims.signed, publicKey, claims.signature)) {
    throw invalidJwt("JWT_TOKEN_INVALID_SIGNATURE");
  }
}
