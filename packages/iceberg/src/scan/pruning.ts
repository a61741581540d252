import type { DataFile } from "../manifest/data-file";
import type { ManifestFile } from "../manifest/manifest-file";
import type { PartitionSpec, PartitionValue } from "../metadata/partition-spec";
import type { Schema } from "../metadata/schema";
import {
  boundOf,
  type ColumnTest,
  columnTest,
  mayMatch,
  type PartitionTest,
  partitionTest,
  type ValueRange,
} from "./range-test";
import type { ScanPredicate } from "./scan-plan";

const hasNan = (type: string): boolean => type === "float" || type === "double";

function exactly(value: PartitionValue, type: string): ValueRange {
  if (value === null) return { mayBeNull: true, mayHaveValues: false, mayHaveNan: false };
  const known = { mayBeNull: false, mayHaveValues: true, mayHaveNan: hasNan(type) };
  return Number.isNaN(value) ? known : { ...known, mayHaveNan: false, lower: value, upper: value };
}

/** Tells manifests and files that can't have a row of the result. All predicates hold for every row of it. */
export class Pruning {
  readonly #columns: readonly ColumnTest[];
  /** By spec id; one for each of its fields and each test on its column. */
  readonly #partitions: ReadonlyMap<number, readonly { readonly index: number; readonly asked: PartitionTest }[]>;

  /** @throws PredicateError when a predicate is on a column that the schema doesn't have */
  constructor(predicates: readonly ScanPredicate[], schema: Schema, specs: ReadonlyMap<number, PartitionSpec>) {
    this.#columns = predicates.flatMap((predicate) => columnTest(predicate, schema) ?? []);
    this.#partitions = new Map(
      [...specs].map(([id, spec]) => [
        id,
        spec.fields.flatMap((field, index) =>
          this.#columns
            .filter(({ fieldId }) => fieldId === field["source-id"])
            .flatMap((column) => {
              const asked = partitionTest(column, field.transform);
              return asked ? [{ index, asked }] : [];
            }),
        ),
      ]),
    );
  }

  /** False: none of the manifest's files has such a row. */
  keepsManifest(manifest: ManifestFile): boolean {
    const { partitions } = manifest;
    if (partitions === undefined) return true;
    return (this.#partitions.get(manifest.partitionSpecId) ?? []).every(({ index, asked: { test, type } }) => {
      const summary = partitions[index];
      if (summary === undefined) return true;
      return mayMatch(test, {
        lower: boundOf(summary.lowerBound, type),
        upper: boundOf(summary.upperBound, type),
        mayBeNull: summary.containsNull,
        mayHaveValues: true,
        mayHaveNan: hasNan(type) && summary.containsNan !== false,
      });
    });
  }

  /** False: the file has no such row. */
  keepsFile(file: DataFile): boolean {
    const inPartition = (this.#partitions.get(file.specId) ?? []).every(({ index, asked: { test, type } }) => {
      const value = file.partition[index];
      return value === undefined || mayMatch(test, exactly(value, type));
    });
    return inPartition && this.#columns.every((column) => mayMatch(column.test, columnRange(file, column)));
  }
}

function columnRange(file: DataFile, { fieldId, type }: ColumnTest): ValueRange {
  const nulls = file.nullValueCounts?.get(fieldId);
  const values = file.valueCounts?.get(fieldId);
  // Orders of uuid differ between writers.
  const ordered = type !== "uuid";
  return {
    lower: ordered ? boundOf(file.lowerBounds?.get(fieldId), type) : undefined,
    upper: ordered ? boundOf(file.upperBounds?.get(fieldId), type) : undefined,
    mayBeNull: nulls !== 0,
    mayHaveValues: values === undefined || nulls === undefined || nulls < values,
    mayHaveNan: hasNan(type) && file.nanValueCounts?.get(fieldId) !== 0,
  };
}
