import { Tracer } from "@aws-lambda-powertools/tracer";

/** Has X-Ray see the calls of clients. Loaded only where tracing is on: X-Ray's library takes longer to load than all the rest. */
export function traceCalls(clients: readonly object[]): void {
  const tracer = new Tracer({ serviceName: "table-sync" });
  for (const client of clients) tracer.captureAWSv3Client(client);
}
