/**
 * How long a service of AWS is waited for. By default a client waits for an answer without end, and somebody is at a terminal:
 * what doesn't answer is told as such.
 */
export interface AwsPatience {
  readonly maxAttempts: number;
  readonly requestHandler: {
    /** Until there is a connection, in milliseconds. */
    readonly connectionTimeout: number;
    /** Until there is an answer, in milliseconds. */
    readonly requestTimeout: number;
    /** Or it would only be logged. */
    readonly throwOnRequestTimeout: true;
  };
}

/** For questions, which are answered within a second. */
export const QUESTION: AwsPatience = patience(15_000);

/** For files, whose parts may take a while over a slow line. */
export const UPLOAD: AwsPatience = patience(120_000);

function patience(requestTimeout: number): AwsPatience {
  return {
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 5000, requestTimeout, throwOnRequestTimeout: true },
  };
}
