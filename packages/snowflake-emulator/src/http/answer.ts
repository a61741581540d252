import type { OutgoingHttpHeaders } from "node:http";
import type { JsonRows } from "../wire/json-pieces";

/** What a route answers. */
export interface Answer {
  /** HTTP status. Default: 200, also for failures of the drivers' protocol. */
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  /** The JSON body; null: none at all. */
  readonly body: object | null;
  /** Rows that take the place of an empty array in the body. */
  readonly rows?: JsonRows & { readonly member: string };
}

/** The answer of a success that carries data. */
export function succeed(data: unknown): Answer {
  return { body: { data, code: null, message: null, success: true } };
}

/** A request that is no use, told by HTTP status. */
export class HttpError extends Error {
  constructor(
    readonly status: 400 | 404 | 405 | 413 | 415 | 429 | 503,
    message: string,
  ) {
    super(message);
  }
}
