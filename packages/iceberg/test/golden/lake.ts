import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { MemoryFileStore } from "../../src/files/memory-file-store";

const FOLDER = join(__dirname, "pyiceberg");

/** The table that make_pyiceberg_table.py wrote, and where its metadata lies. */
export async function goldenLake(): Promise<{ readonly files: MemoryFileStore; readonly metadataUri: string }> {
  const files = new MemoryFileStore();
  const entries = await readdir(join(FOLDER, "t"), { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    await files.write(`s3://lake${path.slice(FOLDER.length)}`, await readFile(path));
  }
  return { files, metadataUri: await readFile(join(FOLDER, "latest"), "utf8") };
}
