import { readFile, writeFile } from "node:fs/promises";
import { FileNotFoundError, type FileStore } from "./file-store";

/** A file that was to be new is there already. */
export class FileExistsError extends Error {
  override readonly name = "FileExistsError";
  constructor(readonly uri: string) {
    super(`${uri} exists already`);
  }
}

/** Files in memory, for tests. URIs are any text. */
export class MemoryFileStore implements FileStore {
  readonly #files = new Map<string, Uint8Array>();

  /** What is there, in the order of writing. */
  get uris(): readonly string[] {
    return [...this.#files.keys()];
  }

  async read(uri: string): Promise<Uint8Array> {
    const bytes = this.#files.get(uri);
    if (bytes === undefined) throw new FileNotFoundError(uri);
    return bytes;
  }

  /** @throws FileExistsError */
  async write(uri: string, bytes: Uint8Array): Promise<void> {
    if (this.#files.has(uri)) throw new FileExistsError(uri);
    this.#files.set(uri, bytes);
  }

  /** @throws FileExistsError */
  async upload(uri: string, localPath: string): Promise<void> {
    await this.write(uri, await readFile(localPath));
  }

  async download(uri: string, localPath: string): Promise<void> {
    await writeFile(localPath, await this.read(uri), { flag: "wx" });
  }

  async remove(uris: readonly string[]): Promise<void> {
    for (const uri of uris) this.#files.delete(uri);
  }
}
