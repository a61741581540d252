import * as fc from "fast-check";
import {
  append,
  type Catalog,
  ChangeNoLongerAppliesError,
  CommitConflictError,
  CommitStateUnknownError,
  changeSchema,
  deleteWhere,
  type Engine,
  type FileStore,
  MemoryCatalog,
  MemoryFileStore,
} from "../../src/index";
import { field, IDENTIFIER, newTable, partitionedBy, readAll, smallEngine } from "./lake";

let engine: Engine;
beforeAll(async () => {
  engine = await smallEngine();
});
afterAll(() => engine.close());

const COLUMNS = [field(1, "id", "int"), field(2, "writer", "int")];
const ofWriter = [partitionedBy(2, "identity")];
const retry = { retries: 50, wait: async () => undefined };

/** A catalog whose answers come in the order that a scheduler chooses. */
function scheduled(scheduler: fc.Scheduler, catalog: Catalog): Catalog {
  return {
    files: catalog.files,
    load: async (identifier) => {
      const loaded = await catalog.load(identifier);
      return scheduler.schedule(Promise.resolve(loaded), "load");
    },
    create: (table) => catalog.create(table),
    commit: async (base, metadata, options) => {
      await scheduler.schedule(Promise.resolve(), "commit");
      return catalog.commit(base, metadata, options);
    },
    drop: (identifier) => catalog.drop(identifier),
  };
}

async function referencedFiles(catalog: Catalog): Promise<readonly string[]> {
  const { metadata } = await catalog.load(IDENTIFIER);
  return metadata.snapshots.map((snapshot) => snapshot["manifest-list"]);
}

describe("writers that race", () => {
  it("lose nothing, in whatever order the catalog hears of them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const files = new MemoryFileStore();
        const catalog = new MemoryCatalog(files);
        await catalog.create(newTable(COLUMNS, ofWriter));
        const racing = scheduled(scheduler, catalog);
        const writer = async (number: number): Promise<void> => {
          for (const id of [1, 2]) {
            await append(racing, IDENTIFIER, { engine, rows: [{ id, writer: number }], retry });
          }
        };
        const evolving = changeSchema(racing, IDENTIFIER, [{ kind: "add", path: ["extra"], type: "string" }], {
          retry,
        });
        await scheduler.waitFor(Promise.all([writer(1), writer(2), evolving]));
        const rows = (await readAll(catalog)).map(({ id, writer: by }) => `${by}:${id}`).sort();
        expect(rows).toEqual(["1:1", "1:2", "2:1", "2:2"]);
        const { metadata } = await catalog.load(IDENTIFIER);
        expect(metadata.snapshots.map((snapshot) => snapshot["sequence-number"])).toEqual([1, 2, 3, 4]);
        expect(metadata.schemas).toHaveLength(2);
        // Lists of tries that failed are gone, those of the others are there.
        const lists = files.uris.filter((uri) => uri.includes("/snap-"));
        expect([...lists].sort()).toEqual([...(await referencedFiles(catalog))].sort());
      }),
      { numRuns: 15 },
    );
  });

  it("end in one of the orders in which they might have come: a deletion and an addition", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const catalog = new MemoryCatalog();
        await catalog.create(newTable(COLUMNS, ofWriter));
        await append(catalog, IDENTIFIER, {
          engine,
          rows: [
            { id: 1, writer: 1 },
            { id: 2, writer: 2 },
          ],
        });
        const racing = scheduled(scheduler, catalog);
        const deleting = deleteWhere(racing, IDENTIFIER, [{ column: "writer", operator: "=", values: [1] }], { retry });
        const adding = append(racing, IDENTIFIER, { engine, rows: [{ id: 3, writer: 1 }], retry });
        await scheduler.waitFor(Promise.all([deleting, adding]));
        const left = (await readAll(catalog)).map(({ id }) => id).sort();
        expect([[2], [2, 3]]).toContainEqual(left);
      }),
      { numRuns: 15 },
    );
  });
});

describe("a commit", () => {
  const start = async () => {
    const files = new MemoryFileStore();
    const catalog = new MemoryCatalog(files);
    await catalog.create(newTable(COLUMNS));
    return { files, catalog };
  };
  const failing = (catalog: MemoryCatalog, times: number, error: () => Error): Catalog => {
    let failed = 0;
    return {
      files: catalog.files,
      load: (identifier) => catalog.load(identifier),
      create: (table) => catalog.create(table),
      drop: (identifier) => catalog.drop(identifier),
      commit: async (base, metadata, options) => {
        await options?.after;
        failed += 1;
        if (failed <= times) throw error();
        return catalog.commit(base, metadata, options);
      },
    };
  };
  const names = (files: FileStore & { readonly uris: readonly string[] }) =>
    files.uris.filter((uri) => !uri.endsWith(".metadata.json"));

  it("is tried again four times, with growing waits", async () => {
    const { files, catalog } = await start();
    const waits: number[] = [];
    const wait = async (milliseconds: number) => waits.push(milliseconds);
    const input = { engine, rows: [{ id: 1 }], retry: { wait, random: () => 0.999999999 } };
    await append(
      failing(catalog, 4, () => new CommitConflictError(IDENTIFIER)),
      IDENTIFIER,
      input,
    );
    expect(waits.map(Math.round)).toEqual([100, 200, 400, 800]);
    const conflicting = failing(catalog, 5, () => new CommitConflictError(IDENTIFIER));
    await expect(append(conflicting, IDENTIFIER, input)).rejects.toThrow(
      "table db.t was changed by another writer in each of 5 tries to commit",
    );
    expect(await readAll(catalog)).toHaveLength(1);
    expect(names(files)).toHaveLength(3);
  });

  it("that is refused leaves no file", async () => {
    const { files, catalog } = await start();
    const refusing = failing(catalog, 1, () => new Error("access denied"));
    await expect(append(refusing, IDENTIFIER, { engine, rows: [{ id: 1 }] })).rejects.toThrow("access denied");
    expect(names(files)).toEqual([]);
  });

  it("whose outcome is not known leaves every file", async () => {
    const { files, catalog } = await start();
    const lost = failing(catalog, 1, () => new CommitStateUnknownError(IDENTIFIER, { cause: new Error("timeout") }));
    await expect(append(lost, IDENTIFIER, { engine, rows: [{ id: 1 }] })).rejects.toThrow(CommitStateUnknownError);
    expect(names(files)).toHaveLength(3);
  });

  it("does not go into another table of the name", async () => {
    const { catalog } = await start();
    async function* queries() {
      yield "SELECT 1 AS id";
      await catalog.drop(IDENTIFIER);
      await catalog.create({ ...newTable(COLUMNS), location: "mem://lake/other" });
      await append(catalog, IDENTIFIER, { engine, rows: [{ id: 5 }] });
    }
    const input = { engine, queries: queries(), retry: { minWait: 0 } };
    await expect(append(catalog, IDENTIFIER, input)).rejects.toThrow(ChangeNoLongerAppliesError);
    expect(await readAll(catalog)).toEqual([{ id: 5, writer: null }]);
  });
});
