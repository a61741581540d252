import {
  append,
  CommitConflictError,
  CommitStateUnknownError,
  GlueCatalog,
  type LoadedTable,
  MemoryFileStore,
  NotAnIcebergTableError,
  readRows,
  TableExistsError,
  TableNotFoundError,
} from "../../src/index";
import { field, IDENTIFIER, newTable, smallEngine } from "../write/lake";
import { accessDenied, concurrentModification, FakeGlue, internalError } from "./fake-glue";

let glue: FakeGlue;
let files: MemoryFileStore;
let catalog: GlueCatalog;
beforeEach(() => {
  glue = new FakeGlue();
  files = new MemoryFileStore();
  let uuids = 0;
  catalog = new GlueCatalog(glue, files, {
    now: () => 1_700_000_000_000,
    newUuid: () => {
      uuids += 1;
      return `uuid-${uuids}`;
    },
  });
});

const COLUMNS = [
  { ...field(1, "id", "long", true), doc: "the key" },
  field(2, "at", "timestamptz"),
  field(3, "s", { type: "struct", fields: [field(4, "x", "time"), field(5, "y", "decimal(9, 2)")] }),
  field(6, "l", { type: "list", "element-id": 7, "element-required": false, element: "uuid" }),
  field(8, "m", {
    type: "map",
    "key-id": 9,
    key: "string",
    "value-id": 10,
    "value-required": false,
    value: "fixed[4]",
  }),
];
const create = () => catalog.create(newTable(COLUMNS));
const withProperty = (base: LoadedTable, value: string) => ({ ...base.metadata, properties: { value } });

describe("create", () => {
  it("writes the first metadata file, then the table", async () => {
    const loaded = await create();
    expect(files.uris).toEqual(["mem://lake/t/metadata/00000-uuid-2.metadata.json"]);
    expect(loaded).toMatchObject({
      metadataLocation: files.uris[0],
      version: "0",
      metadata: { "table-uuid": "uuid-1" },
    });
    const current = (id: number, optional: boolean) => ({
      "iceberg.field.id": String(id),
      "iceberg.field.optional": String(optional),
      "iceberg.field.current": "true",
    });
    expect(glue.tables.get("t")).toEqual({
      Name: "t",
      DatabaseName: "db",
      VersionId: "0",
      TableType: "EXTERNAL_TABLE",
      Parameters: { table_type: "ICEBERG", metadata_location: files.uris[0] },
      StorageDescriptor: {
        Location: "mem://lake/t",
        Columns: [
          { Name: "id", Type: "bigint", Comment: "the key", Parameters: current(1, false) },
          { Name: "at", Type: "timestamp", Parameters: current(2, true) },
          { Name: "s", Type: "struct<x:string,y:decimal(9,2)>", Parameters: current(3, true) },
          { Name: "l", Type: "array<string>", Parameters: current(6, true) },
          { Name: "m", Type: "map<string,binary>", Parameters: current(8, true) },
        ],
      },
    });
  });

  it("leaves what is there alone, and no file of its own", async () => {
    await create();
    await expect(create()).rejects.toThrow(TableExistsError);
    expect(files.uris).toHaveLength(1);
  });

  it("leaves its file when the answer was lost", async () => {
    glue.fault = (command, carryOut) => {
      if (command !== "CreateTableCommand") return carryOut();
      throw internalError();
    };
    await expect(create()).rejects.toThrow(CommitStateUnknownError);
    expect(files.uris).toHaveLength(1);
  });
});

