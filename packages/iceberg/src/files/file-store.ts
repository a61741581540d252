/** Where a table's files lie: S3, or a test's memory. URIs are full ones, as metadata and manifests hold them. */
export interface FileStore {
  /** The whole file. @throws FileNotFoundError when it is not there; what the store says when it refuses. */
  read(uri: string): Promise<Uint8Array>;
  /** Writes a file that did not exist. */
  write(uri: string, bytes: Uint8Array): Promise<void>;
  /** Uploads a local file that did not exist there. */
  upload(uri: string, localPath: string): Promise<void>;
  /** Copies a file to a local path that did not exist. @throws FileNotFoundError */
  download(uri: string, localPath: string): Promise<void>;
  /** Removes files; one that is not there is no error. */
  remove(uris: readonly string[]): Promise<void>;
}

/** A file that metadata or a manifest names is not there. */
export class FileNotFoundError extends Error {
  override readonly name = "FileNotFoundError";
  constructor(readonly uri: string) {
    super(`${uri} does not exist`);
  }
}

/** The store refuses this caller the file. */
export class AccessDeniedError extends Error {
  override readonly name = "AccessDeniedError";
  constructor(
    readonly uri: string,
    /** What the store said. */
    readonly reason: string,
  ) {
    super(`access to ${uri} is denied: ${reason}`);
  }
}
