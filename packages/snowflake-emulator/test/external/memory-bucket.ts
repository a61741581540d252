import { createHash } from "node:crypto";
import { MemoryFileStore } from "@twinberg/iceberg";
import type { RemoteFiles } from "../../src/iceberg/remote-catalog";
import { BucketMissingError, type ListedObject, type ObjectLister } from "../../src/stage/object-lister";
import type { BucketPrefix } from "../../src/stage/stage-location";

/** S3 in memory: files that can be overwritten, listed and taken away. */
export class MemoryBucket implements ObjectLister {
  readonly #objects = new Map<string, { readonly bytes: Uint8Array; readonly at: number }>();
  /** Buckets that there are. */
  readonly buckets = new Set(["lake"]);
  /** URIs that were fetched, in order. */
  readonly fetched: string[] = [];

  constructor(readonly now: () => number = () => 0) {}

  /** Writes `s3://lake/<key>`. */
  put(key: string, content: string | Uint8Array): void {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    this.#objects.set(`s3://lake/${key}`, { bytes, at: this.now() });
  }

  remove(key: string): void {
    this.#objects.delete(`s3://lake/${key}`);
  }

  async list({ bucket, prefix }: BucketPrefix): Promise<readonly ListedObject[]> {
    if (!this.buckets.has(bucket)) throw new BucketMissingError(bucket);
    const base = `s3://${bucket}/`;
    return [...this.#objects]
      .filter(([uri]) => uri.startsWith(base + prefix))
      .map(([uri, { bytes, at }]) => ({
        key: uri.slice(base.length),
        size: bytes.length,
        etag: etagOf(bytes),
        lastModified: at,
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  get files(): RemoteFiles {
    // A store of its own for each call, so that it throws what real ones throw for what is missing.
    const store = async (uri: string) => {
      const found = this.#objects.get(uri);
      const one = new MemoryFileStore();
      if (found !== undefined) await one.write(uri, found.bytes);
      return one;
    };
    const refuse = () => Promise.reject(new Error("stages are read only"));
    return {
      version: async (uri) => etagOf(await (await store(uri)).read(uri)),
      read: async (uri) => (await store(uri)).read(uri),
      download: async (uri, path) => {
        this.fetched.push(uri);
        await (await store(uri)).download(uri, path);
      },
      write: refuse,
      upload: refuse,
      remove: refuse,
    };
  }
}

const etagOf = (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex");
