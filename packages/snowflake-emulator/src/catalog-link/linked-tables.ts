import type { RemoteTable } from "../iceberg/remote-catalog";
import type { Schema } from "../objects/schema";
import type { ObjectId } from "../objects/snowflake-object";

/** A table of the remote catalog that has metadata. */
export type RemoteIcebergTable = RemoteTable & { readonly metadataLocation: string };

/** A table of a linked schema, as far as discovery goes. */
export interface KnownTable {
  readonly id: ObjectId;
  readonly name: string;
  /** Its name in the remote catalog. */
  readonly remoteName: string;
  /** The metadata file that it follows; null: none, or it has to be read again. */
  readonly metadataLocation: string | null;
  /** Metadata that was read already and is not to be followed; undefined: there is none. */
  readonly passedOver: string | undefined;
  /** Is automated refresh on, and not stopped? */
  readonly follows: boolean;
}

/** The tables of linked schemas: what discovery reads and changes. `L` is whatever has been read of a table's metadata. */
export interface LinkedTables<L> {
  /** The tables of a schema. */
  in(schemaId: ObjectId): readonly KnownTable[];
  /** The table of this name. */
  find(schemaId: ObjectId, name: string): KnownTable | undefined;
  /** Reads what a table has become. Rejects with RemoteAccessError. */
  load(schema: Schema, remote: RemoteIcebergTable): Promise<L>;
  /** Adds a table that was found, with its future grants; it may turn out that it can't be initialized. Within a transaction. */
  create(schema: Schema, name: string, remoteName: string, loaded: L): void;
  /**
   * Lets a table follow its metadata, when that brings a new snapshot (D: a change of the schema alone is not taken over). Within a
   * transaction. "other": the metadata is another table's (D: its table-uuid), nothing was changed.
   */
  refresh(id: ObjectId, loaded: L): "refreshed" | "other";
  /** Notes why a table could not follow. Within a transaction. */
  fail(id: ObjectId, error: Error): void;
  /** Takes a table out, with its grants. Within a transaction. */
  drop(id: ObjectId): void;
}
