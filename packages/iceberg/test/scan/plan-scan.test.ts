import { FileNotFoundError } from "../../src/files/file-store";
import type { DataFile } from "../../src/manifest/data-file";
import type { PartitionSpec } from "../../src/metadata/partition-spec";
import { DuplicateDataFileError, EqualityDeletesError, planScan } from "../../src/scan/plan-scan";
import { DELETE_FILE_PATH_ID } from "../../src/scan/position-deletes";
import { PredicateError } from "../../src/scan/range-test";
import type { ScanPlan, ScanPredicate } from "../../src/scan/scan-plan";
import { SnapshotNotFoundError } from "../../src/scan/snapshot-selection";
import { encodeSingleValue } from "../../src/values/single-value";
import { added, dataFile, schemaOf, TableBench } from "./table-bench";

const SCHEMA = schemaOf({ id: "long", day: "date", name: "string" });
const BY_DAY: PartitionSpec = {
  "spec-id": 1,
  fields: [{ "source-id": 2, "field-id": 1000, name: "day", transform: "identity" }],
};

const paths = (plan: ScanPlan) => plan.tasks.map(({ file }) => file.filePath);
const is = (column: string, ...values: ScanPredicate["values"]): ScanPredicate => ({ column, operator: "=", values });
const path = (uri: string) => encodeSingleValue(uri, "string");

const deletes = (filePath: string, fields: Partial<DataFile> = {}) =>
  dataFile({ content: "position-deletes", filePath, ...fields });

