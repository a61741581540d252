import fc from "fast-check";
import type { DataFile } from "../../src/manifest/data-file";
import type { PartitionSpec, PartitionValue } from "../../src/metadata/partition-spec";
import type { Schema } from "../../src/metadata/schema";

const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
const digits = (precision: number) =>
  fc.bigInt({ min: 1n - 10n ** BigInt(precision), max: 10n ** BigInt(precision) - 1n });

/** Values of every type that a partition can have, in the form that manifests give them. */
export const VALUES: Readonly<Record<string, fc.Arbitrary<NonNullable<PartitionValue>>>> = {
  boolean: fc.boolean(),
  int,
  long,
  float: fc.float({ noNaN: true }),
  double: fc.double({ noNaN: true }),
  date: int,
  time: fc.bigInt({ min: 0n, max: 86_399_999_999n }),
  timestamp: long,
  timestamptz: long,
  string: fc.string({ unit: "grapheme" }),
  uuid: bytes(16),
  binary: fc.uint8Array({ maxLength: 20 }),
  "fixed[5]": bytes(5),
  "decimal(9,2)": digits(9),
  "decimal(38,10)": digits(38),
};

/** A column and an identity partition field of every type. */
export const TYPES = Object.keys(VALUES);

export const SCHEMA: Schema = {
  type: "struct",
  "schema-id": 0,
  fields: TYPES.map((type, index) => ({ id: index + 1, name: `c ${type}`, required: false, type })),
};

export const SPEC: PartitionSpec = {
  "spec-id": 3,
  fields: TYPES.map((type, index) => ({
    "source-id": index + 1,
    "field-id": 1000 + index,
    name: `c ${type}`,
    transform: "identity",
  })),
};

const counts = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.nat({ max: 2 ** 52 })), { maxLength: 4 })
  .map((pairs) => new Map(pairs));
const bounds = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.uint8Array({ maxLength: 16 })), { maxLength: 4 })
  .map((pairs) => new Map(pairs));

const partition = fc.tuple(
  ...TYPES.map((type) => fc.option<PartitionValue>(VALUES[type] ?? fc.constant(null), { nil: null })),
);

/** A data file under {@link SPEC}. */
export const dataFile: fc.Arbitrary<DataFile> = fc.record(
  {
    content: fc.constant<"data">("data"),
    filePath: fc.string().map((name) => `s3://b/${name}`),
    fileFormat: fc.constantFrom("parquet", "avro", "orc"),
    specId: fc.constant(3),
    partition,
    recordCount: fc.maxSafeNat(),
    fileSizeBytes: fc.maxSafeNat(),
    columnSizes: counts,
    valueCounts: counts,
    nullValueCounts: counts,
    nanValueCounts: counts,
    lowerBounds: bounds,
    upperBounds: bounds,
    splitOffsets: fc.array(fc.maxSafeNat(), { maxLength: 3 }),
    sortOrderId: fc.nat({ max: 9 }),
    referencedDataFile: fc.string(),
  },
  {
    requiredKeys: ["content", "filePath", "fileFormat", "specId", "partition", "recordCount", "fileSizeBytes"],
    noNullPrototype: true,
  },
);
