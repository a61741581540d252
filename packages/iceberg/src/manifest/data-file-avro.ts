import { AvroError } from "./avro-container";
import { AvroFields, bytesOf, integerOf, textOf } from "./avro-fields";
import type { DataFile, FileContent } from "./data-file";
import { FILE } from "./manifest-schema";
import { type PartitionColumn, partitionFromAvro, partitionToAvro } from "./partition-avro";

const CONTENTS: readonly FileContent[] = ["data", "position-deletes", "equality-deletes"];

function formatOf(text: string): DataFile["fileFormat"] {
  const format = text.toLowerCase();
  if (format === "parquet" || format === "avro" || format === "orc") return format;
  throw new AvroError(`has a file of format ${text}; parquet, avro and orc are known`);
}

/** A map of Iceberg's: a list of records of key and value. */
function readMap<T>(value: unknown, item: (value: unknown) => T): ReadonlyMap<number, T> | undefined {
  if (!Array.isArray(value)) return undefined;
  const map = new Map<number, T>();
  for (const entry of value) map.set(integerOf(Reflect.get(entry, "key"), "key"), item(Reflect.get(entry, "value")));
  return map;
}

const count = (value: unknown) => integerOf(value, "count");
const bound = (value: unknown) => new Uint8Array(bytesOf(value, "bound"));

/** Reads the data files of one manifest. */
export class DataFileReader {
  readonly #fields: AvroFields;
  readonly #partition: AvroFields;
  readonly #partitionIds: readonly number[];

  /**
   * @param schema the manifest's own, of its data files
   * @param partitionIds the fields of the spec in its order; undefined: as the file has them
   */
  constructor(
    schema: unknown,
    private readonly specId: number,
    partitionIds: readonly number[] | undefined,
  ) {
    this.#fields = new AvroFields(schema);
    this.#partition = new AvroFields(this.#fields.schemaOf(FILE.partition));
    this.#partitionIds = partitionIds ?? this.#partition.ids;
  }

  read(record: unknown): DataFile {
    const get = (id: number) => this.#fields.get(record, id);
    const content = CONTENTS[integerOf(get(FILE.content) ?? 0, "content")];
    if (content === undefined) throw new AvroError(`has a file of unknown content ${String(get(FILE.content))}`);
    const sortOrderId = get(FILE.sortOrderId);
    const referenced = get(FILE.referencedDataFile);
    return {
      content,
      filePath: textOf(get(FILE.filePath), "file path"),
      fileFormat: formatOf(textOf(get(FILE.fileFormat), "file format")),
      specId: this.specId,
      partition: partitionFromAvro(this.#partition, get(FILE.partition), this.#partitionIds),
      recordCount: integerOf(get(FILE.recordCount), "record count"),
      fileSizeBytes: integerOf(get(FILE.fileSizeBytes), "file size"),
      ...present("columnSizes", readMap(get(FILE.columnSizes), count)),
      ...present("valueCounts", readMap(get(FILE.valueCounts), count)),
      ...present("nullValueCounts", readMap(get(FILE.nullValueCounts), count)),
      ...present("nanValueCounts", readMap(get(FILE.nanValueCounts), count)),
      ...present("lowerBounds", readMap(get(FILE.lowerBounds), bound)),
      ...present("upperBounds", readMap(get(FILE.upperBounds), bound)),
      ...present("splitOffsets", readList(get(FILE.splitOffsets))),
      ...present("equalityIds", readList(get(FILE.equalityIds))),
      ...present("sortOrderId", sortOrderId === undefined ? undefined : integerOf(sortOrderId, "sort order")),
      ...present("referencedDataFile", typeof referenced === "string" ? referenced : undefined),
    };
  }
}

function readList(value: unknown): readonly number[] | undefined {
  return Array.isArray(value) ? value.map(count) : undefined;
}

function present<K extends string, T>(name: K, value: T | undefined): { readonly [P in K]?: T } {
  const field: { [P in K]?: T } = {};
  if (value !== undefined) field[name] = value;
  return field;
}

function map<T>(values: ReadonlyMap<number, T> | undefined, item: (value: T) => unknown): unknown[] | null {
  if (values === undefined) return null;
  return [...values].map(([key, value]) => ({ key, value: item(value) }));
}

const same = (count: number): number => count;

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A data file as a record of a manifest of version 2. */
export function dataFileToAvro(file: DataFile, columns: readonly PartitionColumn[]): Record<string, unknown> {
  return {
    content: CONTENTS.indexOf(file.content),
    file_path: file.filePath,
    file_format: file.fileFormat.toUpperCase(),
    partition: partitionToAvro(columns, file.partition),
    record_count: BigInt(file.recordCount),
    file_size_in_bytes: BigInt(file.fileSizeBytes),
    column_sizes: map(file.columnSizes, same),
    value_counts: map(file.valueCounts, same),
    null_value_counts: map(file.nullValueCounts, same),
    nan_value_counts: map(file.nanValueCounts, same),
    lower_bounds: map(file.lowerBounds, buffer),
    upper_bounds: map(file.upperBounds, buffer),
    split_offsets: file.splitOffsets?.map(BigInt) ?? null,
    equality_ids: file.equalityIds ?? null,
    sort_order_id: file.sortOrderId ?? null,
    referenced_data_file: file.referencedDataFile ?? null,
  };
}
