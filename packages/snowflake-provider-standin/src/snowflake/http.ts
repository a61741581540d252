import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { gunzipSync } from "node:zlib";
import { type ClientEnvironment, type ConnectionOptions, endpointOf } from "./connection-options";

/** One call to the server. */
export interface Call {
  /** HTTP method. */
  readonly method: "GET" | "POST";
  /** Path without query. */
  readonly path: string;
  /** Query parameters besides the ids that every call carries. */
  readonly query?: Readonly<Record<string, string>>;
  /** Session or master token; undefined for a login. */
  readonly token?: string;
  /** JSON body. */
  readonly body?: object;
}

/** The envelope of every answer of the driver protocol. */
export interface Envelope {
  /** False for logical failures, which come with HTTP 200. */
  readonly success: boolean;
  /** Error or state number as text. */
  readonly code: string;
  /** Error text. */
  readonly message: string;
  /** The payload. */
  readonly data: Readonly<Record<string, unknown>>;
}

const RETRIED_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const ATTEMPTS = 7;
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 16_000;

/** Sends calls of the driver protocol to one endpoint; repeats them while the server is overloaded. */
export class HttpTransport {
  readonly #options: ConnectionOptions;
  readonly #environment: ClientEnvironment;
  readonly #agent: HttpAgent | HttpsAgent;

  constructor(options: ConnectionOptions, environment: ClientEnvironment) {
    this.#options = options;
    this.#environment = environment;
    this.#agent =
      options.protocol === "https" ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  /** The endpoint, for messages. */
  get endpoint(): string {
    return endpointOf(this.#options);
  }

  /** @throws Error naming the endpoint when it can't be reached or doesn't speak the protocol */
  async send(call: Call): Promise<Envelope> {
    const requestId = this.#environment.newId();
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#once(call, requestId);
      if (answer.status === 200) return envelope(answer.body, `${this.endpoint}${call.path}`);
      if (!RETRIED_STATUS.has(answer.status) || attempt === ATTEMPTS) {
        throw new Error(`${this.endpoint}${call.path} answered HTTP ${answer.status} (${attempt} attempts)`);
      }
      await this.#environment.sleep(Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS));
    }
  }

  /** Closes idle sockets. */
  close(): void {
    this.#agent.destroy();
  }

  #once(call: Call, requestId: string): Promise<{ status: number; body: Buffer }> {
    const query = new URLSearchParams({ ...call.query, requestId, request_guid: this.#environment.newId() });
    const body = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body));
    const headers: Record<string, string> = {
      accept: "application/snowflake",
      "accept-encoding": "gzip",
      "user-agent": "terraform-provider-snowflake-standin",
      ...(body ? { "content-type": "application/json", "content-length": String(body.length) } : {}),
      ...(call.token === undefined ? {} : { authorization: `Snowflake Token="${call.token}"` }),
    };
    const send = this.#options.protocol === "https" ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void =>
        reject(new Error(`can't reach ${this.endpoint}: ${error.message || error.name}`, { cause: error }));
      const url = `${this.endpoint}${call.path}?${query.toString()}`;
      const request = send(url, { method: call.method, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", fail);
        response.on("end", () => {
          const raw = Buffer.concat(chunks);
          const unpacked = response.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw;
          resolve({ status: response.statusCode ?? 0, body: unpacked });
        });
      });
      request.on("error", fail);
      request.end(body);
    });
  }
}

function envelope(body: Buffer, url: string): Envelope {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString("utf8"));
  } catch (cause) {
    throw new Error(`${url} did not answer JSON: is this a Snowflake endpoint?`, { cause });
  }
  const fields = recordOf(parsed);
  return {
    success: fields.success === true,
    code: typeof fields.code === "string" ? fields.code : String(fields.code ?? ""),
    message: typeof fields.message === "string" ? fields.message : "",
    data: recordOf(fields.data ?? fields.Data),
  };
}

/** An unknown value as a record; empty when it isn't one. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
