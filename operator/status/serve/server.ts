import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isSystemError } from "../../../rehearsal/errors";
import { UsageError } from "../../command";
import { withoutSecrets } from "../../failover/evidence/secrets";
import { isOwnHost, SECURITY_HEADERS } from "./headers";
import { type Answer, answer, type RouteInput } from "./routes";

/** Where the page is served. */
export interface ServeInput extends RouteInput {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
}

/** A server that runs. */
export interface RunningServer {
  /** Where a browser finds the page, such as `http://127.0.0.1:8710/`. */
  readonly url: string;
  /** Ends it, with whatever is connected. */
  close(): Promise<void>;
}

const PLAIN = "text/plain; charset=utf-8";

/** Serves the page. @throws UsageError when it can't listen there */
export async function serve(input: ServeInput): Promise<RunningServer> {
  const { host, port } = input;
  const server = createServer((request, response) => void respond(request, response, input));
  server.listen({ host, port });
  try {
    await once(server, "listening");
  } catch (error) {
    throw new UsageError(cantListen(error, host, port), { cause: error });
  }
  return { url: urlOf(server, host), close: () => close(server) };
}

async function respond(request: IncomingMessage, response: ServerResponse, input: ServeInput): Promise<void> {
  const { status, type, body } = await answerTo(request, input);
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
    ...(status === 405 ? { Allow: "GET, HEAD" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function answerTo(request: IncomingMessage, input: ServeInput): Promise<Answer> {
  if (!isOwnHost(request.headers.host, input.host)) {
    return {
      status: 421,
      type: PLAIN,
      body: "this page is not served under that name: ask by localhost or an address\n",
    };
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    return { status: 405, type: PLAIN, body: "this page is looked at, and nothing else\n" };
  }
  // Another site's page may link here, and nothing more.
  const site = request.headers["sec-fetch-site"];
  if (site === "cross-site" && request.headers["sec-fetch-mode"] !== "navigate") {
    return { status: 403, type: PLAIN, body: "not for other sites\n" };
  }
  const target = request.url ?? "/";
  if (!URL.canParse(target, "http://localhost")) return { status: 400, type: PLAIN, body: "that is no address\n" };
  try {
    return await answer(new URL(target, "http://localhost"), input);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 500, type: PLAIN, body: `nothing could be seen: ${withoutSecrets(reason)}\n` };
  }
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens nowhere");
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}/`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function cantListen(error: unknown, host: string, port: number): string {
  if (isSystemError(error, "EADDRINUSE")) {
    return `port ${port} of ${host} is in use, perhaps by another twinberg status --serve: give another one with --port, or --port 0 for one that is free`;
  }
  if (isSystemError(error, "EACCES")) {
    return `port ${port} may not be listened at: give one from 1024 on with --port`;
  }
  if (["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN"].some((code) => isSystemError(error, code))) {
    return `${host} is no address of this machine: give one with --host (default: 127.0.0.1)`;
  }
  return `can't listen at ${host}, port ${port}: ${error instanceof Error ? error.message : String(error)}`;
}