describe("load", () => {
  it("folds names as Glue does", async () => {
    await create();
    await expect(catalog.load({ database: "DB", table: "T" })).resolves.toMatchObject({ version: "0" });
  });

  it("says what is missing or is something else", async () => {
    await expect(catalog.load(IDENTIFIER)).rejects.toThrow(TableNotFoundError);
    glue.tables.set("t", { Name: "t", Parameters: { classification: "csv" } });
    await expect(catalog.load(IDENTIFIER)).rejects.toThrow(
      "db.t is not an Iceberg table: it has no parameter table_type",
    );
    glue.tables.set("t", { Name: "t", Parameters: { table_type: "HUDI" } });
    await expect(catalog.load(IDENTIFIER)).rejects.toThrow(NotAnIcebergTableError);
    glue.tables.set("t", { Name: "t", Parameters: { table_type: "iceberg" } });
    await expect(catalog.load(IDENTIFIER)).rejects.toThrow("it has no parameter metadata_location");
  });

  it("reads a metadata file once", async () => {
    await create();
    let reads = 0;
    const read = files.read.bind(files);
    files.read = (uri) => {
      reads += 1;
      return read(uri);
    };
    await catalog.load(IDENTIFIER);
    const other = new GlueCatalog(glue, files);
    await other.load(IDENTIFIER);
    await other.load(IDENTIFIER);
    expect(reads).toBe(1);
  });
});

describe("a table that Glue made itself, of OpenTableFormatInput", () => {
  it("is loaded and changed", async () => {
    const uri = "mem://lake/t/metadata/00000-glue.metadata.json";
    const metadata = {
      "format-version": 2,
      "table-uuid": "made-by-glue",
      location: "mem://lake/t",
      "last-sequence-number": 0,
      "last-updated-ms": 1_700_000_000_000,
      "last-column-id": 1,
      "current-schema-id": 0,
      schemas: [{ type: "struct", "schema-id": 0, fields: [{ id: 1, name: "id", required: false, type: "long" }] }],
      "default-spec-id": 0,
      "partition-specs": [{ "spec-id": 0, fields: [] }],
      "last-partition-id": 999,
      "default-sort-order-id": 0,
      "sort-orders": [{ "order-id": 0, fields: [] }],
      properties: {},
      "current-snapshot-id": -1,
      refs: {},
      snapshots: [],
      statistics: [],
      "partition-statistics": [],
      "snapshot-log": [],
      "metadata-log": [],
    };
    await files.write(uri, Buffer.from(JSON.stringify(metadata)));
    const Columns = [{ Name: "id", Type: "bigint" }];
    glue.tables.set("t", {
      Name: "t",
      VersionId: "7",
      TableType: "EXTERNAL_TABLE",
      Parameters: { table_type: "ICEBERG", metadata_location: uri },
      StorageDescriptor: { Location: "mem://lake/t/", Columns },
    });
    const engine = await smallEngine();
    const { rows, table } = await append(catalog, IDENTIFIER, { engine, rows: [{ id: 1 }] });
    engine.close();
    expect([rows, table.version]).toEqual([1, "8"]);
    expect(table.metadata).toMatchObject({ statistics: [], "partition-statistics": [], "last-sequence-number": 1 });
    expect(await readRows({ metadata: table.metadata, files })).toEqual([{ id: "1" }]);
  });
});

