import { existsSync, readFileSync } from "node:fs";
import { MemoryFileStore } from "@twinberg/iceberg";
import { LocalFiles } from "../../src/iceberg/local-files";
import type { RemoteFiles } from "../../src/iceberg/remote-catalog";

const store = new MemoryFileStore();
let downloads = 0;
let version = "1";

const files: RemoteFiles = {
  version: async () => version,
  read: (uri) => store.read(uri),
  write: (uri, bytes) => store.write(uri, bytes),
  upload: (uri, path) => store.upload(uri, path),
  remove: (uris) => store.remove(uris),
  async download(uri, path) {
    downloads += 1;
    await store.download(uri, path);
  },
};

const copies = new LocalFiles();

beforeAll(() => store.write("s3://b/a", new TextEncoder().encode("content")));
afterAll(() => copies.close());

it("a file is copied once, also when it is asked for twice at a time", async () => {
  const [first, second] = await Promise.all([copies.copyOf(files, "s3://b/a"), copies.copyOf(files, "s3://b/a")]);
  expect(first).toBe(second);
  expect(readFileSync(first, "utf8")).toBe("content");
  expect(await copies.copyOf(files, "s3://b/a")).toBe(first);
  expect(downloads).toBe(1);
});

it("another version is another file", async () => {
  const before = await copies.copyOf(files, "s3://b/a");
  version = "2";
  expect(await copies.copyOf(files, "s3://b/a")).not.toBe(before);
});

it("what could not be copied is tried again", async () => {
  await expect(copies.copyOf(files, "s3://b/none")).rejects.toThrow("s3://b/none");
  await store.write("s3://b/none", new Uint8Array([1]));
  expect(existsSync(await copies.copyOf(files, "s3://b/none"))).toBe(true);
});

it("nothing is left after closing", async () => {
  const own = new LocalFiles();
  const path = await own.copyOf(files, "s3://b/a");
  await own.close();
  expect(existsSync(path)).toBe(false);
});
