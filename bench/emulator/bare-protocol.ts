import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** What the drivers' protocol answers, as far as it is looked at here. */
interface Answer {
  readonly success: boolean;
  readonly message?: string | null;
  readonly data?: { readonly token?: string } | null;
}

/** Posts JSON over a kept-alive connection and reads the answer whole, as a driver does. */
function post(url: string, path: string, body: object, token?: string): Promise<Answer> {
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
        response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Answer));
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(text);
  });
}

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
    const answer = await post(url, `/session/v1/login-request?requestId=${crypto.randomUUID()}`, { data });
    const token = answer.data?.token;
    if (!answer.success || token === undefined) throw new Error(`login: ${answer.message ?? "no token"}`);
    return new BareSession(url, token);
  }

  /** Rejects when the statement fails. */
  async run(sqlText: string): Promise<void> {
    const path = `/queries/v1/query-request?requestId=${crypto.randomUUID()}`;
    const answer = await post(
      this.url,
      path,
      { sqlText, asyncExec: false, sequenceId: 1, describeOnly: false },
      this.token,
    );
    if (!answer.success) throw new Error(`${sqlText}: ${answer.message ?? "failed"}`);
  }
}

/** Closes the connections that are kept alive. */
export function closeConnections(): void {
  agent.destroy();
}