describe("commit", () => {
  it("keeps what others have put into the table, and shows columns that are gone", async () => {
    await create();
    const table = glue.tables.get("t");
    glue.tables.set("t", {
      ...table,
      Name: "t",
      Description: "about it",
      Owner: "somebody",
      Parameters: { ...table?.Parameters, team: "ads" },
      StorageDescriptor: { ...table?.StorageDescriptor, InputFormat: "input" },
    });
    const base = await catalog.load(IDENTIFIER);
    const schema = { type: "struct" as const, "schema-id": 1, fields: [field(11, "only", "int")] };
    const changed = { ...base.metadata, schemas: [...base.metadata.schemas, schema], "current-schema-id": 1 };
    const committed = await catalog.commit(base, changed);
    expect(committed).toMatchObject({
      version: "1",
      metadataLocation: "mem://lake/t/metadata/00001-uuid-3.metadata.json",
    });
    const after = glue.tables.get("t");
    expect(after).toMatchObject({
      Description: "about it",
      Owner: "somebody",
      Parameters: {
        team: "ads",
        metadata_location: committed.metadataLocation,
        previous_metadata_location: base.metadataLocation,
      },
      StorageDescriptor: { InputFormat: "input" },
    });
    const columns = after?.StorageDescriptor?.Columns ?? [];
    expect(columns.map((each) => [each.Name, each.Parameters?.["iceberg.field.current"]])).toEqual([
      ["only", "true"],
      ["id", "false"],
      ["at", "false"],
      ["s", "false"],
      ["l", "false"],
      ["m", "false"],
    ]);
  });

  it("goes on from what it gave", async () => {
    let loaded = await create();
    for (const value of ["a", "b", "c"]) loaded = await catalog.commit(loaded, withProperty(loaded, value));
    expect(loaded.version).toBe("3");
    await expect(new GlueCatalog(glue, files).load(IDENTIFIER)).resolves.toMatchObject({
      metadata: { properties: { value: "c" } },
    });
  });

  it("is refused when another writer was quicker, and leaves no file", async () => {
    const base = await create();
    await catalog.commit(base, withProperty(base, "first"));
    await expect(catalog.commit(base, withProperty(base, "second"))).rejects.toThrow(CommitConflictError);
    expect(files.uris).toHaveLength(2);
    await expect(catalog.load(IDENTIFIER)).resolves.toMatchObject({ metadata: { properties: { value: "first" } } });
  });

  it("waits for the files that it names", async () => {
    const base = await create();
    await expect(
      catalog.commit(base, withProperty(base, "x"), { after: Promise.reject(new Error("upload failed")) }),
    ).rejects.toThrow("upload failed");
    expect(glue.requests).not.toContain("UpdateTableCommand");
    expect(files.uris).toHaveLength(1);
  });

  it("has succeeded when the answer was lost and the table has the change", async () => {
    const base = await create();
    for (const answer of [internalError, concurrentModification, () => new Error("socket hang up")]) {
      glue.fault = (command, carryOut) => {
        const done = carryOut();
        if (command === "UpdateTableCommand") throw answer();
        return done;
      };
      const now = await catalog.load(base.identifier);
      await expect(catalog.commit(now, withProperty(now, answer().message))).resolves.toMatchObject({
        metadata: { properties: { value: answer().message } },
      });
    }
  });

  it("is not known to have failed when Glue fails, and its file stays", async () => {
    const base = await create();
    glue.fault = (command, carryOut) => {
      if (command === "UpdateTableCommand") throw internalError();
      return carryOut();
    };
    await expect(catalog.commit(base, withProperty(base, "x"))).rejects.toThrow(CommitStateUnknownError);
    expect(files.uris).toHaveLength(2);
  });

  it("has succeeded when only the look at its result fails; the next one is a conflict", async () => {
    const base = await create();
    let updated = false;
    glue.fault = (command, carryOut) => {
      if (command === "GetTableCommand" && updated) throw internalError();
      updated ||= command === "UpdateTableCommand";
      return carryOut();
    };
    const committed = await catalog.commit(base, withProperty(base, "x"));
    updated = false;
    await expect(catalog.commit(committed, withProperty(committed, "y"))).rejects.toThrow();
    glue.fault = (_, carryOut) => carryOut();
    await expect(catalog.load(IDENTIFIER)).resolves.toMatchObject({ metadata: { properties: { value: "x" } } });
  });

  it("is refused with Glue's reason, and leaves no file", async () => {
    const base = await create();
    glue.fault = (command, carryOut) => {
      if (command === "UpdateTableCommand") throw accessDenied();
      return carryOut();
    };
    await expect(catalog.commit(base, withProperty(base, "x"))).rejects.toThrow("AccessDeniedException");
    expect(files.uris).toHaveLength(1);
  });
});

describe("drop", () => {
  it("takes the table out of the catalog, and leaves its files", async () => {
    await create();
    await catalog.drop(IDENTIFIER);
    expect(glue.tables.size).toBe(0);
    expect(files.uris).toHaveLength(1);
    await expect(catalog.drop(IDENTIFIER)).rejects.toThrow(TableNotFoundError);
  });
});
