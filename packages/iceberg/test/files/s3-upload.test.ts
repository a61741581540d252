import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutObjectCommand, S3Client, UploadPartCommand } from "@aws-sdk/client-s3";
import { uploadFile } from "../../src/files/s3-upload";

const MEBIBYTE = 1024 * 1024;

/** Takes uploads, and says in which order what was asked. */
class FakeS3 extends S3Client {
  readonly requests: string[] = [];
  readonly parts = new Map<number, Uint8Array>();
  broken: number | undefined;

  constructor() {
    super({ region: "us-west-2", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
    this.send = async (command: unknown): Promise<never> => {
      this.requests.push(Object(command).constructor.name);
      const { PartNumber: part = 1 } = Object(command).input;
      if (part === this.broken) throw new Error("connection lost");
      const isContent = command instanceof UploadPartCommand || command instanceof PutObjectCommand;
      if (isContent && command.input.Body instanceof Uint8Array)
        this.parts.set(part, Uint8Array.from(command.input.Body));
      return { UploadId: "upload", ETag: `etag-${part}` } as never;
    };
  }

  get content(): Buffer {
    const ordered = [...this.parts].sort(([left], [right]) => left - right);
    return Buffer.concat(ordered.map(([, bytes]) => bytes));
  }
}

let folder: string;
let s3: FakeS3;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "iceberg-upload-"));
  s3 = new FakeS3();
});
afterEach(() => rm(folder, { recursive: true }));

async function fileOf(bytes: number) {
  const content = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 1000) content.writeUInt8(at % 251, at);
  const path = join(folder, "file");
  await writeFile(path, content);
  return { path, content };
}

describe("a file", () => {
  it.each([0, 1, 8 * MEBIBYTE])("of %i bytes goes in one request", async (size) => {
    const { path, content } = await fileOf(size);
    await uploadFile(s3, "b", "k", path);
    expect(s3.requests).toEqual(["PutObjectCommand"]);
    expect(s3.content.equals(content)).toBe(true);
  });

  it("that is larger goes in parts", async () => {
    const { path, content } = await fileOf(33 * MEBIBYTE + 1);
    await uploadFile(s3, "b", "k", path);
    expect([...s3.parts.values()].map((part) => part.length).sort((left, right) => right - left)).toEqual([
      ...Array.from({ length: 4 }, () => 8 * MEBIBYTE),
      MEBIBYTE + 1,
    ]);
    expect(s3.requests.at(-1)).toBe("CompleteMultipartUploadCommand");
    expect(s3.content.equals(content)).toBe(true);
  });

  it("of which a part fails leaves no upload behind", async () => {
    s3.broken = 2;
    const { path } = await fileOf(20 * MEBIBYTE);
    await expect(uploadFile(s3, "b", "k", path)).rejects.toThrow("connection lost");
    expect(s3.requests).toContain("AbortMultipartUploadCommand");
    expect(s3.requests).not.toContain("CompleteMultipartUploadCommand");
  });
});
