import * as fc from "fast-check";
import type { LoadedTable, Schema, TableMetadata } from "../../../src/index";
import { addSnapshot } from "../../../src/write/metadata-changes/add-snapshot";
import { evolveSchema, type SchemaChange } from "../../../src/write/metadata-changes/evolve-schema";
import { withoutExpired } from "../../../src/write/metadata-changes/expire-snapshots";
import { withMetadataLog } from "../../../src/write/metadata-changes/metadata-log";
import { highestFieldId, newTableMetadata } from "../../../src/write/metadata-changes/new-table";
import { setProperties } from "../../../src/write/metadata-changes/set-properties";
import { field, IDENTIFIER, newTable } from "../lake";

const START = 1_700_000_000_000;

/** What may happen to a table. */
type Step =
  | { readonly kind: "snapshot"; readonly id: bigint; readonly elapsed: number }
  | { readonly kind: "expire"; readonly age: number; readonly keepLast: number; readonly elapsed: number }
  | { readonly kind: "schema"; readonly change: SchemaChange; readonly elapsed: number }
  | { readonly kind: "properties"; readonly value: string | null; readonly elapsed: number };

const elapsed = fc.integer({ min: -2000, max: 10_000 });
const name = fc.constantFrom("a", "b", "c", "d");
const type = fc.constantFrom("int", "long", "float", "double", "decimal(9,2)", "decimal(12,2)", "string");
const path = fc.array(name, { minLength: 1, maxLength: 2 });
const change: fc.Arbitrary<SchemaChange> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), path, type }),
  fc.record({
    kind: fc.constant("add" as const),
    path,
    type: fc.constant({ type: "struct" as const, fields: [field(1, "a", "int"), field(1, "b", "string")] }),
  }),
  fc.record({ kind: fc.constant("drop" as const), path }),
  fc.record({ kind: fc.constant("rename" as const), path, name }),
  fc.record({ kind: fc.constant("widen" as const), path, type }),
  fc.record({ kind: fc.constant("make optional" as const), path }),
  fc.record({ kind: fc.constant("describe" as const), path, doc: fc.string() }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("snapshot" as const), id: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), elapsed }),
  fc.record({
    kind: fc.constant("expire" as const),
    age: fc.integer({ min: 0, max: 20_000 }),
    keepLast: fc.integer({ min: 1, max: 4 }),
    elapsed,
  }),
  fc.record({ kind: fc.constant("schema" as const), change, elapsed }),
  fc.record({ kind: fc.constant("properties" as const), value: fc.option(fc.constantFrom("x", "y")), elapsed }),
);

function taken(metadata: TableMetadata, each: Step, now: number): TableMetadata {
  switch (each.kind) {
    case "snapshot":
      if (metadata.snapshots.some((snapshot) => snapshot["snapshot-id"] === each.id)) return metadata;
      return addSnapshot(metadata, { snapshotId: each.id, manifestList: `list-${each.id}`, summary: {}, now });
    case "expire":
      return withoutExpired(metadata, { olderThan: now - each.age, keepLast: each.keepLast }, now).metadata;
    case "schema":
      return schemaChanged(metadata, each.change, now);
    case "properties":
      return setProperties(metadata, { note: each.value }, now);
  }
}

/** Changes that are refused change nothing. */
function schemaChanged(metadata: TableMetadata, each: SchemaChange, now: number): TableMetadata {
  try {
    return evolveSchema(metadata, [each], now);
  } catch (error) {
    expect(error).toMatchObject({ name: "IllegalChangeError" });
    return metadata;
  }
}

const first = (): TableMetadata =>
  newTableMetadata(newTable([field(1, "a", "int", true), field(2, "b", "float")]), "uuid", START);

function assertSound(metadata: TableMetadata): void {
  const ids = metadata.snapshots.map((snapshot) => snapshot["snapshot-id"]);
  expect(new Set(ids).size).toBe(ids.length);
  const sequence = metadata.snapshots.map((snapshot) => snapshot["sequence-number"]);
  expect(sequence).toEqual([...new Set(sequence)].sort((left, right) => left - right));
  expect(Math.max(0, ...sequence)).toBeLessThanOrEqual(metadata["last-sequence-number"]);
  const current = metadata["current-snapshot-id"];
  expect(metadata.refs.main?.["snapshot-id"] ?? null).toBe(current);
  if (current !== null) expect(ids).toContain(current);
  const log = metadata["snapshot-log"];
  expect(log.at(-1)?.["snapshot-id"] ?? null).toBe(current);
  for (const entry of log) expect(ids).toContain(entry["snapshot-id"]);
  const times = [...log.map((entry) => entry["timestamp-ms"]), metadata["last-updated-ms"]];
  expect(times).toEqual([...times].sort((left, right) => left - right));
  const schemaIds = metadata.schemas.map((schema) => schema["schema-id"]);
  expect(new Set(schemaIds).size).toBe(schemaIds.length);
  expect(schemaIds).toContain(metadata["current-schema-id"]);
  for (const schema of metadata.schemas) {
    expect(highestFieldId(schema)).toBeLessThanOrEqual(metadata["last-column-id"]);
  }
}

