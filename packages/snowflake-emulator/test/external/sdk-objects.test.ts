import { createServer, type Server } from "node:http";
import { SdkObjects } from "../../src/iceberg/aws/sdk-objects";
import { BucketMissingError } from "../../src/stage/object-lister";

const object = (key: string, etag: string) =>
  `<Contents><Key>${key}</Key><Size>2</Size><ETag>&quot;${etag}&quot;</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>`;

describe("listing a bucket", () => {
  let server: Server;
  let objects: SdkObjects;
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const url = new URL(request.url ?? "", "http://s3");
      asked.push(`${url.pathname} ${url.searchParams.get("prefix")} ${url.searchParams.get("continuation-token")}`);
      const isMissing = !url.pathname.startsWith("/lake");
      response.writeHead(isMissing ? 404 : 200, { "content-type": "application/xml" });
      if (isMissing) response.end("<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>");
      else if (url.searchParams.has("continuation-token")) {
        response.end(`<ListBucketResult>${object("a/1", "x")}<IsTruncated>false</IsTruncated></ListBucketResult>`);
      } else {
        response.end(
          `<ListBucketResult>${object("a/2", "y")}<IsTruncated>true</IsTruncated><NextContinuationToken>next</NextContinuationToken></ListBucketResult>`,
        );
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server listens on no port");
    objects = new SdkObjects(`http://127.0.0.1:${address.port}`, "us-east-1");
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it("goes through all pages, and sorts by key", async () => {
    const at = Date.parse("2026-01-01T00:00:00Z");
    expect(await objects.list({ bucket: "lake", prefix: "a/" })).toEqual([
      { key: "a/1", size: 2, etag: "x", lastModified: at },
      { key: "a/2", size: 2, etag: "y", lastModified: at },
    ]);
    expect(asked).toEqual(["/lake/ a/ null", "/lake/ a/ next"]);
  });

  it("knows a bucket that is missing", async () => {
    await expect(objects.list({ bucket: "none", prefix: "" })).rejects.toThrow(BucketMissingError);
  });
});
