import type { AccountRole } from "../../config/schema";

/** A higher epoch than one's own was seen: somebody else is the controller now, and nothing may be changed any more. */
export class StaleEpochError extends Error {
  override readonly name = "StaleEpochError";

  /** @param where what told it, such as `the lease` or an account */
  constructor(
    readonly own: number,
    readonly seen: { readonly epoch: number; readonly holder: string; readonly drill: string },
    readonly where: string,
  ) {
    super(
      `epoch ${own} is stale: ${where} has epoch ${seen.epoch} of ${seen.holder}, drill ${seen.drill}; nothing was changed by this one since`,
    );
  }
}

/** The lease is somebody else's. */
export class LeaseHeldError extends Error {
  override readonly name = "LeaseHeldError";

  constructor(
    readonly held: { readonly epoch: number; readonly holder: string; readonly drill: string; readonly until: Date },
  ) {
    super(
      `${held.holder} holds the lease with epoch ${held.epoch} for drill ${held.drill}, until ${held.until.toISOString()} unless it is renewed`,
    );
  }
}

/** An object of the controller's bucket was changed by somebody else between a look and the write. */
export class ConflictError extends Error {
  override readonly name = "ConflictError";
}

/** An account doesn't answer, or the session there is gone. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";

  constructor(
    readonly account: AccountRole,
    readonly reason: string,
  ) {
    super(`${account} doesn't answer: ${reason}`);
  }
}

/** A step can't go on: its precondition isn't so, its postcondition didn't come true, or Snowflake refused a statement. */
export class StepError extends Error {
  override readonly name = "StepError";

  /** @param advice what to do about it; undefined: the reason says it */
  constructor(
    reason: string,
    readonly advice?: string,
  ) {
    super(reason);
  }
}

/** The controller's bucket can't be read or written. */
export class BucketError extends Error {
  override readonly name = "BucketError";
}