const idsByName = (schema: Schema) => new Map(schema.fields.map((each) => [each.id, each.type]));

describe("any history of a table", () => {
  it("is sound at each step: ids, sequence numbers, logs, references", () => {
    void fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let metadata = first();
        let now = START;
        for (const each of steps) {
          now += each.elapsed;
          const before = metadata;
          metadata = taken(metadata, each, now);
          assertSound(metadata);
          expect(metadata["last-sequence-number"]).toBeGreaterThanOrEqual(before["last-sequence-number"]);
          expect(metadata["last-column-id"]).toBeGreaterThanOrEqual(before["last-column-id"]);
          expect(metadata["last-updated-ms"]).toBeGreaterThanOrEqual(before["last-updated-ms"]);
        }
      }),
    );
  });

  it("never gives a field id to a second field", () => {
    void fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
        let metadata = first();
        const kinds = new Map<number, string>();
        for (const each of changes) metadata = schemaChanged(metadata, each, START);
        for (const schema of metadata.schemas) {
          for (const [id, of] of idsByName(schema)) {
            const kind =
              typeof of === "string"
                ? of
                    .replace(/^(int|long)$/, "int")
                    .replace(/^(float|double)$/, "float")
                    .replace(/^decimal.*/, "decimal")
                : of.type;
            expect(kinds.get(id) ?? kind).toBe(kind);
            kinds.set(id, kind);
          }
        }
      }),
    );
  });
});

describe("a snapshot", () => {
  it("follows the current one", () => {
    const one = addSnapshot(first(), {
      snapshotId: 5n,
      manifestList: "m1",
      summary: { operation: "append" },
      now: START + 1,
    });
    const two = addSnapshot(one, { snapshotId: 6n, manifestList: "m2", summary: {}, now: START - 50 });
    expect(one.snapshots[0]).not.toHaveProperty("parent-snapshot-id");
    expect(two.snapshots[1]).toMatchObject({
      "parent-snapshot-id": 5n,
      "sequence-number": 2,
      "timestamp-ms": START + 1,
      "schema-id": 0,
    });
    expect(two["snapshot-log"].map((entry) => entry["snapshot-id"])).toEqual([5n, 6n]);
    expect(() => addSnapshot(two, { snapshotId: 5n, manifestList: "", summary: {}, now: START })).toThrow(
      "the table has a snapshot 5 already",
    );
  });

  it("is not added to a table of format version 1", () => {
    const old = { ...first(), "format-version": 1 as const };
    expect(() => addSnapshot(old, { snapshotId: 5n, manifestList: "", summary: {}, now: START })).toThrow(
      "format version 1",
    );
  });
});

describe("the metadata log", () => {
  const loaded = (metadata: TableMetadata, number: number): LoadedTable => ({
    identifier: IDENTIFIER,
    metadata,
    metadataLocation: `${number}.metadata.json`,
    version: String(number),
  });

  it("has the files before, and no more of them than the table's property says", () => {
    void fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        (commits, most, removes) => {
          const properties = {
            "write.metadata.previous-versions-max": String(most),
            "write.metadata.delete-after-commit.enabled": String(removes),
          };
          let metadata: TableMetadata = { ...first(), properties };
          const removed: string[] = [];
          for (let number = 0; number < commits; number += 1) {
            const change = withMetadataLog(loaded(metadata, number), metadata);
            metadata = change.metadata;
            removed.push(...change.superseded);
          }
          const all = Array.from({ length: commits }, (_, number) => `${number}.metadata.json`);
          const kept = all.slice(Math.max(0, commits - Math.max(1, most)));
          expect(metadata["metadata-log"].map((entry) => entry["metadata-file"])).toEqual(kept);
          expect(removed).toEqual(removes ? all.slice(0, commits - kept.length) : []);
        },
      ),
    );
  });
});

