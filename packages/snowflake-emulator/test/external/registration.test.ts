import fc from "fast-check";
import { registered } from "../../src/external-files/registration";
import type { RegisteredFile } from "../../src/objects/external-table";

const KEYS = ["t/a", "t/b", "t/c/d", "u/a"];

const object = fc.record({
  key: fc.constantFrom(...KEYS),
  size: fc.nat(9),
  etag: fc.constantFrom("1", "2"),
  lastModified: fc.nat(9),
});
const unique = { selector: ({ key }: { readonly key: string }) => key };
const file = object.chain((one) => fc.constant({ ...one, registeredOn: 1, partition: null }));
const byKey = (files: readonly RegisteredFile[]) => new Map(files.map((one) => [one.key, one]));

describe("what a refresh makes of the files that it found", () => {
  it("is just those below its path, and the others as they were", () => {
    fc.assert(
      fc.property(fc.uniqueArray(file, unique), fc.uniqueArray(object, unique), (before, all) => {
        const prefix = "t/";
        const found = all.filter(({ key }) => key.startsWith(prefix));
        const { files, changes } = registered(before, { prefix, files: found, partition: null, at: 2 });
        const [old, now] = [byKey(before), byKey(files)];
        expect([...now.keys()]).toEqual([...now.keys()].sort());
        expect(files.filter(({ key }) => !key.startsWith(prefix))).toEqual(
          before.filter(({ key }) => !key.startsWith(prefix)),
        );
        expect(files.filter(({ key }) => key.startsWith(prefix)).map(({ key, etag }) => [key, etag])).toEqual(
          [...found].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, etag }) => [key, etag]),
        );
        for (const key of KEYS) {
          const change = changes.find((one) => one.file === key)?.status;
          const [was, is] = [old.get(key), now.get(key)];
          if (was === undefined && is === undefined) expect(change).toBeUndefined();
          else if (was === undefined) expect(change).toBe("REGISTERED_NEW");
          else if (is === undefined) expect(change).toBe("UNREGISTERED");
          else expect(change).toBe(was.etag === is.etag ? undefined : "REGISTERED_UPDATE");
        }
      }),
    );
  });

  it("is nothing new when it is done again", () => {
    fc.assert(
      fc.property(fc.uniqueArray(file, unique), fc.uniqueArray(object, unique), (before, found) => {
        const listing = { prefix: "", files: found, partition: null, at: 2 };
        const once = registered(before, listing);
        expect(registered(once.files, { ...listing, at: 3 })).toEqual({ files: once.files, changes: [] });
      }),
    );
  });
});
