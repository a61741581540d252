import type { DataFile } from "../manifest/data-file";
import { mapBounded } from "../map-bounded";
import type { PartitionSpec, PartitionValue } from "../metadata/partition-spec";
import type { NestedField } from "../metadata/schema";
import type { ParquetField, ParquetSchemas, ParquetShape } from "../parquet/parquet-schema";
import type { MappedField } from "./name-mapping";
import type { ScanPlan, ScanTask } from "./scan-plan";

/** How many footers are read at a time. */
const FOOTERS_AT_A_TIME = 16;

/** Files of the table are of a format other than Parquet, the only one that Snowflake reads. */
export class UnsupportedFileFormatError extends Error {
  override readonly name = "UnsupportedFileFormatError";
  constructor(file: DataFile) {
    super(`${file.filePath} is a file of format ${file.fileFormat}; only parquet is supported`);
  }
}

/** A file has no field ids, and the table doesn't say which name means which field. */
export class MissingFieldIdsError extends Error {
  override readonly name = "MissingFieldIdsError";
  constructor(readonly filePath: string) {
    super(
      `${filePath} has no field ids, and the table has no property schema.name-mapping.default that stands in for them`,
    );
  }
}

/** Where a column's values come from. */
export type ColumnSource =
  | { readonly kind: "file"; readonly field: NestedField; readonly from: ParquetField }
  | { readonly kind: "partition"; readonly field: NestedField; readonly type: string }
  | { readonly kind: "absent"; readonly field: NestedField };

/** A file to read, on this machine. */
export interface LocalTask {
  readonly task: ScanTask;
  readonly path: string;
  /** For each column from the partition, its value in this file. */
  readonly constants: readonly PartitionValue[];
}

/** Files that one read takes: the same columns under the same names in the same nesting. */
export interface ScanGroup {
  readonly sources: readonly ColumnSource[];
  /** False: the ids are those of the name mapping, and the reader finds columns by name. */
  readonly hasFieldIds: boolean;
  readonly hasDeletes: boolean;
  readonly tasks: readonly LocalTask[];
}

function hasIds(fields: readonly ParquetField[]): boolean {
  return fields.some(({ fieldId, shape }) => fieldId !== undefined || hasIds(childrenOf(shape)));
}

function childrenOf(shape: ParquetShape): readonly ParquetField[] {
  switch (shape.kind) {
    case "value":
      return [];
    case "struct":
      return shape.fields;
    case "list":
      return [shape.element];
    case "map":
      return [shape.key, shape.value];
  }
}

/** The fields with the ids that the mapping gives their names. Of lists and maps the parts have fixed names there. */
function withMappedIds(fields: readonly ParquetField[], mapping: readonly MappedField[]): readonly ParquetField[] {
  return fields.map((field) => named(field, field.name, mapping));
}

function named(field: ParquetField, name: string, mapping: readonly MappedField[]): ParquetField {
  const mapped = mapping.find(({ names }) => names.includes(name));
  const below = mapped?.fields ?? [];
  const { shape } = field;
  const shapeWithIds = (): ParquetShape => {
    switch (shape.kind) {
      case "value":
        return shape;
      case "struct":
        return { ...shape, fields: withMappedIds(shape.fields, below) };
      case "list":
        return { ...shape, element: named(shape.element, "element", below) };
      case "map":
        return { ...shape, key: named(shape.key, "key", below), value: named(shape.value, "value", below) };
    }
  };
  return { name: field.name, fieldId: mapped?.id, shape: shapeWithIds() };
}

/** The partition's value of a column that files may leave out: there is one for an identity transform. */
function identityIndex(spec: PartitionSpec | undefined, fieldId: number): number {
  return spec?.fields.findIndex((field) => field["source-id"] === fieldId && field.transform === "identity") ?? -1;
}

/** Sorts a plan's files into groups. @throws UnsupportedFileFormatError, MissingFieldIdsError, ParquetError */
export async function scanGroups(
  plan: ScanPlan,
  columns: readonly NestedField[],
  localPathOf: (uri: string) => string,
  schemas: ParquetSchemas,
): Promise<readonly ScanGroup[]> {
  const groups = new Map<string, ScanGroup & { readonly tasks: LocalTask[] }>();
  const located = await mapBounded(plan.tasks, FOOTERS_AT_A_TIME, async (task) => {
    if (task.file.fileFormat !== "parquet") throw new UnsupportedFileFormatError(task.file);
    const path = localPathOf(task.file.filePath);
    return { task, path, found: await schemas.of(path) };
  });
  for (const { task, path, found } of located) {
    const hasFieldIds = hasIds(found);
    if (!hasFieldIds && plan.nameMapping === undefined) throw new MissingFieldIdsError(task.file.filePath);
    const fields = hasFieldIds ? found : withMappedIds(found, plan.nameMapping ?? []);
    const constants: PartitionValue[] = [];
    const sources = columns.map((field): ColumnSource => {
      const from = fields.find(({ fieldId }) => fieldId === field.id);
      if (from !== undefined) return { kind: "file", field, from };
      const index = identityIndex(plan.specs.get(task.file.specId), field.id);
      if (index < 0 || typeof field.type !== "string") return { kind: "absent", field };
      constants.push(task.file.partition[index] ?? null);
      return { kind: "partition", field, type: field.type };
    });
    const group = { sources, hasFieldIds, hasDeletes: task.deletes.length > 0 };
    const key = JSON.stringify([
      hasFieldIds,
      group.hasDeletes,
      sources.map((source) => (source.kind === "file" ? source.from : source.kind)),
    ]);
    const known = groups.get(key);
    const local = { task, path, constants };
    if (known === undefined) groups.set(key, { ...group, tasks: [local] });
    else known.tasks.push(local);
  }
  return [...groups.values()];
}
