import type { Catalog, FileStore } from "@twinberg/iceberg";

/** A table as a remote catalog lists it. */
export interface RemoteTable {
  readonly namespace: string;
  readonly name: string;
  /** URI of its metadata file; undefined: it is no Iceberg table. */
  readonly metadataLocation: string | undefined;
  /** What a commit compares: Glue's VersionId. */
  readonly version: string;
}

/** Files that can tell whether they are still what they were: what a local copy is compared with. */
export interface RemoteFiles extends FileStore {
  /**
   * What changes with a file's content (S3's ETag). Absent: files of this store never change and are never taken away.
   *
   * @throws FileNotFoundError; {@link RemoteAccessError} when the role may not read it
   */
  version?(uri: string): Promise<string>;
}

/**
 * A catalog as an integration's role sees it: trust, external id, role policy and Lake Formation are asked on the way.
 * Every method throws {@link RemoteAccessError} with Snowflake's message when AWS refuses or can't be reached.
 */
export interface RemoteCatalog {
  namespaces(): Promise<readonly string[]>;
  /** Page by page, so that a large namespace doesn't hold up others. */
  tables(namespace: string): AsyncIterable<readonly RemoteTable[]>;
  /** undefined: there is no such table. */
  table(namespace: string, name: string): Promise<RemoteTable | undefined>;
  /** The files of one table, with credentials that the catalog vends for it. */
  vendedFiles(namespace: string, name: string): Promise<RemoteFiles>;
  /**
   * The catalog as the Iceberg library commits to it, for one table: its files are written through `files`. Asks first whether the role
   * may change the table. Absent: nothing is committed there.
   */
  writer?(namespace: string, name: string, files: RemoteFiles): Promise<Catalog>;
  createNamespace(namespace: string): Promise<void>;
  dropTable(namespace: string, name: string): Promise<void>;
}

/** What stood in the way at AWS. */
export class RemoteAccessError extends Error {
  override readonly name = "RemoteAccessError";
  constructor(
    /** Such as 094120. */
    readonly code: string,
    /** What was tried: `CATALOG_CONNECTION` and so on, as SYSTEM$CATALOG_LINK_STATUS names operations. */
    readonly operation: "CATALOG_CONNECTION" | "DISCOVERY" | "CREATE" | "DROP" | "READ" | "COMMIT",
    message: string,
  ) {
    super(message);
  }
}
