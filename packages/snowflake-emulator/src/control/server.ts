import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { HttpError } from "../http/answer";
import { readBody } from "../http/read-body";
import { BadRequest, NotThere } from "./bad-request";
import { pathPattern } from "./route";
import { CONTROL_ROUTES } from "./routes";
import type { ControlTargets } from "./targets";

interface ControlAnswer {
  readonly status: number;
  readonly body: object;
}

const ROUTES = CONTROL_ROUTES.map((route) => ({ route, pattern: pathPattern(route.path) }));

function refuse(status: number, error: Readonly<Record<string, string>>): ControlAnswer {
  return { status, body: { error } };
}

async function answer(message: IncomingMessage, targets: ControlTargets): Promise<ControlAnswer> {
  const url = new URL(message.url ?? "/", "http://localhost");
  const method = message.method ?? "GET";
  const there = ROUTES.filter(({ pattern }) => pattern.test(url.pathname));
  const found = there.find(({ route }) => route.method === method);
  if (found === undefined) {
    const fix = "GET / lists everything that there is";
    if (there.length === 0) return refuse(404, { reason: `there is no ${url.pathname}`, fix });
    const methods = there.map(({ route }) => route.method).join(", ");
    return refuse(405, { reason: `${url.pathname} takes no ${method}`, fix: `use ${methods}` });
  }
  const groups = found.pattern.exec(url.pathname)?.slice(1) ?? [];
  const path = groups.map((group) => decodeURIComponent(group));
  const body = await readBody(message);
  return { status: 200, body: await found.route.handle({ query: url.searchParams, body, path }, targets) };
}

function failed(error: unknown): ControlAnswer {
  if (error instanceof BadRequest) {
    const { field, reason, fix } = error;
    return refuse(400, { field, reason, fix });
  }
  if (error instanceof NotThere) return refuse(404, { reason: error.reason, fix: error.fix });
  if (error instanceof HttpError)
    return refuse(error.status, { field: "body", reason: error.message, fix: "send JSON" });
  if (error instanceof URIError)
    return refuse(400, { field: "path", reason: error.message, fix: "encode it as a URL" });
  const reason = error instanceof Error ? error.message : String(error);
  return refuse(500, { reason, fix: "this is a defect of the emulator, or of what it was told to do" });
}

function send(response: ServerResponse, { status, body }: ControlAnswer): void {
  const text = `${JSON.stringify(body, null, 2)}\n`;
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/** The control endpoint's own HTTP server: on a port of its own, never part of what Snowflake's clients see. */
export function createControlServer(targets: ControlTargets): Server {
  return createServer((message, response) => {
    answer(message, targets)
      .catch(failed)
      .then(
        (one) => send(response, one),
        (error: Error) => response.destroy(error),
      );
  });
}
