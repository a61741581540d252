import type { Members } from "./read";
import type { ControlTargets } from "./targets";

/** A request to the control endpoint. */
export interface ControlRequest {
  readonly query: URLSearchParams;
  /** The JSON body; an empty object without one. */
  readonly body: Members;
  /** What the path's groups matched, decoded. */
  readonly path: readonly string[];
}

/** One thing that the control endpoint does. */
export interface ControlRoute {
  readonly method: "GET" | "POST" | "DELETE";
  /** As people write it, such as `/faults/<id>`. */
  readonly path: string;
  /** One sentence for GET /. */
  readonly about: string;
  /** What the body holds, by member; absent: no body. */
  readonly body?: Readonly<Record<string, string>>;
  /** What the query string can hold, by name. */
  readonly query?: Readonly<Record<string, string>>;
  handle(request: ControlRequest, targets: ControlTargets): object | Promise<object>;
}

/** The path as a pattern; `<name>` is one part of any text. */
export function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/<[^>]+>/g, "([^/]+)")}/?$`);
}
