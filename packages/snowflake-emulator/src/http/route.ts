import type { Clock } from "../clock";
import type { Organization } from "../organization";
import type { QueryRecord } from "../session/query-history";
import type { SessionStore } from "../session/session-store";
import type { StatementServices } from "../sql/run-statement";

/** What every route can reach. */
export interface Services extends StatementServices {
  readonly organization: Organization;
  readonly sessions: SessionStore;
  readonly clock: Clock;
  /** Called after each statement. */
  readonly onStatement: (record: QueryRecord, account: string) => void;
}

/** One request, read and decoded. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The token of `Authorization: Snowflake Token="…"`. */
  readonly token: string | undefined;
  /** The JSON body; an empty object when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One endpoint. It answers with a JSON body; HTTP status is always 200, as the drivers expect. */
export interface Route {
  readonly method: "GET" | "POST";
  /** Matched against the whole path; groups are given to the handler. */
  readonly path: RegExp;
  handle(request: HttpRequest, services: Services, groups: readonly string[]): object | Promise<object>;
}

/** The body of a success that carries data. */
export function succeed(data: unknown): object {
  return { data, code: null, message: null, success: true };
}

/** A value as an object of unknown members; an empty one when it is none. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A value when it is a text and not empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
