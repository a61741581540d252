import { setImmediate as nextTurn } from "node:timers/promises";
import type { Engine } from "../engine/engine";
import { quoteIdentifier } from "../engine/sql-text";
import type { DataFile } from "../manifest/data-file";
import { currentSchema } from "../metadata/current";
import type { PartitionValue } from "../metadata/partition-spec";
import type { Schema } from "../metadata/schema";
import type { TableMetadata } from "../metadata/table-metadata";
import { RowsDoNotFitError } from "./errors";
import { fileStatistics } from "./file-statistics";
import { leafColumns } from "./leaf-columns";
import { countNans, type LocalParquetFile, type MeasuredFile, splitOffsets } from "./local-parquet-files";

/** A file of the local disk that has its place in the table. */
export interface PlacedFile extends LocalParquetFile {
  /** Where it goes. */
  readonly filePath: string;
  /** One value for each field of the table's default partition spec. */
  readonly partition: readonly PartitionValue[];
}

function refuseNulls(schema: Schema, files: readonly MeasuredFile[]): void {
  const required = schema.fields.filter((field) => field.required && typeof field.type === "string");
  for (const field of required) {
    const path = quoteIdentifier(field.name);
    if (files.some((file) => (file.columns.get(path)?.null_count ?? "0") !== "0")) {
      throw new RowsDoNotFitError(`column ${field.name} has no value where one is required`);
    }
  }
}

/**
 * What a manifest says of files, in their order. They are sent meanwhile: other work gets its turn between two of them. They have to
 * stay on the local disk until this resolves.
 *
 * @throws RowsDoNotFitError for a required column without a value; InvalidPropertyError
 */
export async function describeFiles(
  engine: Engine,
  metadata: TableMetadata,
  files: readonly PlacedFile[],
): Promise<readonly DataFile[]> {
  const schema = currentSchema(metadata);
  const columns = leafColumns(schema);
  const measured: (PlacedFile & MeasuredFile)[] = [];
  for (const file of files) {
    await nextTurn();
    measured.push({ ...file, columns: file.readStatistics() });
  }
  refuseNulls(schema, measured);
  const nans = await countNans(engine, measured, columns);
  const offsets = await splitOffsets(engine, files);
  const described: DataFile[] = [];
  for (const { path, rows, bytes, filePath, partition, columns: statistics } of measured) {
    await nextTurn();
    described.push({
      content: "data",
      filePath,
      fileFormat: "parquet",
      specId: metadata["default-spec-id"],
      partition,
      recordCount: rows,
      fileSizeBytes: bytes,
      ...fileStatistics(columns, statistics, nans.get(path) ?? new Map(), metadata.properties),
      splitOffsets: offsets.get(path) ?? [],
      sortOrderId: 0,
    });
  }
  return described;
}
