import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileNotFoundError, type FileStore } from "../../src/files/file-store";
import { LocalFileStore } from "../../src/files/local-file-store";
import { MemoryFileStore } from "../../src/files/memory-file-store";

describe.each([
  ["memory", () => new MemoryFileStore()],
  ["folders", () => new LocalFileStore()],
] as const)("files in %s", (_, open) => {
  let folder: string;
  let store: FileStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "store-"));
    store = open();
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("are written, read, uploaded, downloaded and removed, whatever their names", async () => {
    const uri = `file://${folder}/deep/a=%2F b/c#1.parquet`;
    await store.write(uri, Buffer.from("text"));
    expect(Buffer.from(await store.read(uri)).toString()).toBe("text");
    await writeFile(join(folder, "up"), "up");
    await store.upload(`file://${folder}/deep/up`, join(folder, "up"));
    await store.download(`file://${folder}/deep/up`, join(folder, "down"));
    expect(await readFile(join(folder, "down"), "utf8")).toBe("up");
    await store.remove([uri, `file://${folder}/never`]);
    await expect(store.read(uri)).rejects.toThrow(new FileNotFoundError(uri));
    await expect(store.download(uri, join(folder, "again"))).rejects.toThrow(FileNotFoundError);
  });

  it("are never written over", async () => {
    const uri = `file://${folder}/one`;
    await store.write(uri, Buffer.from("1"));
    await expect(store.write(uri, Buffer.from("2"))).rejects.toThrow();
    await writeFile(join(folder, "local"), "2");
    await expect(store.upload(uri, join(folder, "local"))).rejects.toThrow();
    await expect(store.download(uri, join(folder, "local"))).rejects.toThrow("EEXIST");
    expect(Buffer.from(await store.read(uri)).toString()).toBe("1");
  });
});
