import type { FileStore } from "../files/file-store";
import type { PartitionSpec } from "../metadata/partition-spec";
import type { Schema } from "../metadata/schema";
import type { TableMetadata } from "../metadata/table-metadata";

/** A table's name in the catalog. Glue folds names to lower case. */
export interface TableIdentifier {
  readonly database: string;
  readonly table: string;
}

/** A table as the catalog had it at one moment: what a commit starts from. */
export interface LoadedTable {
  readonly identifier: TableIdentifier;
  /** URI of the metadata file. */
  readonly metadataLocation: string;
  readonly metadata: TableMetadata;
  /** What the catalog compares at a commit: Glue's VersionId. */
  readonly version: string;
}

/** What a new table is to be. */
export interface NewTable {
  readonly identifier: TableIdentifier;
  /** Fields with ids from 1; nested ones too. */
  readonly schema: Schema;
  /** Default: unpartitioned. */
  readonly partitionSpec?: PartitionSpec;
  /** `s3://bucket/path`. */
  readonly location: string;
  /** Default: none. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** How a commit is made. */
export interface CommitOptions {
  /**
   * Files that the metadata names and that may still be on their way. The catalog points to the metadata only when this has resolved;
   * when it rejects, nothing was committed and the commit rejects with the same.
   */
  readonly after?: Promise<unknown>;
}

/** A catalog of Iceberg tables. */
export interface Catalog {
  /** Where the files of its tables lie. */
  readonly files: FileStore;
  /** @throws TableNotFoundError; NotAnIcebergTableError when the catalog has something else under the name */
  load(identifier: TableIdentifier): Promise<LoadedTable>;
  /** @throws TableExistsError; DatabaseNotFoundError; IllegalChangeError when the schema or the partition spec is none */
  create(table: NewTable): Promise<LoadedTable>;
  /**
   * Puts new metadata in the place of what was loaded, if nobody else has since.
   *
   * @throws CommitConflictError when somebody has: nothing was changed, load again and retry
   * @throws CommitStateUnknownError when the catalog's answer was lost: the commit may or may not have happened
   */
  commit(base: LoadedTable, metadata: TableMetadata, options?: CommitOptions): Promise<LoadedTable>;
  /** Takes the table out of the catalog; its files stay. @throws TableNotFoundError */
  drop(identifier: TableIdentifier): Promise<void>;
}
