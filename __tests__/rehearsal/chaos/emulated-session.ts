import { Agent, request } from "node:http";
import { z } from "zod";
import type { Row } from "../../../operator/snowflake/session";

const answerSchema = z.looseObject({
  success: z.boolean(),
  code: z.string().nullish(),
  message: z.string().nullish(),
  data: z.looseObject({}).nullish(),
});
const loginSchema = z.looseObject({ token: z.string() });
const resultSchema = z.looseObject({
  rowtype: z.array(z.looseObject({ name: z.string(), type: z.string() })).default([]),
  rowset: z.array(z.array(z.string().nullable())).default([]),
});

/** Connections that are kept: a schedule asks some thousand times. */
const agent = new Agent({ keepAlive: true });

/** Lets go of the connections that are kept. */
export function closeConnections(): void {
  agent.destroy();
}

/** A session over the drivers' protocol, without a driver's patience: who doesn't answer at once, doesn't. */
export class EmulatedSession {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @param account as clients write it: `ORG-ACCOUNT` or `ORG-CONNECTION`. @throws Error with Snowflake's code, or without one when nobody answers */
  static async open(url: string, account: string, user: string, password: string): Promise<EmulatedSession> {
    const data = { ACCOUNT_NAME: account, LOGIN_NAME: user, PASSWORD: password };
    const answer = await post(`${url}/session/v1/login-request?requestId=1`, undefined, { data });
    return new EmulatedSession(url, loginSchema.parse(answer).token);
  }

  /** Rows by column: booleans as such, all else as text. @throws as {@link open} does */
  async execute(sqlText: string): Promise<readonly Row[]> {
    const { rowtype, rowset } = resultSchema.parse(
      await post(`${this.url}/queries/v1/query-request?requestId=`, this.token, { sqlText }),
    );
    return rowset.map((cells) =>
      Object.fromEntries(rowtype.map(({ name, type }, index) => [name, valueOfCell(type, cells[index] ?? null)])),
    );
  }

  async close(): Promise<void> {
    await post(`${this.url}/session?delete=true&requestId=1`, this.token, {});
  }
}

function valueOfCell(type: string, cell: string | null): string | boolean | null {
  return type === "boolean" && cell !== null ? cell === "1" || cell.toLowerCase() === "true" : cell;
}

async function post(url: string, token: string | undefined, body: object): Promise<unknown> {
  const { status, text } = await send(url, token, JSON.stringify(body));
  if (status !== 200) throw new Error(`HTTP ${status}`);
  const { success, code, message, data } = answerSchema.parse(JSON.parse(text));
  if (!success) throw Object.assign(new Error(message ?? "no message"), { code: code ?? undefined });
  return data ?? {};
}

function send(url: string, token: string | undefined, body: string) {
  return new Promise<{ readonly status: number | undefined; readonly text: string }>((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      ...(token === undefined ? {} : { authorization: `Snowflake Token="${token}"` }),
    };
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString("utf8") }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
