import type { AwsDecision } from "../aws";
import { isAwsFailure } from "../aws/aws-errors";
import { fileRefused } from "./access-messages";
import { rememberingVersions } from "./remembering-versions";
import type { RemoteFiles } from "./remote-catalog";
import { folderOf } from "./s3-uri";

/** What is done to a file. */
export type FileAction = "s3:GetObject" | "s3:PutObject" | "s3:DeleteObject";

/** Asks whether a file may be touched; throws when it may not. */
export type FileGuard = (uri: string, action: FileAction) => Promise<void>;

/**
 * Files behind a guard. It is asked once for a table's data, once for its metadata, and once for each folder of other files: what
 * a role may do to one file there it may do to all, since policies speak of prefixes.
 */
export class GuardedFiles implements RemoteFiles {
  readonly #asked = new Map<string, Promise<void>>();
  readonly #files: Required<RemoteFiles>;

  constructor(
    files: RemoteFiles,
    private readonly guard: FileGuard,
  ) {
    this.#files = rememberingVersions(files);
  }

  /** Asked once: the files of a statement, or of a call, stay as it has found them. */
  version(uri: string): Promise<string> {
    return this.#allowed(uri, "s3:GetObject", () => this.#files.version(uri));
  }

  read(uri: string): Promise<Uint8Array> {
    return this.#allowed(uri, "s3:GetObject", () => this.#files.read(uri));
  }

  download(uri: string, localPath: string): Promise<void> {
    return this.#allowed(uri, "s3:GetObject", () => this.#files.download(uri, localPath));
  }

  write(uri: string, bytes: Uint8Array): Promise<void> {
    return this.#allowed(uri, "s3:PutObject", () => this.#files.write(uri, bytes));
  }

  upload(uri: string, localPath: string): Promise<void> {
    return this.#allowed(uri, "s3:PutObject", () => this.#files.upload(uri, localPath));
  }

  async remove(uris: readonly string[]): Promise<void> {
    const [first] = uris;
    if (first === undefined) return;
    for (const uri of uris) await this.#allowed(uri, "s3:DeleteObject", () => Promise.resolve());
    await this.#allowed(first, "s3:DeleteObject", () => this.#files.remove(uris));
  }

  /** Does something that the guard allows. An AWS that gives no answer is a file that can't be had. */
  async #allowed<T>(uri: string, action: FileAction, work: () => Promise<T>): Promise<T> {
    try {
      await this.#ask(uri, action);
      return await work();
    } catch (error) {
      if (isAwsFailure(error)) throw fileRefused(uri, error.message);
      throw error;
    }
  }

  #ask(uri: string, action: FileAction): Promise<void> {
    const key = `${action} ${unitOf(uri)}`;
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const asked = this.guard(uri, action);
    this.#asked.set(key, asked);
    return asked;
  }
}

/** What a file is asked about with: everything below `…/data/` or `…/metadata/` (partitions have folders of their own), or its folder. */
function unitOf(uri: string): string {
  return /^.+?\/(?:data|metadata)(?=\/)/s.exec(uri)?.[0] ?? folderOf(uri);
}

/** Throws what `refused` makes of a denial. */
export function orThrow(decision: AwsDecision, refused: (reason: string) => Error): void {
  if (!decision.allowed) throw refused(decision.reason);
}
