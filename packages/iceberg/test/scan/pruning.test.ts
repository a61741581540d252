import fc from "fast-check";
import type { DataFile } from "../../src/manifest/data-file";
import type { PartitionFieldSummary } from "../../src/manifest/manifest-file";
import type { PartitionSpec, PartitionValue } from "../../src/metadata/partition-spec";
import { parseTransform, transformedType } from "../../src/partition/transform";
import { transformValue } from "../../src/partition/transform-value";
import { Pruning } from "../../src/scan/pruning";
import type { ScanPredicate } from "../../src/scan/scan-plan";
import { compareSingleValues, encodeSingleValue, type SingleValue } from "../../src/values/single-value";
import { dataFile, schemaOf } from "./table-bench";

type Literal = ScanPredicate["values"][number];

/** A type with values close to each other, as literals of predicates, and the transforms that it has. */
interface Sample {
  readonly type: string;
  readonly values: fc.Arbitrary<SingleValue>;
  readonly literal: (value: SingleValue) => Literal;
  readonly transforms: readonly string[];
}

const own = (value: SingleValue): Literal => (value instanceof Uint8Array ? "" : value);
const micros = (value: SingleValue): string => {
  const all = BigInt(String(value));
  const fraction = ((all % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((all - fraction) / 1000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(fraction).padStart(6, "0")}`;
};
const unscaled = (value: SingleValue): string => {
  const digits = String(value).replace("-", "").padStart(3, "0");
  return `${Number(value) < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const numbers = ["void", "bucket[3]", "truncate[5]"];
const times = ["void", "bucket[3]", "year", "month", "day"];
const SAMPLES: readonly Sample[] = [
  { type: "int", values: fc.integer({ min: -20, max: 20 }), literal: own, transforms: numbers },
  { type: "long", values: fc.bigInt({ min: -20n, max: 20n }), literal: own, transforms: numbers },
  { type: "decimal(9,2)", values: fc.bigInt({ min: -250n, max: 250n }), literal: unscaled, transforms: numbers },
  {
    type: "string",
    values: fc.string({ unit: fc.constantFrom("a", "b", "𝄞", "￿"), maxLength: 4 }),
    literal: own,
    transforms: ["void", "bucket[3]", "truncate[2]"],
  },
  { type: "boolean", values: fc.boolean(), literal: own, transforms: ["void"] },
  {
    type: "float",
    values: fc.constantFrom(-0, 0, 0.5, Math.fround(0.1), Number.NaN, Number.POSITIVE_INFINITY, -3),
    literal: own,
    transforms: ["void"],
  },
  {
    type: "double",
    values: fc.constantFrom(-0, 0, 0.5, 0.1, Number.NaN, Number.NEGATIVE_INFINITY, -3),
    literal: own,
    transforms: ["void"],
  },
  {
    type: "date",
    values: fc.integer({ min: -800, max: 800 }),
    literal: (value) => new Date(Number(value) * 86_400_000).toISOString().slice(0, 10),
    transforms: times,
  },
  {
    type: "timestamp",
    values: fc.bigInt({ min: -50_000n, max: 50_000n }).map((value) => value * 999_999_999n),
    literal: micros,
    transforms: [...times, "hour"],
  },
];

const OPERATORS = ["=", "<", "<=", ">", ">="] as const;

function holds(value: PartitionValue, operator: ScanPredicate["operator"], operands: readonly SingleValue[]): boolean {
  if (operator === "is null") return value === null;
  if (value === null) return false;
  if (operator === "is not null") return true;
  return operands.some((operand) => {
    const order = compareSingleValues(value, operand);
    if (operator === "=" || operator === "in") return order === 0;
    if (operator === "<" || operator === "<=") return order < 0 || (operator === "<=" && order === 0);
    return order > 0 || (operator === ">=" && order === 0);
  });
}

/** What early writers stored before 1970: times were rounded towards zero. */
function early(image: PartitionValue, transform: string): PartitionValue {
  const isTime = ["year", "month", "day", "hour"].includes(transform);
  return isTime && typeof image === "number" && image < 0 ? image + 1 : image;
}

function extremes(values: readonly PartitionValue[]): readonly [SingleValue | undefined, SingleValue | undefined] {
  const known = values.filter((value) => value !== null).filter((value) => !Number.isNaN(value));
  const sorted = known.toSorted(compareSingleValues);
  return [sorted[0], sorted.at(-1)];
}

function statistics(rows: readonly PartitionValue[], type: string): Partial<DataFile> {
  const [lower, upper] = extremes(rows);
  return {
    valueCounts: new Map([[1, rows.length]]),
    nullValueCounts: new Map([[1, rows.filter((row) => row === null).length]]),
    ...(type === "float" || type === "double"
      ? { nanValueCounts: new Map([[1, rows.filter((row) => Number.isNaN(row)).length]]) }
      : {}),
    ...(lower === undefined ? {} : { lowerBounds: new Map([[1, encodeSingleValue(lower, type)]]) }),
    ...(upper === undefined ? {} : { upperBounds: new Map([[1, encodeSingleValue(upper, type)]]) }),
  };
}

function summary(values: readonly PartitionValue[], type: string): PartitionFieldSummary {
  const [lower, upper] = extremes(values);
  return {
    containsNull: values.includes(null),
    containsNan: values.some((value) => Number.isNaN(value)),
    ...(lower === undefined ? {} : { lowerBound: encodeSingleValue(lower, type) }),
    ...(upper === undefined ? {} : { upperBound: encodeSingleValue(upper, type) }),
  };
}

const MANIFEST = {
  manifestPath: "m",
  manifestLength: 1,
  partitionSpecId: 1,
  content: "data",
  sequenceNumber: 1,
  minSequenceNumber: 1,
  addedSnapshotId: 1n,
  addedFilesCount: 1,
  existingFilesCount: 0,
  deletedFilesCount: 0,
  addedRowsCount: 1,
  existingRowsCount: 0,
  deletedRowsCount: 0,
} as const;

describe("pruning", () => {
  const cases = SAMPLES.flatMap((sample) =>
    ["identity", ...sample.transforms].map((transform) => ({ ...sample, transform })),
  );

  it.each(cases)("never loses a row: $type by $transform", ({ type, values, literal, transform }) => {
    const spec: PartitionSpec = { "spec-id": 1, fields: [{ "source-id": 1, "field-id": 1000, name: "p", transform }] };
    const schema = schemaOf({ c: type });
    const parsed = parseTransform(transform);
    const resultType = transformedType(parsed, type);
    const operation = fc.oneof(
      fc.record({ operator: fc.constantFrom(...OPERATORS), operands: fc.tuple(values) }),
      fc.record({ operator: fc.constant("in" as const), operands: fc.array(values, { maxLength: 3 }) }),
      fc.record({ operator: fc.constantFrom("is null" as const, "is not null" as const), operands: fc.constant([]) }),
    );
    const rows = fc.array(fc.option(values, { nil: null }), { maxLength: 25 });
    fc.assert(
      fc.property(
        rows,
        operation,
        fc.boolean(),
        fc.boolean(),
        (all, { operator, operands }, isEarly, hasStatistics) => {
          const groups = new Map<string, { partition: PartitionValue; rows: PartitionValue[] }>();
          for (const row of all) {
            const image = row === null ? null : transformValue(parsed, row, type);
            const partition = isEarly ? early(image, transform) : image;
            const group = groups.get(String(partition)) ?? { partition, rows: [] };
            group.rows.push(row);
            groups.set(String(partition), group);
          }
          const predicate = { column: "c", operator, values: operands.map(literal) };
          const pruning = new Pruning([predicate], schema, new Map([[1, spec]]));
          const partitions = [
            summary(
              [...groups.values()].map(({ partition }) => partition),
              resultType,
            ),
          ];
          const isKept = pruning.keepsManifest({ ...MANIFEST, partitions });
          for (const { partition, rows: inFile } of groups.values()) {
            if (!inFile.some((row) => holds(row, operator, operands))) continue;
            const known = hasStatistics ? statistics(inFile, type) : {};
            const file = dataFile({ filePath: "f", specId: 1, partition: [partition], ...known });
            expect([isKept, pruning.keepsFile(file)]).toEqual([true, true]);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("lets an engine compare floats in single precision", () => {
    const value = Math.fround(0.1);
    const predicate: ScanPredicate = { column: "c", operator: "=", values: [0.1] };
    const pruning = new Pruning([predicate], schemaOf({ c: "float" }), new Map());
    expect(pruning.keepsFile(dataFile({ filePath: "f", ...statistics([value], "float") }))).toBe(true);
  });

  it("is worth something: of a thousand files by day, a day's predicate keeps one", () => {
    const spec: PartitionSpec = {
      "spec-id": 1,
      fields: [{ "source-id": 1, "field-id": 1000, name: "p", transform: "day" }],
    };
    const predicate: ScanPredicate = { column: "c", operator: "=", values: ["1970-04-11T12:00:00"] };
    const pruning = new Pruning([predicate], schemaOf({ c: "timestamp" }), new Map([[1, spec]]));
    const days = Array.from({ length: 1000 }, (_, day) => day);
    const kept = days.filter((day) => pruning.keepsFile(dataFile({ filePath: "f", specId: 1, partition: [day] })));
    expect(kept).toEqual([100]);
  });

  it("concludes nothing from a transform that it does not know", () => {
    const spec: PartitionSpec = {
      "spec-id": 1,
      fields: [{ "source-id": 1, "field-id": 1000, name: "p", transform: "zorder" }],
    };
    const predicate: ScanPredicate = { column: "c", operator: "=", values: [5] };
    const pruning = new Pruning([predicate], schemaOf({ c: "int" }), new Map([[1, spec]]));
    expect(pruning.keepsFile(dataFile({ filePath: "f", specId: 1, partition: [7] }))).toBe(true);
  });
});
