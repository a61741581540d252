import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { gzipSync } from "node:zlib";
import { readRsaPublicKey } from "../../src/session/credentials";
import { PASSWORD } from "./test-accounts";

/** What the drivers' protocol answers. */
export interface Answer {
  readonly success: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** The drivers' protocol over plain HTTP. */
export class Protocol {
  /** @param url where the emulator listens */
  constructor(readonly url: string) {}

  /** The answer with its HTTP status, whatever that is. */
  async raw(method: "GET" | "POST", path: string, token?: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json", "content-encoding": "gzip" }),
        ...(token === undefined ? {} : { authorization: `Snowflake Token="${token}"` }),
      },
      ...(body === undefined ? {} : { body: gzipSync(JSON.stringify(body)) }),
    });
  }

  async post(path: string, body: unknown, token?: string): Promise<Answer> {
    const response = await this.raw("POST", path, token, body);
    expect(response.status).toBe(200);
    return response.json() as Promise<Answer>;
  }

  async get(path: string, token: string): Promise<Answer> {
    const response = await this.raw("GET", path, token);
    expect(response.status).toBe(200);
    return response.json() as Promise<Answer>;
  }

  login(data: object, query = ""): Promise<Answer> {
    return this.post(`/session/v1/login-request?requestId=${randomUUID()}${query}`, {
      data: { ACCOUNT_NAME: "ORG-EAST", ...data },
    });
  }

  /** A session token of the administrator. */
  async admin(data: object = {}, query = ""): Promise<string> {
    return field(await this.login({ LOGIN_NAME: "admin", PASSWORD, ...data }, query), "token");
  }

  query(sqlText: string, token: string, more: object = {}, requestId: string = randomUUID()): Promise<Answer> {
    return this.post(`/queries/v1/query-request?requestId=${requestId}`, { sqlText, ...more }, token);
  }
}

/** A text of the answer's data. */
export function field(answer: Answer, name: string): string {
  return String(answer.data?.[name]);
}

export const keyPair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

export const pem = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();

/** The body of a public key as RSA_PUBLIC_KEY takes it. */
export const keyBody = (key: KeyObject) => readRsaPublicKey(pem(key), "key", 0).body;

/** A token of a key pair. Times in seconds since 1970. */
export function jwt(privateKey: KeyObject, account: string, user: string, issuedAt: number, seconds = 60): string {
  const { fingerprint } = readRsaPublicKey(pem(createPublicKey(privateKey)), "key", 0);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: `${account}.${user}.${fingerprint}`,
    sub: `${account}.${user}`,
    iat: issuedAt,
    exp: issuedAt + seconds,
  };
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
}
