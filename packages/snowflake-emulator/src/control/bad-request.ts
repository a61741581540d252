/** A request to the control endpoint that makes no sense: answered with 400, the field, the reason and the fix. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";

  constructor(
    /** Where in the request, such as `body.advanceSeconds` or `query.limit`. */
    readonly field: string,
    readonly reason: string,
    readonly fix: string,
  ) {
    super(`${field}: ${reason}; ${fix}`);
  }
}

/** Something that is named in a request and is not there: answered with 404. */
export class NotThere extends Error {
  override readonly name = "NotThere";

  constructor(
    readonly reason: string,
    readonly fix: string,
  ) {
    super(`${reason}; ${fix}`);
  }
}
