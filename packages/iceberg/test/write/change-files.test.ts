import {
  append,
  changeSchema,
  deleteWhere,
  type Engine,
  expireSnapshots,
  IllegalChangeError,
  type NestedField,
  overwritePartitions,
  type ScanPredicate,
} from "../../src/index";
import { field, IDENTIFIER, Lake, partitionedBy, smallEngine } from "./lake";

let engine: Engine;
let lake: Lake;
beforeAll(async () => {
  engine = await smallEngine();
});
afterAll(() => engine.close());
beforeEach(() => {
  lake = new Lake(engine);
});
afterEach(() => lake.end());

const COLUMNS: readonly NestedField[] = [field(1, "id", "int"), field(2, "day", "date"), field(3, "at", "timestamp")];

const add = (...rows: readonly Record<string, string | number | null>[]) =>
  append(lake.catalog, IDENTIFIER, { engine, rows });
const remove = (...predicates: readonly ScanPredicate[]) => deleteWhere(lake.catalog, IDENTIFIER, predicates);
const where = (column: string, operator: ScanPredicate["operator"], ...values: ScanPredicate["values"]) => ({
  column,
  operator,
  values,
});
const ids = async () => (await lake.rows()).map((row) => row.id).sort();
const summary = async () => (await lake.catalog.load(IDENTIFIER)).metadata.snapshots.at(-1)?.summary;

describe("deleteWhere", () => {
  it("takes out whole partitions, by value and by range", async () => {
    await lake.create(COLUMNS, [partitionedBy(2, "identity")]);
    await add({ id: 1, day: "2024-01-01" }, { id: 2, day: "2024-01-02" });
    await add({ id: 3, day: "2024-01-02" }, { id: 4, day: null }, { id: 5, day: "2024-01-09" });
    expect(await remove(where("day", "=", "2024-01-02"))).toMatchObject({ files: 2, rows: 2 });
    expect(await ids()).toEqual([1, 4, 5]);
    expect(await summary()).toMatchObject({
      operation: "delete",
      "deleted-data-files": "2",
      "deleted-records": "2",
      "total-records": "3",
      "total-data-files": "3",
    });
    await remove(where("day", ">=", "2024-01-03"), where("day", "<", "2025-01-01"));
    expect(await ids()).toEqual([1, 4]);
    await remove(where("day", "is null"));
    expect(await ids()).toEqual([1]);
    await add({ id: 6, day: "2024-01-01" });
    expect(await ids()).toEqual([1, 6]);
  });

  it("goes by periods: a timestamp's day, all of it or nothing of it", async () => {
    await lake.create(COLUMNS, [partitionedBy(3, "day")]);
    await add({ id: 1, at: "2024-01-01 23:59:59.999999" }, { id: 2, at: "2024-01-02 12:00:00" });
    await expect(remove(where("at", "<", "2024-01-02 12:00:00"))).resolves.toMatchObject({ rows: 1 });
    await expect(remove(where("at", "<=", "2024-01-02 12:00:00"))).rejects.toThrow(IllegalChangeError);
    await expect(remove(where("at", "<", "2024-01-03"))).resolves.toMatchObject({ rows: 1 });
  });

  it("refuses by name what partitions don't tell, and leaves everything as it was", async () => {
    await lake.create(COLUMNS, [partitionedBy(1, "bucket[4]")]);
    await add({ id: 1 }, { id: 2 });
    const before = lake.files.uris;
    await expect(remove(where("id", "<=", 2))).rejects.toThrow(
      /rows where id <= 2 share files with others, such as mem:.*; only whole partitions can be deleted/,
    );
    await expect(remove(where("other", "=", 2))).rejects.toThrow("there is no column other");
    expect(lake.files.uris).toEqual(before);
  });

  it("commits nothing when no row is concerned", async () => {
    await lake.create(COLUMNS, [partitionedBy(2, "month")]);
    await add({ id: 1, day: "2024-01-01" });
    const result = await remove(where("day", "=", "2025-01-01"));
    expect(result).toMatchObject({ files: 0, rows: 0, snapshotId: undefined });
    expect(result.table.metadata.snapshots).toHaveLength(1);
  });

  it("without predicates empties the table, however it is partitioned", async () => {
    await lake.create(COLUMNS);
    await add({ id: 1 }, { id: 2 });
    await expect(remove()).resolves.toMatchObject({ rows: 2 });
    expect(await ids()).toEqual([]);
    await add({ id: 3 });
    expect(await ids()).toEqual([3]);
  });
});

