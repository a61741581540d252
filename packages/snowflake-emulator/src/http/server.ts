import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { internalError, SnowflakeError } from "../errors";
import { encodeError } from "../wire/encode-error";
import { type Answer, HttpError } from "./answer";
import { readBody } from "./read-body";
import type { HttpRequest, Route, Services } from "./route";
import { ROUTES } from "./routes";
import { sendAnswer } from "./send-answer";

/** A route that matches, and the groups of its path. */
interface Match {
  readonly route: Route;
  readonly groups: readonly string[];
}

/** The routes for a path, whatever the method. */
function routesFor(path: string): readonly Match[] {
  return ROUTES.flatMap((route) => {
    const match = route.path.exec(path);
    return match ? [{ route, groups: match.slice(1) }] : [];
  });
}

/** How the drivers are told of a failure: HTTP 200, except when the request itself is no use. */
function failForDrivers(error: SnowflakeError | HttpError): Answer {
  if (error instanceof SnowflakeError) return { body: encodeError(error) };
  return { status: error.status, body: { code: null, message: error.message, success: false, data: null } };
}

function checkContentType({ headers }: IncomingMessage, wanted: string): void {
  const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== wanted) throw new HttpError(415, `The Content-Type header must be ${wanted}.`);
}

function asKnownError(error: unknown): SnowflakeError | HttpError {
  if (error instanceof HttpError || error instanceof SnowflakeError) return error;
  return internalError(error instanceof Error ? error.message : String(error));
}

/** The answer to a request; undefined: the connection is cut. */
async function respond(message: IncomingMessage, services: Services): Promise<Answer | undefined> {
  const url = new URL(message.url ?? "/", "http://localhost");
  const method = message.method ?? "GET";
  const candidates = routesFor(url.pathname);
  const fail = candidates[0]?.route.fail ?? failForDrivers;
  try {
    const found = candidates.find(({ route }) => route.method === method);
    if (candidates.length > 0 && found === undefined) throw new HttpError(405, `${method} ${url.pathname}`);
    if (found?.route.takesOnly !== undefined) checkContentType(message, found.route.takesOnly);
    const request: HttpRequest = {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: message.headers,
      token: /Snowflake Token="([^"]*)"/.exec(message.headers.authorization ?? "")?.[1],
      body: await readBody(message),
    };
    const account = (found?.route.accountOf ?? accountOfToken)(request, services);
    const gate = await services.faults.beforeRequest({ method, path: url.pathname, account });
    if (gate.kind === "cut") return undefined;
    if (gate.kind === "answer") return gate.answer;
    if (found === undefined) throw new HttpError(404, `not emulated: ${method} ${url.pathname}`);
    const { route, groups } = found;
    const outcome = await services.faults.during(
      account,
      handle(() => route.handle(request, services, groups)),
    );
    return outcome.kind === "answer" ? outcome.answer : undefined;
  } catch (error) {
    return fail(asKnownError(error));
  }
}

/** What a route throws at once rejects, too. */
async function handle(work: () => Answer | Promise<Answer>): Promise<Answer> {
  return work();
}

function accountOfToken({ token }: HttpRequest, { sessions }: Services) {
  return sessions.accountOf(token);
}

async function serve(message: IncomingMessage, response: ServerResponse, services: Services): Promise<void> {
  const answer = await respond(message, services);
  if (answer === undefined) message.socket.destroy();
  else await sendAnswer(message, response, answer);
}

/**
 * How long an idle connection stays open, in ms. Clients keep theirs for the next statement. Node closes after 5 s,
 * and a client that sends at that moment sees its connection reset.
 */
const KEEP_ALIVE_MS = 240_000;

/** The HTTP server of the drivers' protocol and the SQL API. It knows routes and JSON, and nothing of SQL. */
export function createHttpServer(services: Services): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (message, response) => {
    serve(message, response, services).catch((error: Error) => response.destroy(error));
  });
}
