import type { SnowflakeError } from "../errors";
import { javaScriptFailed, javaScriptInvalid, procedureFailed } from "./procedure-errors";
import type { ThreadOutcome } from "./protocol";

/** A call that ended with something thrown. */
export type FailedOutcome = Exclude<ThreadOutcome, { readonly kind: "RETURNED" }>;

/** The body's functions on the way, innermost first; the last is the procedure itself. O: anonymous ones are left out. */
function renderFrames(procedure: string, { at, frames }: FailedOutcome): string {
  const lines = frames.map((frame, index) => (index === 0 && at !== undefined ? at.line : frame.line));
  const named = frames.flatMap(({ name }, index) => (name === "" ? [] : [`${name} line: ${lines[index]}`]));
  return named.length > 0 ? named.join("\n") : `${procedure} line: ${at?.line ?? 1}`;
}

/**
 * What a client is told of something that a procedure did not catch. O: an error of a statement or of the API is 100183 and
 * names the method; anything else is 100132 and quotes the line of the body that threw it.
 */
export function uncaughtError(procedure: string, body: string, outcome: FailedOutcome): SnowflakeError {
  const { what, at } = outcome;
  if ("api" in what) return procedureFailed(procedure, what.api.message, what.api.stackTraceTxt);
  const line = at === undefined ? undefined : body.split("\n")[at.line - 1];
  const place = at === undefined || line === undefined ? "" : ` at '${line}' position ${at.position}`;
  const detail = `${what.text} in ${procedure}${place}\nstackstrace: \n${renderFrames(procedure, outcome)}`;
  return outcome.kind === "SYNTAX" ? javaScriptInvalid(detail) : javaScriptFailed(detail);
}
