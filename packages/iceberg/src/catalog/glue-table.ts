import type { Table, TableInput } from "@aws-sdk/client-glue";
import type { TableMetadata } from "../metadata/table-metadata";
import type { TableIdentifier } from "./catalog";
import { NotAnIcebergTableError } from "./errors";
import { glueColumns } from "./glue-columns";

/** Where the metadata of a Glue table lies, and what a commit compares. */
export interface GluePointer {
  readonly metadataLocation: string;
  readonly version: string;
}

/** @throws NotAnIcebergTableError */
export function pointerOf(identifier: TableIdentifier, table: Table): GluePointer {
  const parameters = table.Parameters ?? {};
  const type = parameters.table_type;
  if (type?.toLowerCase() !== "iceberg") {
    throw new NotAnIcebergTableError(
      identifier,
      type === undefined ? "it has no parameter table_type" : `its table_type is ${type}`,
    );
  }
  const metadataLocation = parameters.metadata_location;
  if (metadataLocation === undefined || metadataLocation === "") {
    throw new NotAnIcebergTableError(identifier, "it has no parameter metadata_location");
  }
  return { metadataLocation, version: table.VersionId ?? "" };
}

const RESERVED = { table_type: "ICEBERG" } as const;

/** A new table of Glue's. */
export function newGlueTable(name: string, metadata: TableMetadata, metadataLocation: string): TableInput {
  return {
    Name: name,
    TableType: "EXTERNAL_TABLE",
    Parameters: { ...RESERVED, metadata_location: metadataLocation },
    StorageDescriptor: { Columns: glueColumns(metadata), Location: metadata.location },
  };
}

/** What GetTable gives and UpdateTable takes, besides what a commit changes: others may have set it. */
function keptOf(table: Table): Partial<TableInput> {
  const { Description, Owner, LastAccessTime, LastAnalyzedTime, Retention, PartitionKeys } = table;
  const { ViewOriginalText, ViewExpandedText, TargetTable } = table;
  const kept = {
    Description,
    Owner,
    LastAccessTime,
    LastAnalyzedTime,
    Retention,
    PartitionKeys,
    ViewOriginalText,
    ViewExpandedText,
    TargetTable,
  };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
}

/** The table after a commit. */
export function changedGlueTable(
  name: string,
  table: Table,
  metadata: TableMetadata,
  metadataLocation: string,
): TableInput {
  const previous = table.Parameters?.metadata_location;
  return {
    ...keptOf(table),
    Name: name,
    TableType: table.TableType ?? "EXTERNAL_TABLE",
    Parameters: {
      ...table.Parameters,
      ...RESERVED,
      metadata_location: metadataLocation,
      ...(previous === undefined ? {} : { previous_metadata_location: previous }),
    },
    StorageDescriptor: { ...table.StorageDescriptor, Columns: glueColumns(metadata), Location: metadata.location },
  };
}
