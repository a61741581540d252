import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { AccessDeniedError, FileNotFoundError, type FileStore } from "./file-store";
import { uploadFile } from "./s3-upload";

/** How many keys one DeleteObjects takes. */
const KEYS_PER_REMOVAL = 1000;

/** Where an object lies. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** Splits `s3://bucket/key`, also `s3a://` and `s3n://`. Keys are as they are written: nothing is unescaped. */
export function parseS3Uri(uri: string): S3Location {
  const [, bucket, key] = /^s3[an]?:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) throw new Error(`${uri} is no file in S3: s3://bucket/key is`);
  return { bucket, key };
}

/** What S3 answered, in this library's words where it has some. */
function translated(error: unknown, uri: string): unknown {
  if (!(error instanceof S3ServiceException)) return error;
  const status = error.$metadata.httpStatusCode;
  if (error.name === "NoSuchKey" || status === 404) return new FileNotFoundError(uri);
  if (error.name === "AccessDenied" || status === 403) return new AccessDeniedError(uri, error.message);
  return error;
}

/** Files in S3. */
export class S3FileStore implements FileStore {
  constructor(private readonly client: S3Client) {}

  /** @throws FileNotFoundError, AccessDeniedError */
  async read(uri: string): Promise<Uint8Array> {
    const { bucket, key } = parseS3Uri(uri);
    return this.#asking(uri, async () => {
      const { Body: body } = await this.client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (body === undefined) throw new Error(`S3 gave no content for ${uri}`);
      return body.transformToByteArray();
    });
  }

  /**
   * Names hold a fresh id, so that nothing is asked about a file that might be there: a retry after a lost answer must not fail.
   *
   * @throws AccessDeniedError
   */
  async write(uri: string, bytes: Uint8Array): Promise<void> {
    const { bucket, key } = parseS3Uri(uri);
    await this.#asking(uri, () => this.client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes })));
  }

  /** @throws AccessDeniedError */
  async upload(uri: string, localPath: string): Promise<void> {
    const { bucket, key } = parseS3Uri(uri);
    await this.#asking(uri, () => uploadFile(this.client, bucket, key, localPath));
  }

  /** A file that arrives in part only is removed again. @throws FileNotFoundError, AccessDeniedError */
  async download(uri: string, localPath: string): Promise<void> {
    const { bucket, key } = parseS3Uri(uri);
    await this.#asking(uri, async () => {
      const { Body: body } = await this.client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!(body instanceof Readable)) throw new Error(`S3 gave no stream for ${uri}`);
      const target = createWriteStream(localPath, { flags: "wx" });
      let opened = false;
      target.once("open", () => {
        opened = true;
      });
      try {
        await pipeline(body, target);
      } catch (error) {
        if (opened) await rm(localPath, { force: true });
        throw error;
      }
    });
  }

  /** @throws AccessDeniedError */
  async remove(uris: readonly string[]): Promise<void> {
    const byBucket = new Map<string, string[]>();
    for (const { bucket, key } of uris.map(parseS3Uri)) {
      const keys = byBucket.get(bucket);
      if (keys === undefined) byBucket.set(bucket, [key]);
      else keys.push(key);
    }
    for (const [bucket, keys] of byBucket) {
      for (let at = 0; at < keys.length; at += KEYS_PER_REMOVAL) {
        await this.#removeFrom(bucket, keys.slice(at, at + KEYS_PER_REMOVAL));
      }
    }
  }

  async #removeFrom(bucket: string, keys: readonly string[]): Promise<void> {
    const objects = keys.map((key) => ({ Key: key }));
    const { Errors: errors = [] } = await this.#asking(`s3://${bucket}/`, () =>
      this.client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } })),
    );
    const [first] = errors;
    if (first === undefined) return;
    const uri = `s3://${bucket}/${first.Key ?? ""}`;
    if (first.Code === "AccessDenied") throw new AccessDeniedError(uri, first.Message ?? "Access Denied");
    throw new Error(
      `${errors.length} of ${keys.length} files were not removed, ${uri} first: ${first.Message ?? first.Code ?? "no reason was given"}`,
    );
  }

  async #asking<T>(uri: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw translated(error, uri);
    }
  }
}
