/** Stable codes of everything that can keep a rehearsal from starting or going on. */
export type RehearsalErrorCode =
  | "ALREADY_RUNNING"
  | "BAD_OUTPUT"
  | "CHILD_FAILED"
  | "COMMAND_FAILED"
  | "INTERRUPTED"
  | "PROVIDER_NOT_FOUND"
  | "PYTHON_NOT_FOUND"
  | "STACK_GRAPH_INVALID"
  | "TERRAFORM_NOT_FOUND"
  | "TERRAFORM_TOO_OLD";

/**
 * A rehearsal can't start, or a part of it can't go on, for a reason that lies outside of the program's logic.
 * The message names the thing and the reason, `remedy` what to change.
 */
export class RehearsalError extends Error {
  /** @param code stable code @param remedy what the reader can do about it, a sentence */
  constructor(
    readonly code: RehearsalErrorCode,
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "RehearsalError";
  }
}

/** An unknown thrown value as one line for reports: an Error's message with its remedy, anything else as text. */
export function describeError(error: unknown): string {
  if (error instanceof RehearsalError) {
    return `${error.message} (${error.remedy})`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** True for an error of the operating system's with this `code`, e.g. `ENOENT`. */
export function isSystemError(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
