import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { AccessDeniedError, FileNotFoundError } from "../../src/files/file-store";
import { parseS3Uri, S3FileStore } from "../../src/files/s3-file-store";

/** As much of S3 as the store uses: objects by path, and what it refuses. */
class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  readonly removals: number[] = [];
  readonly #server: Server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => response.destroy(Error(String(error))));
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const { port }: AddressInfo = JSON.parse(JSON.stringify(this.#server.address()));
    return `http://127.0.0.1:${port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const url = new URL(request.url ?? "/", "http://s3");
    const path = decodeURIComponent(url.pathname);
    const say = (status: number, text: string | Buffer) => response.writeHead(status).end(text);
    const refuse = (status: number, code: string) =>
      say(status, `<Error><Code>${code}</Code><Message>${code}!</Message></Error>`);
    if (path.includes("secret")) refuse(403, "AccessDenied");
    else if (url.searchParams.has("delete")) {
      const keys = [...body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => key);
      this.removals.push(keys.length);
      const refused = keys.filter((key) => key.startsWith("locked"));
      for (const key of keys) if (!refused.includes(key)) this.objects.delete(`${path.replace(/\/$/, "")}/${key}`);
      const errors = refused.map(
        (key) => `<Error><Key>${key}</Key><Code>AccessDenied</Code><Message>no</Message></Error>`,
      );
      say(200, `<DeleteResult>${errors.join("")}</DeleteResult>`);
    } else if (request.method === "PUT") {
      this.objects.set(path, unchunked(request, body));
      say(200, "");
    } else {
      const found = this.objects.get(path);
      if (found === undefined) refuse(404, "NoSuchKey");
      else say(200, found);
    }
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Bodies with a checksum at their end come in pieces: length, line end, bytes. */
function unchunked(request: IncomingMessage, body: Buffer): Buffer {
  if (!String(request.headers["content-encoding"]).includes("aws-chunked")) return body;
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.toString("latin1", at, end), 16);
    if (!(size > 0)) return Buffer.concat(pieces);
    pieces.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

describe("files in S3", () => {
  const s3 = new FakeS3();
  let client: S3Client;
  let store: S3FileStore;
  let folder: string;

  beforeAll(async () => {
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    client = new S3Client({ endpoint: await s3.start(), region: "us-east-1", forcePathStyle: true, credentials });
    store = new S3FileStore(client);
    folder = await mkdtemp(join(tmpdir(), "s3-"));
  });

  afterAll(async () => {
    client.destroy();
    await s3.end();
    await rm(folder, { recursive: true });
  });

  it("are found by URIs of all three schemes, whose keys are not escaped", () => {
    const location = { bucket: "b", key: "t/a=%2F b/c d.parquet" };
    for (const scheme of ["s3", "s3a", "s3n"])
      expect(parseS3Uri(`${scheme}://b/t/a=%2F b/c d.parquet`)).toEqual(location);
    for (const uri of ["s3://b", "s3://b/", "file:///b/c", "b/c"])
      expect(() => parseS3Uri(uri)).toThrow("is no file in S3");
  });

  it("are written, read, uploaded, downloaded and removed", async () => {
    await store.write("s3://b/x y/%41.json", Buffer.from("text"));
    expect([...s3.objects.keys()]).toEqual(["/b/x y/%41.json"]);
    expect(Buffer.from(await store.read("s3a://b/x y/%41.json")).toString()).toBe("text");
    const local = join(folder, "up");
    await writeFile(local, "x".repeat(100_000));
    await store.upload("s3://b/up", local);
    await store.download("s3://b/up", join(folder, "down"));
    expect(await readFile(join(folder, "down"))).toEqual(await readFile(local));
    await store.remove(["s3://b/up", "s3://b/x y/%41.json", "s3://b/never there"]);
    expect([...s3.objects.keys()]).toEqual([]);
  });

  it("that are not there are named", async () => {
    await expect(store.read("s3://b/none")).rejects.toThrow(new FileNotFoundError("s3://b/none"));
    await expect(store.download("s3://b/none", join(folder, "none"))).rejects.toThrow(FileNotFoundError);
    await expect(stat(join(folder, "none"))).rejects.toThrow("ENOENT");
  });

  it("that are refused are named too, with what S3 said", async () => {
    const refusal = new AccessDeniedError("s3://b/secret", "AccessDenied!");
    await expect(store.read("s3://b/secret")).rejects.toThrow(refusal);
    await expect(store.write("s3://b/secret", Buffer.from(""))).rejects.toThrow(refusal);
    await expect(store.remove(["s3://b/locked"])).rejects.toThrow(new AccessDeniedError("s3://b/locked", "no"));
  });

  it("are not written over on this machine", async () => {
    await store.write("s3://b/file", Buffer.from("new"));
    const local = join(folder, "taken");
    await writeFile(local, "old");
    await expect(store.download("s3://b/file", local)).rejects.toThrow("EEXIST");
    expect(await readFile(local, "utf8")).toBe("old");
  });

  it("are removed a thousand at a time", async () => {
    s3.removals.length = 0;
    await store.remove(Array.from({ length: 2500 }, (_, index) => `s3://b/${index}`));
    expect(s3.removals).toEqual([1000, 1000, 500]);
  });
});
