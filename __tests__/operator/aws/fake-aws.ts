import { createServer, type Server } from "node:http";
import { AwsClients } from "../../../operator/aws/clients";

/** A request as AWS gets it. */
export interface AwsRequest {
  /** `PUT /bucket?policy`, `POST GetRole`, `POST AWSGlue.GetDatabases`. */
  readonly what: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What AWS answers; a text is a body with status 200. */
export type AwsAnswer = string | { readonly status: number; readonly body: string };

/** An error of S3 or IAM. */
export function awsError(status: number, code: string): AwsAnswer {
  const error = `<Error><Code>${code}</Code><Message>${code} it is</Message></Error>`;
  return { status, body: code === "NoSuchEntity" ? `<ErrorResponse>${error}</ErrorResponse>` : error };
}

/** AWS by script: it answers what it is told to, by what it is asked, and remembers what it was asked. */
export class FakeAws {
  private constructor(
    private readonly server: Server,
    readonly requests: readonly AwsRequest[],
    readonly clients: AwsClients,
  ) {}

  /** @param answers by the beginning of {@link AwsRequest.what}, the first that fits; what isn't there is not implemented */
  static async start(answers: ReadonlyMap<string, AwsAnswer | ((request: AwsRequest) => AwsAnswer)>): Promise<FakeAws> {
    // The clients look for credentials where everybody's do.
    process.env.AWS_ACCESS_KEY_ID = "AKIA";
    process.env.AWS_SECRET_ACCESS_KEY = "for nothing";
    const requests: AwsRequest[] = [];
    const server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => void chunks.push(chunk));
      incoming.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        const request = {
          what: whatOf(incoming.method, incoming.url, incoming.headers, body),
          body,
          headers: incoming.headers,
        };
        requests.push(request);
        const found = [...answers].find(([what]) => request.what.startsWith(what))?.[1];
        const answer =
          typeof found === "function" ? found(request) : (found ?? awsError(501, `NotImplemented-${request.what}`));
        const { status, body: text } = typeof answer === "string" ? { status: 200, body: answer } : answer;
        outgoing
          .writeHead(status, { "content-type": text.startsWith("{") ? "application/json" : "application/xml" })
          .end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("it listens on no port");
    const endpoint = `http://127.0.0.1:${address.port}`;
    return new FakeAws(server, requests, new AwsClients({ awsEndpoint: endpoint, snowflakeEndpoint: endpoint }));
  }

  async close(): Promise<void> {
    this.clients.close();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** S3 by method and path; the others by the action that they name. */
function whatOf(method = "", url = "", headers: AwsRequest["headers"], body: string): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return `POST ${target}`;
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  if (action !== undefined) return `POST ${action}`;
  // What the client says of itself there means nothing.
  return `${method} ${url
    .replace(/[?&]x-id=\w+/, "")
    .replace(/=(?=&|$)/, "")
    .replace(/(?<=.)\/(?=\?|$)/, "")}`;
}