describe("a scan plan", () => {
  it("of a table without snapshots has no files", async () => {
    const { metadata, files } = new TableBench([SCHEMA]);
    expect(await planScan(metadata, files)).toMatchObject({ snapshot: undefined, schema: SCHEMA, tasks: [] });
  });

  it("has the files of the current snapshot, without those that were deleted", async () => {
    const table = await new TableBench([SCHEMA]).snapshot([
      { entries: [added(dataFile({ filePath: "a" })), added(dataFile({ filePath: "b" }))] },
      {
        entries: [
          {
            status: "deleted",
            snapshotId: 1n,
            sequenceNumber: 1,
            fileSequenceNumber: 1,
            file: dataFile({ filePath: "c" }),
          },
          {
            status: "existing",
            snapshotId: 1n,
            sequenceNumber: 1,
            fileSequenceNumber: 1,
            file: dataFile({ filePath: "d" }),
          },
        ],
      },
    ]);
    expect(paths(await planScan(table.metadata, table.files))).toEqual(["a", "b", "d"]);
  });

  it("travels in time by id and by moment, with the schema of then", async () => {
    const before = schemaOf({ id: "long" }, 7);
    const table = new TableBench([before, SCHEMA]);
    await table.snapshot([{ entries: [added(dataFile({ filePath: "a" }))] }]);
    await table.snapshot([{ entries: [added(dataFile({ filePath: "b" }))] }]);
    const plan = (options: object) => planScan(table.metadata, table.files, options);
    expect(paths(await plan({}))).toEqual(["b"]);
    expect(paths(await plan({ snapshotId: 1n }))).toEqual(["a"]);
    expect(await plan({ snapshotId: 1n })).toMatchObject({ schema: before });
    expect(paths(await plan({ asOfMs: 1999 }))).toEqual(["a"]);
    expect(paths(await plan({ asOfMs: 2000 }))).toEqual(["b"]);
    await expect(plan({ asOfMs: 999 })).rejects.toThrow(SnapshotNotFoundError);
    await expect(plan({ snapshotId: 3n })).rejects.toThrow("the table has no snapshot 3");
  });

  it("leaves out manifests and files whose partition has no such row", async () => {
    const onDay = (filePath: string, day: number) => added(dataFile({ filePath, specId: 1, partition: [day] }));
    const days = (lower: number, upper: number) => [
      {
        containsNull: false,
        lowerBound: encodeSingleValue(lower, "date"),
        upperBound: encodeSingleValue(upper, "date"),
      },
    ];
    const table = await new TableBench([SCHEMA], [BY_DAY]).snapshot([
      { entries: [onDay("a", 0), onDay("b", 1)], partitions: days(0, 1) },
      { entries: [onDay("c", 2)], partitions: days(2, 2) },
    ]);
    const plan = await planScan(table.metadata, table.files, { predicates: [is("day", "1970-01-02")] });
    expect(paths(plan)).toEqual(["b"]);
    expect(plan.pruned).toEqual({ manifests: 1, files: 1 });
  });

  it("leaves out files by their columns' bounds and counts of nulls", async () => {
    const bounded = (filePath: string, lower: bigint, upper: bigint, nulls: number) =>
      added(
        dataFile({
          filePath,
          valueCounts: new Map([[1, 10]]),
          nullValueCounts: new Map([[1, nulls]]),
          lowerBounds: new Map([[1, encodeSingleValue(lower, "long")]]),
          upperBounds: new Map([[1, encodeSingleValue(upper, "long")]]),
        }),
      );
    const table = await new TableBench([SCHEMA]).snapshot([
      { entries: [bounded("a", 1n, 5n, 0), bounded("b", 5n, 9n, 2), added(dataFile({ filePath: "unknown" }))] },
    ]);
    const plan = async (predicate: ScanPredicate) =>
      paths(await planScan(table.metadata, table.files, { predicates: [predicate] })).join(" ");
    expect(await plan(is("id", 5))).toBe("a b unknown");
    expect(await plan(is("id", 6))).toBe("b unknown");
    expect(await plan({ column: "id", operator: "<", values: [5] })).toBe("a unknown");
    expect(await plan({ column: "id", operator: "<=", values: [5n] })).toBe("a b unknown");
    expect(await plan({ column: "id", operator: ">", values: [5] })).toBe("b unknown");
    expect(await plan({ column: "id", operator: "in", values: [0, 2] })).toBe("a unknown");
    expect(await plan({ column: "id", operator: "in", values: [] })).toBe("");
    expect(await plan({ column: "id", operator: "is null", values: [] })).toBe("b unknown");
    expect(await plan(is("id", "no number"))).toBe("a b unknown");
    await expect(plan(is("nothing", 1))).rejects.toThrow(new PredicateError("there is no column nothing"));
    await expect(plan(is("id", 1, 2))).rejects.toThrow("id = takes one value, not 2");
  });

  it("attaches position deletes that are not older, of the same partition, and may name the file", async () => {
    const inPartition = { specId: 1, partition: [3] };
    const named = (lower: string, upper: string) => ({
      lowerBounds: new Map([[DELETE_FILE_PATH_ID, path(lower)]]),
      upperBounds: new Map([[DELETE_FILE_PATH_ID, path(upper)]]),
    });
    const table = await new TableBench([SCHEMA], [BY_DAY, { "spec-id": 0, fields: [] }]).snapshot([
      { entries: [added(dataFile({ filePath: "s3://b/m", ...inPartition }), 5)] },
      { entries: [added(dataFile({ filePath: "s3://b/z" }), 5)] },
      {
        entries: [
          added(deletes("same commit", inPartition), 5),
          added(deletes("older", inPartition), 4),
          added(deletes("other partition", { specId: 1, partition: [4] }), 6),
          added(deletes("may name it", { ...inPartition, ...named("s3://b/a", "s3://b/z") }), 6),
          added(deletes("names others", { ...inPartition, ...named("s3://b/n", "s3://b/z") }), 6),
          added(deletes("names it only", { ...inPartition, ...named("s3://b/m", "s3://b/m") }), 6),
          added(deletes("refers to it", { ...inPartition, referencedDataFile: "s3://b/m" }), 6),
          added(deletes("refers to another", { ...inPartition, referencedDataFile: "s3://b/k" }), 6),
        ],
      },
      { entries: [added(deletes("unpartitioned"), 6)] },
    ]);
    const { tasks } = await planScan(table.metadata, table.files);
    const found = tasks.map(({ file, deletes: of }) => [file.filePath, of.map(({ filePath }) => filePath).sort()]);
    expect(Object.fromEntries(found)).toEqual({
      "s3://b/m": ["may name it", "names it only", "refers to it", "same commit"],
      "s3://b/z": ["unpartitioned"],
    });
  });

  it("refuses equality deletes, whatever is asked for, and files that are listed twice", async () => {
    const equality = await new TableBench([SCHEMA]).snapshot([
      { entries: [added(dataFile({ content: "equality-deletes", filePath: "e", equalityIds: [1] }))] },
    ]);
    await expect(planScan(equality.metadata, equality.files, { predicates: [is("id", 1)] })).rejects.toThrow(
      new EqualityDeletesError("e"),
    );
    const twice = await new TableBench([SCHEMA]).snapshot([
      { entries: [added(dataFile({ filePath: "a" }))] },
      { entries: [added(dataFile({ filePath: "a" }))] },
    ]);
    await expect(planScan(twice.metadata, twice.files)).rejects.toThrow(new DuplicateDataFileError("a"));
  });

  it("names the file that is gone or broken", async () => {
    const table = await new TableBench([SCHEMA]).snapshot([{ entries: [added(dataFile({ filePath: "a" }))] }]);
    const manifest = "s3://b/t/metadata/1-m0.avro";
    await table.files.remove([manifest]);
    await expect(planScan(table.metadata, table.files)).rejects.toThrow(new FileNotFoundError(manifest));
    await table.files.write(manifest, Buffer.from("garbage"));
    await expect(planScan(table.metadata, table.files)).rejects.toThrow(`${manifest} is no Avro file`);
  });
});
