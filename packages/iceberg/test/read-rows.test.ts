import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../src/engine/engine";
import { FileNotFoundError } from "../src/files/file-store";
import { readRows } from "../src/read-rows";
import { added, dataFile, schemaOf, TableBench } from "./scan/table-bench";

const folders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("iceberg-rows-"));

async function parquet(query: string, ids: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "rows-"));
  const engine = await Engine.start({ threads: 1 });
  try {
    await engine.run(`COPY (${query}) TO '${join(folder, "f")}' (FORMAT parquet, FIELD_IDS ${ids})`);
    return await readFile(join(folder, "f"));
  } finally {
    engine.close();
    await rm(folder, { recursive: true });
  }
}

describe("reading rows", () => {
  it("leaves out those that position deletes name, and no row of a file that was written after them", async () => {
    const table = new TableBench([schemaOf({ a: "long" })]);
    const file = (name: string) => `s3://b/t/data/${name}.parquet`;
    const rows = "SELECT range AS a FROM range(4)";
    for (const name of ["old", "new"]) await table.files.write(file(name), await parquet(rows, "{a: 1}"));
    const names = `SELECT unnest(['${file("old")}', '${file("new")}']) AS file_path, unnest([2, 2])::BIGINT AS pos`;
    await table.files.write(file("deletes"), await parquet(names, "{file_path: 2147483546, pos: 2147483545}"));
    await table.snapshot([
      { entries: [added(dataFile({ filePath: file("old") }), 1), added(dataFile({ filePath: file("new") }), 3)] },
      { entries: [added(dataFile({ content: "position-deletes", filePath: file("deletes") }), 2)] },
    ]);
    const { metadata, files } = table;
    const read = await readRows({ metadata, files });
    expect(read.map(({ a }) => a).sort()).toEqual(["0", "0", "1", "1", "2", "3", "3"]);
  });

  it("gives none of a table without snapshots", async () => {
    const { metadata, files } = new TableBench([schemaOf({ a: "int" })]);
    expect(await readRows({ metadata, files })).toEqual([]);
  });

  it("says which file is gone, and leaves no folder behind", async () => {
    const table = await new TableBench([schemaOf({ a: "int" })]).snapshot([
      { entries: [added(dataFile({ filePath: "s3://b/gone.parquet" }))] },
    ]);
    const before = await folders();
    await expect(readRows({ metadata: table.metadata, files: table.files })).rejects.toThrow(
      new FileNotFoundError("s3://b/gone.parquet"),
    );
    expect((await folders()).filter((name) => !before.includes(name))).toEqual([]);
  });
});
