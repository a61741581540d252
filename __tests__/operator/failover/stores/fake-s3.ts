import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { S3Client } from "@aws-sdk/client-s3";

/** What S3 refuses a request with. */
export interface S3Refusal {
  readonly status: number;
  readonly code: string;
}

/** What becomes of a request: refused, or carried out without an answer. */
export type S3Trouble = S3Refusal | "answer lost";

const PAGE = 2;

/**
 * S3 over HTTP, as far as the controller's bucket needs it: get, put with conditions, and lists by folder, in pages of two.
 * Source: docs.aws.amazon.com, AmazonS3/latest/API.
 */
export class FakeS3 {
  readonly objects = new Map<string, { text: string; etag: string }>();
  /** Method and key of each request. */
  readonly requests: string[] = [];
  /** Is asked before each request is carried out. Default: there is no trouble. */
  trouble: (method: string, key: string) => S3Trouble | undefined = () => undefined;
  private writes = 0;

  private constructor(
    private readonly server: Server,
    readonly client: S3Client,
  ) {}

  /** @param attempts how often the client tries a request. Default: once */
  static async start(attempts = 1): Promise<FakeS3> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("it listens nowhere");
    const client = new S3Client({
      region: "us-east-1",
      endpoint: `http://127.0.0.1:${address.port}`,
      forcePathStyle: true,
      maxAttempts: attempts,
      credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    });
    const fake = new FakeS3(server, client);
    server.on("request", (request, response) => void fake.serve(request, response));
    return fake;
  }

  /** Somebody else writes an object. */
  write(key: string, text: string): void {
    this.writes += 1;
    this.objects.set(key, { text, etag: `"${this.writes}"` });
  }

  async close(): Promise<void> {
    this.client.destroy();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = "" } = request;
    const url = new URL(request.url ?? "/", "http://s3");
    const key = decodeURIComponent(url.pathname).split("/").slice(2).join("/");
    this.requests.push(`${method} ${key}`.trim());
    const trouble = this.trouble(method, key);
    if (typeof trouble === "object") return refuse(response, trouble);
    const answer = this.answer(method, key, url.searchParams, request.headers, Buffer.concat(chunks).toString("utf8"));
    if (trouble === "answer lost") request.socket.destroy();
    else answer(response);
  }

  private answer(
    method: string,
    key: string,
    query: URLSearchParams,
    headers: IncomingMessage["headers"],
    body: string,
  ): (response: ServerResponse) => void {
    if (method === "GET" && key === "") {
      const page = this.folders(query);
      return (response) => response.writeHead(200, { "content-type": "application/xml" }).end(page);
    }
    const found = this.objects.get(key);
    if (method === "GET") {
      return (response) => {
        if (found === undefined) refuse(response, { status: 404, code: "NoSuchKey" });
        else response.writeHead(200, { etag: found.etag }).end(found.text);
      };
    }
    if (method !== "PUT") return (response) => refuse(response, { status: 501, code: "NotImplemented" });
    const expected = headers["if-match"];
    const failed = headers["if-none-match"] === "*" ? found !== undefined : expected !== found?.etag;
    if (failed) {
      const gone = expected !== undefined && found === undefined;
      const why = gone ? { status: 404, code: "NoSuchKey" } : { status: 412, code: "PreconditionFailed" };
      return (response) => refuse(response, why);
    }
    this.write(key, body);
    const etag = this.objects.get(key)?.etag ?? "";
    return (response) => response.writeHead(200, { etag }).end();
  }

  private folders(query: URLSearchParams): string {
    const prefix = query.get("prefix") ?? "";
    const inside = [...this.objects.keys()].filter((key) => key.startsWith(prefix));
    const all = [...new Set(inside.map((key) => `${prefix}${key.slice(prefix.length).split("/")[0]}/`))].sort();
    const from = Number(query.get("continuation-token") ?? "0");
    const page = all.slice(from, from + PAGE).map((one) => `<CommonPrefixes><Prefix>${one}</Prefix></CommonPrefixes>`);
    const more = from + PAGE < all.length;
    const next = more ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : "";
    return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${page.join("")}</ListBucketResult>`;
  }
}

function refuse(response: ServerResponse, { status, code }: S3Refusal): void {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}, as was asked for</Message></Error>`;
  response.writeHead(status, { "content-type": "application/xml" }).end(body);
}
