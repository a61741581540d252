import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { internalError, SnowflakeError } from "../errors";
import { encodeError } from "../wire/encode-error";
import { asObject, type HttpRequest, type Services } from "./route";
import { ROUTES } from "./routes";

const unzip = promisify(gunzip);
const LARGEST_BODY = 64 * 1024 * 1024;

/** A request that is no use, told by HTTP status: the drivers' protocol has no words for it. */
class HttpError extends Error {
  constructor(
    readonly status: 400 | 404 | 413,
    message: string,
  ) {
    super(message);
  }
}

async function readBody(message: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_BODY) throw new HttpError(413, `the body is larger than ${LARGEST_BODY} bytes`);
    chunks.push(bytes);
  }
  const sent = Buffer.concat(chunks);
  if (sent.length === 0) return {};
  try {
    const plain = message.headers["content-encoding"] === "gzip" ? await unzip(sent) : sent;
    return asObject(JSON.parse(plain.toString("utf8")));
  } catch (error) {
    throw new HttpError(400, `the body is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function respond(message: IncomingMessage, services: Services): Promise<{ status: number; body: object }> {
  try {
    const url = new URL(message.url ?? "/", "http://localhost");
    const request: HttpRequest = {
      method: message.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      token: /Snowflake Token="([^"]*)"/.exec(message.headers.authorization ?? "")?.[1],
      body: await readBody(message),
    };
    for (const route of ROUTES) {
      const match = route.method === request.method ? route.path.exec(request.path) : null;
      if (match) return { status: 200, body: await route.handle(request, services, match.slice(1)) };
    }
    throw new HttpError(404, `not emulated: ${request.method} ${request.path}`);
  } catch (error) {
    if (error instanceof HttpError) {
      return { status: error.status, body: { code: null, message: error.message, success: false, data: null } };
    }
    if (error instanceof SnowflakeError) return { status: 200, body: encodeError(error) };
    return { status: 200, body: encodeError(internalError(error instanceof Error ? error.message : String(error))) };
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/** The HTTP server of the driver protocol. It knows routes and JSON, and nothing of SQL. */
export function createHttpServer(services: Services): Server {
  return createServer((message, response) => {
    respond(message, services).then(
      ({ status, body }) => send(response, status, body),
      (error: Error) => response.destroy(error),
    );
  });
}
