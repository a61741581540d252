import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { zip } from "../../../constructs/aws/table-sync/zip";

/** What Python's zipfile reads: each file's name, text, date and permissions. */
function readByPython(archive: Buffer): unknown {
  const folder = mkdtempSync(join(tmpdir(), "zip-"));
  try {
    const file = join(folder, "archive.zip");
    writeFileSync(file, archive);
    const script =
      "import json, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1]) as z:\n  assert z.testzip() is None\n  print(json.dumps([[i.filename, z.read(i).decode(), list(i.date_time), oct(i.external_attr >> 16)] for i in z.infolist()]))";
    return JSON.parse(execFileSync("python3", ["-c", script, file], { encoding: "utf8" }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("an archive", () => {
  it("is read by others, in order of names, with a fixed date and readable for everybody", () => {
    const date = [1980, 1, 1, 0, 0, 0];

    expect(readByPython(zip({ "b/ü.js": "grüße", "a.js": "" }))).toEqual([
      ["a.js", "", date, "0o100644"],
      ["b/ü.js", "grüße", date, "0o100644"],
    ]);
  });

  it("has the same bytes in whatever order the files come", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (files) => {
        const reversed = Object.fromEntries(Object.entries(files).reverse());
        expect(zip(reversed).equals(zip(files))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("has the bytes that it always had", () => {
    const hash = createHash("sha256")
      .update(zip({ "index.js": "exports.handler = () => {};\n" }))
      .digest("hex");

    expect(hash).toBe("78a6c565765d015e428d3f8f8331a4101cb749b6e3eda2b68cfd3e9f1de44396");
  });
});