describe("overwritePartitions", () => {
  const overwrite = (...rows: readonly Record<string, string | number | null>[]) =>
    overwritePartitions(lake.catalog, IDENTIFIER, { engine, rows });

  it("replaces what is in the partitions of the new rows, and nothing else", async () => {
    await lake.create(COLUMNS, [partitionedBy(2, "identity")]);
    await add({ id: 1, day: "2024-01-01" }, { id: 2, day: "2024-01-02" }, { id: 3, day: null });
    await overwrite({ id: 4, day: "2024-01-02" }, { id: 5, day: null });
    expect(await ids()).toEqual([1, 4, 5]);
    expect(await summary()).toMatchObject({ operation: "overwrite", "added-records": "2", "deleted-records": "2" });
  });

  it("replaces an unpartitioned table", async () => {
    await lake.create(COLUMNS);
    await add({ id: 1 });
    await add({ id: 2 });
    await overwrite({ id: 3 });
    expect(await ids()).toEqual([3]);
  });

  it("does not replace rows that it has not seen", async () => {
    await lake.create(COLUMNS, [partitionedBy(2, "identity")]);
    await add({ id: 1, day: "2024-01-01" });
    const late = async function* () {
      yield "SELECT 9 AS id, DATE '2024-01-01' AS day";
      await add({ id: 2, day: "2024-01-01" });
    };
    const racing = overwritePartitions(lake.catalog, IDENTIFIER, { engine, queries: late(), retry: { minWait: 0 } });
    await expect(racing).rejects.toThrow(/another writer has put .* into a partition that is being overwritten/);
    expect(await ids()).toEqual([1, 2]);
    expect(lake.dataFiles).toHaveLength(2);
  });

  it("goes on when the other writer was in other partitions", async () => {
    await lake.create(COLUMNS, [partitionedBy(2, "identity")]);
    await add({ id: 1, day: "2024-01-01" });
    const late = async function* () {
      yield "SELECT 9 AS id, DATE '2024-01-01' AS day";
      await add({ id: 2, day: "2024-01-02" });
    };
    await overwritePartitions(lake.catalog, IDENTIFIER, { engine, queries: late(), retry: { minWait: 0 } });
    expect(await ids()).toEqual([2, 9]);
  });
});

describe("expireSnapshots", () => {
  it("removes exactly the files that nothing needs any more", async () => {
    await lake.create(COLUMNS, [partitionedBy(2, "identity")]);
    await add({ id: 1, day: "2024-01-01" });
    await add({ id: 2, day: "2024-01-02" });
    await remove(where("day", "=", "2024-01-01"));
    await add({ id: 3, day: "2024-01-03" });
    const now = () => Date.now() + 1000;
    const result = await expireSnapshots(lake.catalog, IDENTIFIER, { olderThan: now(), now });
    expect(result.snapshots).toHaveLength(3);
    expect(result.removed).toEqual({ dataFiles: 1, manifests: 2, manifestLists: 3 });
    expect(lake.dataFiles).toHaveLength(2);
    expect(await ids()).toEqual([2, 3]);
    expect(result.table.metadata["snapshot-log"]).toHaveLength(1);
  });

  it("keeps what is young, and as many as are asked for", async () => {
    await lake.create(COLUMNS);
    for (const id of [1, 2, 3]) await add({ id });
    await expect(expireSnapshots(lake.catalog, IDENTIFIER)).resolves.toMatchObject({ snapshots: [] });
    const olderThan = Date.now() + 1000;
    await expect(expireSnapshots(lake.catalog, IDENTIFIER, { olderThan, keepLast: 3 })).resolves.toMatchObject({
      snapshots: [],
    });
    const result = await expireSnapshots(lake.catalog, IDENTIFIER, { olderThan, keepLast: 2 });
    expect(result).toMatchObject({ snapshots: [expect.anything()], removed: { dataFiles: 0, manifestLists: 1 } });
    expect(await ids()).toEqual([1, 2, 3]);
  });
});

describe("changeSchema", () => {
  it("commits a schema once", async () => {
    await lake.create(COLUMNS);
    await add({ id: 1 });
    const steps = [{ kind: "widen", path: ["id"], type: "long" }] as const;
    const first = await changeSchema(lake.catalog, IDENTIFIER, steps);
    const second = await changeSchema(lake.catalog, IDENTIFIER, steps);
    expect(second.metadataLocation).toBe(first.metadataLocation);
    await add({ id: 2 ** 40 });
    expect((await ids()).map(String)).toEqual(["1", String(2 ** 40)]);
  });
});
