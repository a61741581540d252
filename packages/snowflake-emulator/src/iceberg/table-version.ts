import type { NestedField, Schema, TableMetadata } from "@twinberg/iceberg";
import type { IcebergColumn, IcebergVersion } from "../objects/iceberg-table";
import { describeType, icebergTypeText, snowflakeType } from "./iceberg-types";

/** How the names of columns are taken over. */
export type NameCase = "CASE_SENSITIVE" | "CASE_INSENSITIVE";

/**
 * The names of columns in Snowflake, in the order of the fields. Folded to upper case, so that an unquoted identifier finds them
 * (A; D for catalog-linked databases with CASE_INSENSITIVE); exact where names would become one.
 */
export function columnNames(names: readonly string[], nameCase: NameCase = "CASE_INSENSITIVE"): readonly string[] {
  const folded = names.map((name) => name.toUpperCase());
  return nameCase === "CASE_SENSITIVE" || new Set(folded).size < names.length ? names : folded;
}

/** A schema's columns as Snowflake has them. Throws 000002 for types that are not read. */
export function icebergColumns({ fields }: Schema, nameCase?: NameCase): readonly IcebergColumn[] {
  const names = columnNames(
    fields.map((field) => field.name),
    nameCase,
  );
  return fields.map((field, index) => icebergColumn(field, names[index] ?? field.name));
}

function icebergColumn({ id, type, required, doc }: NestedField, name: string): IcebergColumn {
  return {
    fieldId: id,
    name,
    type: snowflakeType(type),
    typeText: describeType(type),
    icebergType: icebergTypeText(type),
    nullable: !required,
    comment: doc ?? null,
  };
}

/** The schema of this id. Throws Error for metadata without it. */
export function schemaOf({ schemas }: TableMetadata, id: number): Schema {
  const found = schemas.find((schema) => schema["schema-id"] === id);
  if (found === undefined) throw new Error(`the metadata has no schema ${id}`);
  return found;
}

/** What Snowflake remembers of a metadata file. */
export function icebergVersion(metadata: TableMetadata, metadataLocation: string, refreshedOn: number): IcebergVersion {
  const current = metadata["current-snapshot-id"];
  const snapshot = metadata.snapshots.find((one) => one["snapshot-id"] === current);
  return {
    tableUuid: metadata["table-uuid"],
    metadataLocation,
    location: metadata.location,
    snapshotId: snapshot === undefined ? null : String(snapshot["snapshot-id"]),
    sequenceNumber: snapshot?.["sequence-number"] ?? 0,
    snapshotTime: snapshot?.["timestamp-ms"] ?? null,
    snapshotSummary: snapshot === undefined ? null : { ...snapshot.summary },
    schemaId: metadata["current-schema-id"],
    formatVersion: metadata["format-version"],
    partitionSpecs: JSON.stringify(metadata["partition-specs"]),
    currentSpecId: metadata["default-spec-id"],
    refreshedOn,
  };
}

/** Rows and bytes of the current snapshot, as its writer counted them; undefined where it didn't. */
export function countsOf(version: IcebergVersion | null): { rows: number | undefined; bytes: number | undefined } {
  const summary = version?.snapshotSummary;
  if (version !== null && version.snapshotId === null) return { rows: 0, bytes: 0 };
  const number = (key: string) => {
    const text = summary?.[key];
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  return { rows: number("total-records"), bytes: number("total-files-size") };
}
