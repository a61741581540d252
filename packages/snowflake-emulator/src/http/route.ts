import type { IncomingHttpHeaders } from "node:http";
import type { Account } from "../account";
import type { Clock } from "../clock";
import type { SnowflakeError } from "../errors";
import type { Organization } from "../organization";
import type { SessionStore } from "../session/session-store";
import type { StatementServices } from "../sql/statement-request";
import type { Answer, HttpError } from "./answer";
import type { FaultGate } from "./fault-gate";

/** What every route can reach. */
export interface Services extends StatementServices {
  readonly organization: Organization;
  readonly sessions: SessionStore;
  readonly clock: Clock;
  readonly faults: FaultGate;
  /** How long a request waits for a statement before it is told to ask again, milliseconds. */
  readonly statementWaitMs: number;
}

/** One request, read and decoded. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The token of `Authorization: Snowflake Token="…"`. */
  readonly token: string | undefined;
  /** The JSON body; an empty object when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One endpoint. */
export interface Route {
  readonly method: "GET" | "POST";
  /** Matched against the whole path; groups are given to the handler. */
  readonly path: RegExp;
  /** The content type that a body must have; anything else is answered with 415. Default: none is looked for. */
  readonly takesOnly?: string;
  /** The account that a request is for, for faults. Default: that of the session token. */
  readonly accountOf?: (request: HttpRequest, services: Services) => Account | undefined;
  handle(request: HttpRequest, services: Services, groups: readonly string[]): Answer | Promise<Answer>;
  /** How a failure is told. Default: as the drivers expect it. */
  readonly fail?: (error: SnowflakeError | HttpError) => Answer;
}

/** A value as an object of unknown members; an empty one when it is none. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A value when it is a text and not empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
