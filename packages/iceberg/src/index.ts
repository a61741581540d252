export type { Catalog, LoadedTable, NewTable, TableIdentifier } from "./catalog/catalog";
export { FileNotFoundError, type FileStore } from "./files/file-store";
export type { DataFile, FileContent, ManifestEntry } from "./manifest/data-file";
export type { ManifestFile, PartitionFieldSummary } from "./manifest/manifest-file";
export type { PartitionField, PartitionSpec, PartitionValue, TransformName } from "./metadata/partition-spec";
export type { IcebergType, ListType, MapType, NestedField, PrimitiveType, Schema, StructType } from "./metadata/schema";
export type { Snapshot, SnapshotReference, TableMetadata } from "./metadata/table-metadata";
export type { ScanPlan, ScanPredicate, ScanTask } from "./scan/scan-plan";
