import type { KeyObject } from "node:crypto";
import { jwt } from "./protocol";

/** What the SQL API answers, with its HTTP status. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The SQL API over plain HTTP, with a user's key pair. */
export class SqlApi {
  constructor(
    readonly url: string,
    private readonly privateKey: KeyObject,
    private readonly user = "ADMIN",
    private readonly now: () => number = () => Math.floor(Date.now() / 1000),
  ) {}

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${jwt(this.privateKey, "ORG-EAST", this.user, this.now())}`,
        "x-snowflake-authorization-token-type": "KEYPAIR_JWT",
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
  }

  submit(statement: string, more: object = {}, query = ""): Promise<ApiAnswer> {
    return this.send("POST", `/api/v2/statements${query}`, { statement, ...more });
  }

  status(handle: string, query = ""): Promise<ApiAnswer> {
    return this.send("GET", `/api/v2/statements/${handle}${query}`);
  }

  cancel(handle: string): Promise<ApiAnswer> {
    return this.send("POST", `/api/v2/statements/${handle}/cancel`);
  }
}

export const handleOf = (answer: ApiAnswer) => String(answer.body.statementHandle);
