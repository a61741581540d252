import type { AwsDecision } from "../aws";
import type { RemoteFiles } from "./remote-catalog";
import { folderOf } from "./s3-uri";

/** What is done to a file. */
export type FileAction = "s3:GetObject" | "s3:PutObject" | "s3:DeleteObject";

/** Asks whether a file may be touched; throws when it may not. */
export type FileGuard = (uri: string, action: FileAction) => Promise<void>;

/**
 * Files behind a guard. It is asked once for each folder of files: what a role may do to one file of a folder it may do to
 * all, since policies speak of prefixes.
 */
export class GuardedFiles implements RemoteFiles {
  readonly #asked = new Map<string, Promise<void>>();

  constructor(
    private readonly files: RemoteFiles,
    private readonly guard: FileGuard,
  ) {}

  async version(uri: string): Promise<string> {
    await this.#ask(uri, "s3:GetObject");
    return (await this.files.version?.(uri)) ?? "";
  }

  async read(uri: string): Promise<Uint8Array> {
    await this.#ask(uri, "s3:GetObject");
    return this.files.read(uri);
  }

  async download(uri: string, localPath: string): Promise<void> {
    await this.#ask(uri, "s3:GetObject");
    await this.files.download(uri, localPath);
  }

  async write(uri: string, bytes: Uint8Array): Promise<void> {
    await this.#ask(uri, "s3:PutObject");
    await this.files.write(uri, bytes);
  }

  async upload(uri: string, localPath: string): Promise<void> {
    await this.#ask(uri, "s3:PutObject");
    await this.files.upload(uri, localPath);
  }

  async remove(uris: readonly string[]): Promise<void> {
    for (const uri of uris) await this.#ask(uri, "s3:DeleteObject");
    await this.files.remove(uris);
  }

  #ask(uri: string, action: FileAction): Promise<void> {
    const key = `${action} ${folderOf(uri)}`;
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const asked = this.guard(uri, action);
    this.#asked.set(key, asked);
    return asked;
  }
}

/** Throws what `refused` makes of a denial. */
export function orThrow(decision: AwsDecision, refused: (reason: string) => Error): void {
  if (!decision.allowed) throw refused(decision.reason);
}
