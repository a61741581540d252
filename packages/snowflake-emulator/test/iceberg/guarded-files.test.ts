import { MemoryFileStore } from "@twinberg/iceberg";
import { type FileAction, GuardedFiles } from "../../src/iceberg/guarded-files";
import type { RemoteFiles } from "../../src/iceberg/remote-catalog";

const FILE = "s3://lake/t/metadata/1.json";

let asked: string[];
let version: string | Error;
let files: GuardedFiles;

beforeEach(() => {
  asked = [];
  version = "1";
  const store = new MemoryFileStore();
  const remote: RemoteFiles = {
    version: async (uri) => {
      asked.push(`version ${uri}`);
      if (version instanceof Error) throw version;
      return version;
    },
    read: (uri) => store.read(uri),
    download: (uri, path) => store.download(uri, path),
    write: (uri, bytes) => store.write(uri, bytes),
    upload: (uri, path) => store.upload(uri, path),
    remove: (uris) => store.remove(uris),
  };
  files = new GuardedFiles(remote, async (uri: string, action: FileAction) => {
    asked.push(`${action} ${uri}`);
  });
});

describe("the version of a file behind a guard", () => {
  it("is asked once", async () => {
    expect([await files.version(FILE), await files.version(FILE)]).toEqual(["1", "1"]);
    expect(asked).toEqual([`s3:GetObject ${FILE}`, `version ${FILE}`]);
  });

  it.each([
    ["written", () => files.write(FILE, new Uint8Array())],
    ["removed", () => files.remove([FILE])],
  ])("is asked anew once the file was %s", async (_how, change) => {
    await files.version(FILE);
    await change();
    version = "2";
    expect(await files.version(FILE)).toBe("2");
  });

  it("is asked anew when there was no answer", async () => {
    version = new Error("missing");
    await expect(files.version(FILE)).rejects.toThrow("missing");
    version = "1";
    expect(await files.version(FILE)).toBe("1");
  });
});
