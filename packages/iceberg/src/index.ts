export type { Catalog, CommitOptions, LoadedTable, NewTable, TableIdentifier } from "./catalog/catalog";
export {
  CommitConflictError,
  CommitStateUnknownError,
  DatabaseNotFoundError,
  NotAnIcebergTableError,
  TableExistsError,
  TableNotFoundError,
} from "./catalog/errors";
export { GlueCatalog, type GlueCatalogOptions } from "./catalog/glue-catalog";
export { MemoryCatalog } from "./catalog/memory-catalog";
export { UnsupportedTypeError } from "./engine/duckdb-type";
export { Engine, type EngineOptions, type EngineRow } from "./engine/engine";
export { AccessDeniedError, FileNotFoundError, type FileStore } from "./files/file-store";
export { LocalFileStore } from "./files/local-file-store";
export { FileExistsError, MemoryFileStore } from "./files/memory-file-store";
export { parseS3Uri, S3FileStore, type S3Location } from "./files/s3-file-store";
export type { AvroCodec } from "./manifest/avro-container";
export { AvroError } from "./manifest/avro-container";
export type { DataFile, FileContent, ManifestEntry } from "./manifest/data-file";
export { type ManifestContent, type NewManifestEntry, readManifest, writeManifest } from "./manifest/manifest";
export type { ManifestFile, PartitionFieldSummary } from "./manifest/manifest-file";
export { type ManifestListContent, readManifestList, writeManifestList } from "./manifest/manifest-list";
export { currentSchema, currentSnapshot, defaultSpec } from "./metadata/current";
export { MetadataError } from "./metadata/json-fields";
export {
  parseTableMetadata,
  readTableMetadata,
  renderTableMetadata,
  UnsupportedFormatVersionError,
} from "./metadata/metadata-json";
export type { PartitionField, PartitionSpec, PartitionValue, TransformName } from "./metadata/partition-spec";
export type { IcebergType, ListType, MapType, NestedField, PrimitiveType, Schema, StructType } from "./metadata/schema";
export type { Snapshot, SnapshotReference, TableMetadata } from "./metadata/table-metadata";
export { type ParquetField, ParquetSchemas, type ParquetShape } from "./parquet/parquet-schema";
export { ParquetError } from "./parquet/thrift-reader";
export { UnsupportedTransformError } from "./partition/transform";
export { filesOf, type ReadRow, type ReadRowsOptions, readRows } from "./read-rows";
export { ColumnShapeError } from "./scan/column-reading";
export type { MappedField } from "./scan/name-mapping";
export { DuplicateDataFileError, EqualityDeletesError, planScan, type ScanOptions } from "./scan/plan-scan";
export { PredicateError } from "./scan/range-test";
export { MissingFieldIdsError, UnsupportedFileFormatError } from "./scan/scan-groups";
export type { ScanPlan, ScanPredicate, ScanTask } from "./scan/scan-plan";
export { type ScanQueryOptions, scanQuery } from "./scan/scan-query";
export { scannedType as duckdbType } from "./scan/scanned-type";
export { SnapshotNotFoundError, type SnapshotSelection } from "./scan/snapshot-selection";
export {
  compareSingleValues,
  decodeSingleValue,
  encodeSingleValue,
  type SingleValue,
  SingleValueError,
} from "./values/single-value";
export { append } from "./write/append";
export { changeProperties, changeSchema } from "./write/change-table";
export type { RetryOptions } from "./write/commit-change";
export { type ChangeOptions, type DeleteResult, deleteWhere } from "./write/delete-where";
export { ChangeNoLongerAppliesError, IllegalChangeError, RowsDoNotFitError } from "./write/errors";
export { type ExpireOptions, type ExpireResult, expireSnapshots } from "./write/expire-snapshots";
export type { SchemaChange } from "./write/metadata-changes/evolve-schema";
export type { Expiry } from "./write/metadata-changes/expire-snapshots";
export type { PropertyChanges } from "./write/metadata-changes/set-properties";
export { InvalidPropertyError } from "./write/metrics-mode";
export { overwritePartitions } from "./write/overwrite-partitions";
export type { RowValue, TableRow } from "./write/rows";
export type { RowsInput, WriteResult } from "./write/rows-input";
