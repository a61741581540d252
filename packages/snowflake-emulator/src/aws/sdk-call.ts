import { AwsRequestError, AwsUnreachableError } from "./aws-errors";

const CONNECT_MS = 2_000;
const ANSWER_MS = 15_000;

/** How clients of the AWS SDK are made for an endpoint: with credentials that a local one accepts. */
export function clientOptions(endpoint: string, region: string) {
  return {
    endpoint,
    region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 2,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
  };
}

type SdkError = Error & { readonly code?: string; readonly $metadata?: { readonly httpStatusCode?: number } };

/** What the SDK rejects with: a service's answer or the network's; not an error of this package. */
function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error && ("$metadata" in error || "code" in error);
}

/**
 * Makes a call of the SDK.
 *
 * @throws AwsRequestError for an answer that is an error, AwsUnreachableError for no answer at all
 */
export async function callAws<T>(endpoint: string, operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isSdkError(error)) throw error;
    const detail = `${error.code ?? error.name}: ${error.message}`;
    if (error.$metadata?.httpStatusCode === undefined)
      throw new AwsUnreachableError(endpoint, detail, { cause: error });
    throw new AwsRequestError(operation, endpoint, detail, { cause: error });
  }
}
