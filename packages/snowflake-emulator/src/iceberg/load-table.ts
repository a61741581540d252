import type { TableMetadata } from "@twinberg/iceberg";
import type { IcebergColumn, IcebergVersion } from "../objects/iceberg-table";
import { catalogTableMissing, notAnIcebergTable } from "./access-messages";
import type { LakeSession, TableSource } from "./lake-session";
import { readMetadataFile } from "./metadata-file";
import { icebergColumns, icebergVersion, type NameCase, schemaOf } from "./table-version";

/** What a table is, as its metadata file tells. */
export interface LoadedTable {
  readonly metadata: TableMetadata;
  readonly version: IcebergVersion;
  readonly columns: readonly IcebergColumn[];
}

/** Where a table's catalog says that its metadata file is now. Throws RemoteAccessError, 004109 when there is no such table. */
export async function currentMetadataLocation(lake: LakeSession, source: TableSource): Promise<string> {
  const [namespace, name] = [source.catalogNamespace ?? "", source.catalogTableName ?? ""];
  const integration = lake.integration(source.integrationId);
  const table = await lake.catalog(source.integrationId).table(namespace, name);
  if (table === undefined) throw catalogTableMissing(namespace, name, integration.name);
  if (table.metadataLocation === undefined) throw notAnIcebergTable(namespace, name, integration.name);
  return table.metadataLocation;
}

/** Reads a table's metadata file. Throws RemoteAccessError, and 000002 for columns of types that are not read. */
export async function loadTable(
  lake: LakeSession,
  source: TableSource,
  metadataLocation: string,
  now: number,
  nameCase?: NameCase,
): Promise<LoadedTable> {
  const metadata = await readMetadataFile(await lake.files(source), metadataLocation);
  return {
    metadata,
    version: icebergVersion(metadata, metadataLocation, now),
    columns: icebergColumns(schemaOf(metadata, metadata["current-schema-id"]), nameCase),
  };
}
