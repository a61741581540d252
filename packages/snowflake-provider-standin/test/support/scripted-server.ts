import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as the server saw it. */
export interface SeenRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: {
    readonly data?: Readonly<Record<string, unknown>>;
    readonly sqlText?: string;
    readonly [key: string]: unknown;
  };
}

/** What to answer: an envelope, or an HTTP status. */
export type Reply =
  | { readonly success: boolean; readonly code?: string; readonly message?: string; readonly data?: object }
  | number;

/** A server that speaks the driver protocol as far as a test scripts it. */
export class ScriptedServer {
  readonly seen: SeenRequest[] = [];
  readonly #server: Server;

  private constructor(answer: (request: SeenRequest) => Reply) {
    this.#server = createServer((request, response) => {
      readBody(request).then(
        (text) => {
          const url = new URL(request.url ?? "/", "http://localhost");
          const seen = {
            path: url.pathname,
            query: url.searchParams,
            authorization: request.headers.authorization,
            body: text === "" ? {} : JSON.parse(text),
          };
          this.seen.push(seen);
          const reply = answer(seen);
          if (typeof reply === "number") response.writeHead(reply).end();
          else response.setHeader("content-type", "application/json").end(JSON.stringify(reply));
        },
        () => response.destroy(),
      );
    });
  }

  static async start(answer: (request: SeenRequest) => Reply): Promise<ScriptedServer> {
    const scripted = new ScriptedServer(answer);
    await new Promise<void>((resolve) => scripted.#server.listen(0, "127.0.0.1", resolve));
    return scripted;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  get statements(): readonly string[] {
    return this.seen.flatMap(({ body }) => (body.sqlText === undefined ? [] : [body.sqlText]));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A successful login. */
export const LOGGED_IN: Reply = {
  success: true,
  data: { token: "t1", masterToken: "m1", parameters: [{ name: "TIMEZONE", value: "UTC" }] },
};

/** Rows of text columns. */
export function textRows(names: readonly string[], ...rows: readonly (readonly (string | null)[])[]): Reply {
  return {
    success: true,
    data: { rowtype: names.map((name) => ({ name, type: "text" })), rowset: rows, queryResultFormat: "json" },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
