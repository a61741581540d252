/** Nothing answers at the AWS endpoint. Not a denial: whether the role may act is unknown. */
export class AwsUnreachableError extends Error {
  override readonly name = "AwsUnreachableError";

  constructor(
    readonly endpoint: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`the AWS endpoint ${endpoint} does not answer (${detail}); start it, or correct the endpoint`, options);
  }
}

/** The endpoint answered a read with an error that says nothing about the role. */
export class AwsRequestError extends Error {
  override readonly name = "AwsRequestError";

  constructor(
    readonly operation: string,
    readonly endpoint: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`${operation} at the AWS endpoint ${endpoint} failed: ${detail}`, options);
  }
}

/** A policy that AWS holds, or the question itself, cannot be evaluated. */
export class PolicyNotEvaluableError extends Error {
  override readonly name = "PolicyNotEvaluableError";

  constructor(subject: string, detail: string, options?: ErrorOptions) {
    super(`${subject} cannot be evaluated: ${detail}`, options);
  }
}

/** Did AWS give no answer to go by? What it refuses is no error. */
export function isAwsFailure(error: unknown): error is Error {
  return [AwsUnreachableError, AwsRequestError, PolicyNotEvaluableError].some((one) => error instanceof one);
}
