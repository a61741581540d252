import type { DataFile } from "../manifest/data-file";
import type { ManifestFile } from "../manifest/manifest-file";
import { currentSchema } from "../metadata/current";
import type { PartitionValue } from "../metadata/partition-spec";
import type { TableMetadata } from "../metadata/table-metadata";
import { parseTransform, type Transform } from "../partition/transform";
import { Pruning } from "../scan/pruning";
import { type ColumnTest, columnTest, PredicateError } from "../scan/range-test";
import type { ScanPredicate } from "../scan/scan-plan";
import { compareSingleValues, type SingleValue } from "../values/single-value";
import { IllegalChangeError } from "./errors";

/** How many of a file's rows satisfy predicates. */
export type Decision = "none" | "all" | "some";

/** All values of a column in one partition: from the lowest to the highest that are possible, or null only. */
type PartitionRange = "null" | { readonly lower: SingleValue; readonly upper: SingleValue };

const DAY_MICROS = 86_400_000_000n;
const HOUR_MICROS = 3_600_000_000n;

const firstDayOfYear = (year: number): number => Date.UTC(1970 + year, 0, 1) / 86_400_000;
const firstDayOfMonth = (month: number): number => Date.UTC(1970, month, 1) / 86_400_000;

/** The first day of a period and of the next. */
function daysOf(kind: "year" | "month" | "day", period: number): readonly [number, number] {
  if (kind === "year") return [firstDayOfYear(period), firstDayOfYear(period + 1)];
  if (kind === "month") return [firstDayOfMonth(period), firstDayOfMonth(period + 1)];
  return [period, period + 1];
}

function periodRange(kind: "year" | "month" | "day" | "hour", period: number, type: string): PartitionRange {
  // Early writers rounded up before 1970: rows of the period before may be there too.
  const from = period <= 0 ? period - 1 : period;
  if (kind === "hour") {
    return { lower: BigInt(from) * HOUR_MICROS, upper: BigInt(period + 1) * HOUR_MICROS - 1n };
  }
  const [first] = daysOf(kind, from);
  const [, next] = daysOf(kind, period);
  if (type === "date") return { lower: first, upper: next - 1 };
  return { lower: BigInt(first) * DAY_MICROS, upper: BigInt(next) * DAY_MICROS - 1n };
}

/** undefined: the partition says nothing of single values, as that of a bucket. */
function rangeOf(transform: Transform, value: PartitionValue, type: string): PartitionRange | undefined {
  if (transform.kind === "void") return undefined;
  if (value === null) return "null";
  if (transform.kind === "identity") return Number.isNaN(value) ? undefined : { lower: value, upper: value };
  if (transform.kind === "bucket" || transform.kind === "truncate") return undefined;
  return typeof value === "number" ? periodRange(transform.kind, value, type) : undefined;
}

/** Whether every value of a range passes. */
function allPass({ test }: ColumnTest, range: PartitionRange): boolean {
  if (test.operator === "is null") return range === "null";
  if (range === "null") return false;
  if (test.operator === "is not null") return true;
  const { lower, upper } = range;
  const { operator, values } = test;
  if (operator === "=") {
    return compareSingleValues(lower, upper) === 0 && values.some((value) => compareSingleValues(value, lower) === 0);
  }
  return values.every((value) => {
    const order =
      operator === "<" || operator === "<=" ? compareSingleValues(upper, value) : compareSingleValues(value, lower);
    return order < 0 || (order === 0 && (operator === "<=" || operator === ">="));
  });
}

/** Decides by their partitions which files hold only rows that satisfy predicates. */
export class PartitionDecision {
  readonly #pruning: Pruning;
  readonly #tests: readonly ColumnTest[];

  /**
   * @param predicates all of which rows have to satisfy
   * @throws PredicateError when there is no such column, or its type has no order that files could be told apart by
   */
  constructor(
    private readonly metadata: TableMetadata,
    predicates: readonly ScanPredicate[],
  ) {
    const schema = currentSchema(metadata);
    this.#tests = predicates.map((predicate) => {
      const test = columnTest(predicate, schema);
      if (test === undefined) {
        throw new PredicateError(
          `${predicate.column} ${predicate.operator} ${predicate.values.join(", ")} can't be compared with the column's values`,
        );
      }
      return test;
    });
    const specs = new Map(metadata["partition-specs"].map((spec) => [spec["spec-id"], spec]));
    this.#pruning = new Pruning(predicates, schema, specs);
  }

  /** False: all of the manifest's files are decided as "none". */
  concerns(manifest: ManifestFile): boolean {
    return this.#pruning.keepsManifest(manifest);
  }

  decide(file: DataFile): Decision {
    if (!this.#pruning.keepsFile(file)) return "none";
    return this.#tests.every((test) => this.#allRowsPass(test, file)) ? "all" : "some";
  }

  #allRowsPass(test: ColumnTest, file: DataFile): boolean {
    const spec = this.metadata["partition-specs"].find((each) => each["spec-id"] === file.specId);
    return (spec?.fields ?? []).some((field, index) => {
      if (field["source-id"] !== test.fieldId) return false;
      const range = rangeOf(parseTransform(field.transform), file.partition[index] ?? null, test.type);
      return range !== undefined && allPass(test, range);
    });
  }
}

/** Says which predicates can't be carried out by dropping files. */
export function undecidable(predicates: readonly ScanPredicate[], file: DataFile): IllegalChangeError {
  const shown = predicates
    .map(({ column, operator, values }) => [column, operator, ...values.map(String)].join(" "))
    .join(" and ");
  return new IllegalChangeError(
    `rows where ${shown} share files with others, such as ${file.filePath}; only whole partitions can be deleted`,
  );
}
