import { createHash, randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ParquetSchemas } from "@twinberg/iceberg";
import { icebergLibrary } from "./library";
import type { RemoteFiles } from "./remote-catalog";

/** A file that was used less than this many milliseconds ago stays: a query may be reading it. */
const IN_USE_MS = 10 * 60_000;
const DEFAULT_BYTES = 4 * 2 ** 30;

interface Kept {
  readonly path: string;
  readonly bytes: number;
  usedAt: number;
}

const keyOf = (...parts: readonly string[]) => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/** Local copies of remote files, in a folder of their own. The copies that were not used for longest go when it is full. */
export class LocalFiles {
  readonly #folder = join(tmpdir(), `snowflake-emulator-files-${randomUUID()}`);
  readonly #kept = new Map<string, Promise<Kept>>();
  #bytes = 0;
  #made: Promise<unknown> | undefined;
  #schemas: ParquetSchemas | undefined;

  /** @param limit bytes that copies may take, besides those in use */
  constructor(private readonly limit = DEFAULT_BYTES) {}

  /** What is known of the copies' columns. */
  get parquetSchemas(): ParquetSchemas {
    this.#schemas ??= new (icebergLibrary().ParquetSchemas)();
    return this.#schemas;
  }

  /**
   * The path of a copy that is the same as the file is now. Asks the store for the file's version each time, so that what
   * was taken away or put out of reach is noticed.
   */
  async copyOf(files: RemoteFiles, uri: string): Promise<string> {
    const version = (await files.version?.(uri)) ?? "";
    return this.#used(keyOf(uri, version), (path) => files.download(uri, path));
  }

  /**
   * The path of what is made of a file, kept like a copy of it.
   * @param variant what it is made by: the same file and variant give the same
   * @param make writes it to a path that did not exist, from a copy
   */
  async derivedFrom(
    files: RemoteFiles,
    uri: string,
    variant: string,
    make: (source: string, target: string) => Promise<void>,
  ): Promise<string> {
    const version = (await files.version?.(uri)) ?? "";
    return this.#used(keyOf(uri, version, variant), async (path) => {
      const source = await this.#used(keyOf(uri, version), (copy) => files.download(uri, copy));
      await make(source, path);
    });
  }

  /** Removes all copies. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#kept.values());
    this.#kept.clear();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #used(key: string, write: (path: string) => Promise<void>): Promise<string> {
    const copy = await this.#copy(key, write);
    copy.usedAt = performance.now();
    if (this.#bytes > this.limit) await this.#evict();
    return copy.path;
  }

  #copy(key: string, write: (path: string) => Promise<void>): Promise<Kept> {
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const copying = this.#write(join(this.#folder, key), write);
    this.#kept.set(key, copying);
    copying.catch(() => this.#kept.delete(key));
    return copying;
  }

  async #write(path: string, write: (path: string) => Promise<void>): Promise<Kept> {
    this.#made ??= mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await this.#made;
    const unfinished = `${path}.${randomUUID()}`;
    try {
      await write(unfinished);
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    const { size } = await stat(path);
    this.#bytes += size;
    return { path, bytes: size, usedAt: performance.now() };
  }

  async #evict(): Promise<void> {
    const all = await Promise.all(
      [...this.#kept].map(async ([key, copying]) => ({ key, kept: await copying.catch(() => undefined) })),
    );
    const now = performance.now();
    const old = all
      .flatMap(({ key, kept }) => (kept === undefined ? [] : [{ key, kept }]))
      .filter(({ kept }) => now - kept.usedAt > IN_USE_MS)
      .sort((a, b) => a.kept.usedAt - b.kept.usedAt);
    for (const { key, kept } of old) {
      if (this.#bytes <= this.limit) return;
      // Somebody else may have removed it while this waited.
      if (!this.#kept.delete(key)) continue;
      this.#bytes -= kept.bytes;
      this.#schemas?.forget(kept.path);
      await rm(kept.path, { force: true });
    }
  }
}
