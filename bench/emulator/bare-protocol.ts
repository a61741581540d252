import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** What the drivers' protocol answers, as far as it is looked at here. */
interface Answer {
  readonly success: boolean;
  readonly message?: string | null;
  readonly data?: { readonly token?: string } | null;
}

/** Posts JSON over a kept-alive connection. @returns the answer's bytes, all of them */
function post(url: string, path: string, body: object, token?: string): Promise<Buffer> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, url),
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          accept: "application/snowflake",
          "content-length": Buffer.byteLength(text),
          ...(token === undefined ? {} : { authorization: `Snowflake Token="${token}"` }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve(Buffer.concat(chunks)));
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(text);
  });
}

const read = (bytes: Buffer): Answer => JSON.parse(bytes.toString("utf8")) as Answer;

/** A session over the drivers' protocol with nothing of a driver around it. */
export class BareSession {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Rejects when the server is not there or refuses the login. */
  static async login(url: string, password: string): Promise<BareSession> {
    const data = {
      ACCOUNT_NAME: "BENCH-EAST",
      LOGIN_NAME: "ADMIN",
      PASSWORD: password,
      CLIENT_APP_ID: "bench",
      SESSION_PARAMETERS: {},
    };
    const answer = read(await post(url, `/session/v1/login-request?requestId=${crypto.randomUUID()}`, { data }));
    const token = answer.data?.token;
    if (!answer.success || token === undefined) throw new Error(`login: ${answer.message ?? "no token"}`);
    return new BareSession(url, token);
  }

  /** Reads the answer as a driver does. Rejects when the statement fails. */
  async run(sqlText: string): Promise<void> {
    const answer = read(await this.#query(sqlText));
    if (!answer.success) throw new Error(`${sqlText}: ${answer.message ?? "failed"}`);
  }

  /**
   * Takes the answer's bytes and doesn't read them: reading many rows would hold up this process, in which it is measured how long
   * the server holds up others. Rejects when the statement fails.
   */
  async runUnread(sqlText: string): Promise<void> {
    if (!(await this.#query(sqlText)).includes('"success":true')) throw new Error(`${sqlText.slice(0, 100)}: failed`);
  }

  #query(sqlText: string): Promise<Buffer> {
    const path = `/queries/v1/query-request?requestId=${crypto.randomUUID()}`;
    return post(this.url, path, { sqlText, asyncExec: false, sequenceId: 1, describeOnly: false }, this.token);
  }
}

/** Closes the connections that are kept alive. */
export function closeConnections(): void {
  agent.destroy();
}