describe("expiry", () => {
  const history = (count: number): TableMetadata => {
    let metadata = first();
    for (let id = 1; id <= count; id += 1) {
      metadata = addSnapshot(metadata, {
        snapshotId: BigInt(id),
        manifestList: `m${id}`,
        summary: {},
        now: START + id,
      });
    }
    return metadata;
  };
  const left = (metadata: TableMetadata) => metadata.snapshots.map((snapshot) => Number(snapshot["snapshot-id"]));

  it("keeps what references ask for", () => {
    const metadata: TableMetadata = {
      ...history(9),
      refs: {
        main: { "snapshot-id": 9n, type: "branch", "min-snapshots-to-keep": 2 },
        release: { "snapshot-id": 3n, type: "tag" },
        audit: { "snapshot-id": 6n, type: "branch", "max-snapshot-age-ms": 6 },
        old: { "snapshot-id": 2n, type: "tag", "max-ref-age-ms": 5 },
      },
    };
    const result = withoutExpired(metadata, { olderThan: START + 100 }, START + 11);
    expect(left(result.metadata)).toEqual([3, 5, 6, 8, 9]);
    expect(Object.keys(result.metadata.refs)).toEqual(["main", "release", "audit"]);
    expect(result.metadata["snapshot-log"].map((entry) => Number(entry["snapshot-id"]))).toEqual([8, 9]);
  });

  it("goes by the table's properties where it is told nothing", () => {
    const properties = { "history.expire.max-snapshot-age-ms": "3", "history.expire.min-snapshots-to-keep": "1" };
    expect(left(withoutExpired({ ...history(5), properties }, {}, START + 6).metadata)).toEqual([3, 4, 5]);
    const tall = { ...properties, "history.expire.min-snapshots-to-keep": "4" };
    expect(left(withoutExpired({ ...history(5), properties: tall }, {}, START + 60).metadata)).toEqual([2, 3, 4, 5]);
  });
});

describe("a schema change is refused", () => {
  const metadata = (): TableMetadata =>
    newTableMetadata(
      newTable(
        [
          field(1, "a", "int", true),
          field(2, "s", { type: "struct", fields: [field(3, "x", "int")] }),
          field(4, "l", { type: "list", "element-id": 5, "element-required": false, element: "int" }),
        ],
        [{ "source-id": 1, "field-id": 1000, name: "a_bucket", transform: "bucket[4]" }],
      ),
      "uuid",
      START,
    );

  it.each<[string, SchemaChange, string]>([
    ["a name that is taken", { kind: "add", path: ["A"], type: "int" }, "there is a field a already"],
    ["a field that is not there", { kind: "drop", path: ["b"] }, "there is no field b"],
    ["a field of a field that is not there", { kind: "drop", path: ["b", "c"] }, "there is no field b"],
    ["a field of what has none", { kind: "add", path: ["l", "c"], type: "int" }, "l is no struct: it has no field c"],
    ["dropping what the table is partitioned by", { kind: "drop", path: ["a"] }, "partitioned by it (a_bucket)"],
    ["dropping the last field", { kind: "drop", path: ["s", "x"] }, "nothing would be left"],
    ["narrowing", { kind: "widen", path: ["a"], type: "string" }, "a can't become string from int"],
    ["a name that is none", { kind: "rename", path: ["a"], name: "" }, "a field needs a name"],
    ["no field at all", { kind: "drop", path: [] }, "names no field"],
  ])("%s", (_, each, message) => {
    expect(() => evolveSchema(metadata(), [each], START)).toThrow(message);
  });

  it("and taken back, a schema has its old id", () => {
    const renamed = evolveSchema(metadata(), [{ kind: "rename", path: ["s", "x"], name: "y" }], START);
    expect(renamed["current-schema-id"]).toBe(1);
    const back = evolveSchema(renamed, [{ kind: "rename", path: ["s", "y"], name: "x" }], START);
    expect(back["current-schema-id"]).toBe(0);
    expect(back.schemas).toHaveLength(2);
  });
});

describe("a new table is refused", () => {
  it.each([
    ["two fields of one id", [field(1, "a", "int"), field(1, "b", "int")], [], "field id 1 is there twice"],
    ["an id that is none", [field(0, "a", "int")], [], "field id 0 is no whole number above 0"],
    [
      "a partition field without a column",
      [field(1, "a", "int")],
      [{ "source-id": 7, "field-id": 1000, name: "p", transform: "identity" }],
      "partition field p has no column: field 7",
    ],
    [
      "a transform that does not apply",
      [field(1, "a", "int")],
      [{ "source-id": 1, "field-id": 1000, name: "p", transform: "day" }],
      "partition transform day does not apply to type int",
    ],
  ])("%s", (_, fields, partition, message) => {
    expect(() => newTableMetadata(newTable(fields, partition), "uuid", START)).toThrow(message);
  });
});
