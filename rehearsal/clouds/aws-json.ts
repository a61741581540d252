import type { AwsTarget } from "./aws-target";

/** An action of a service that speaks AWS's JSON protocol. */
export interface AwsAction {
  /** The service as credentials name it, such as `logs`. */
  readonly service: string;
  /** What the service's requests are called by, such as `Logs_20140328`. */
  readonly prefix: string;
  /** Such as `FilterLogEvents`. */
  readonly name: string;
}

/**
 * Asks the local AWS for an action of a service for which there is no client here. It is not signed: the local AWS only reads which
 * account and region the request is for.
 *
 * @returns the answer's body; undefined when it has none
 * @throws Error with AWS's own text
 */
export function askLocalAws(target: AwsTarget, action: AwsAction, input: object): Promise<unknown> {
  return request(target, action.service, "/", {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `${action.prefix}.${action.name}` },
    body: JSON.stringify(input),
  });
}

/** Reads a path of a service whose requests are told by their path, such as Lambda's. Otherwise as {@link askLocalAws}. */
export function readLocalAws(target: AwsTarget, service: string, path: string): Promise<unknown> {
  return request(target, service, path, { method: "GET", headers: {} });
}

async function request(
  { endpoint, accountId, region }: AwsTarget,
  service: string,
  path: string,
  { headers, ...init }: RequestInit & { readonly headers: Readonly<Record<string, string>> },
): Promise<unknown> {
  const scope = `${accountId}/20260101/${region}/${service}/aws4_request`;
  const response = await fetch(`${endpoint}${path}`, {
    ...init,
    headers: { ...headers, authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=local` },
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${service} answers ${response.status} to ${headers["x-amz-target"] ?? path}: ${text}`);
  }
  return text === "" ? undefined : JSON.parse(text);
}
