import type { DataType } from "../types/data-type";
import type { ObjectId, SnowflakeObject } from "./snowflake-object";

/** A column of an Iceberg table, as its current schema has it. */
export interface IcebergColumn {
  /** Iceberg's field id: what the column is known by when it is renamed. */
  readonly fieldId: number;
  readonly name: string;
  readonly type: DataType;
  /** The type as DESCRIBE writes it, with what a structured type is made of. */
  readonly typeText: string;
  /** The type as Iceberg writes it. */
  readonly icebergType: string;
  readonly nullable: boolean;
  comment: string | null;
}

/** What Snowflake knows of the table since it was last refreshed. */
export interface IcebergVersion {
  readonly tableUuid: string;
  /** URI of the metadata file. */
  readonly metadataLocation: string;
  /** `s3://bucket/path` */
  readonly location: string;
  /** Decimal digits: 64 bits; null: the table has no snapshot yet. */
  readonly snapshotId: string | null;
  readonly sequenceNumber: number;
  /** When the snapshot was committed, milliseconds; null without one. */
  readonly snapshotTime: number | null;
  readonly snapshotSummary: Readonly<Record<string, string>> | null;
  readonly schemaId: number;
  readonly formatVersion: number;
  /** `partition-specs`, as JSON. */
  readonly partitionSpecs: string;
  readonly currentSpecId: number;
  /** When Snowflake took it over, milliseconds. */
  readonly refreshedOn: number;
}

/** How automatic refreshes go. D: SYSTEM$AUTO_REFRESH_STATUS. */
export type RefreshState =
  | { readonly state: "RUNNING" }
  /** STALLED: tries again; STOPPED: not before somebody refreshes the table or turns AUTO_REFRESH on again. */
  | { readonly state: "STALLED" | "STOPPED" | "ICEBERG_TABLE_NOT_INITIALIZED"; readonly reason: string };

/** An externally managed Iceberg table. Its rows are read from object storage at each query. */
export interface IcebergTable extends SnowflakeObject {
  readonly integrationId: ObjectId;
  /** null: the catalog vends credentials. */
  readonly externalVolumeId: ObjectId | null;
  /** null with an OBJECT_STORE integration. */
  readonly catalogTableName: string | null;
  readonly catalogNamespace: string | null;
  /** EXTERNAL_VOLUME, CATALOG and other parameters set on this table, by name. */
  parameters: Map<string, string>;
  autoRefresh: boolean;
  columns: readonly IcebergColumn[];
  /** null: it could not be initialized (only in catalog-linked databases). */
  version: IcebergVersion | null;
  refresh: RefreshState;
}
