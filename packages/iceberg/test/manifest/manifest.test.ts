import fc from "fast-check";
import { AvroError } from "../../src/manifest/avro-container";
import type { DataFile } from "../../src/manifest/data-file";
import { type NewManifestEntry, readManifest, writeManifest } from "../../src/manifest/manifest";
import { dataFile, SCHEMA, SPEC } from "./arbitrary-manifest";

const LINE = { partitionSpecId: 3, sequenceNumber: 7, addedSnapshotId: 9_007_199_254_740_993n };

const FILE: DataFile = {
  content: "data",
  filePath: "s3://b/1.parquet",
  fileFormat: "parquet",
  specId: 0,
  partition: [],
  recordCount: 1,
  fileSizeBytes: 2,
};

const UNPARTITIONED = { content: "data", spec: { "spec-id": 0, fields: [] }, schema: SCHEMA } as const;

describe("a manifest", () => {
  it("is read as it was written: every type of partition, 64-bit ids, statistics", async () => {
    const entry = fc.record({
      status: fc.constantFrom("added" as const, "existing" as const, "deleted" as const),
      snapshotId: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
      sequenceNumber: fc.maxSafeNat(),
      fileSequenceNumber: fc.maxSafeNat(),
      file: dataFile,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 5 }),
        fc.constantFrom("null", "deflate"),
        async (entries, codec) => {
          const bytes = await writeManifest({ content: "data", spec: SPEC, schema: SCHEMA, entries, codec });
          expect(await readManifest(bytes, LINE)).toEqual(entries);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("lets added files inherit the snapshot and the sequence number of its commit", async () => {
    const entries: NewManifestEntry[] = [
      { status: "added", file: FILE },
      { status: "existing", snapshotId: 5n, sequenceNumber: 2, fileSequenceNumber: 3, file: FILE },
    ];
    const bytes = await writeManifest({ ...UNPARTITIONED, entries });
    expect(await readManifest(bytes, { ...LINE, partitionSpecId: 0 })).toEqual([
      { status: "added", snapshotId: LINE.addedSnapshotId, sequenceNumber: 7, fileSequenceNumber: 7, file: FILE },
      { status: "existing", snapshotId: 5n, sequenceNumber: 2, fileSequenceNumber: 3, file: FILE },
    ]);
  });

  it("is the same bytes for the same content", async () => {
    const manifest = { ...UNPARTITIONED, entries: [{ status: "added" as const, file: FILE }] };
    expect(await writeManifest(manifest)).toEqual(await writeManifest(manifest));
  });

  it("holds any number of files, in blocks", async () => {
    const entries = Array.from({ length: 2_000 }, (_, index) => ({
      status: "added" as const,
      file: { ...FILE, filePath: `s3://b/${index}.parquet` },
    }));
    const read = await readManifest(await writeManifest({ ...UNPARTITIONED, entries }), LINE);
    expect(read.map(({ file }) => file.filePath)).toEqual(entries.map(({ file }) => file.filePath));
  });

  it("refuses files of another spec or content", async () => {
    const other = { ...FILE, specId: 1 };
    await expect(writeManifest({ ...UNPARTITIONED, entries: [{ status: "added", file: other }] })).rejects.toThrow(
      "is for partition spec 0; s3://b/1.parquet follows 1",
    );
    await expect(
      writeManifest({ ...UNPARTITIONED, content: "deletes", entries: [{ status: "added", file: FILE }] }),
    ).rejects.toThrow("is for deletes; s3://b/1.parquet holds data");
  });

  it("refuses what is no Avro file, and one that is damaged or cut off", async () => {
    await expect(readManifest(Buffer.from("PAR1"), LINE)).rejects.toThrow(AvroError);
    const bytes = await writeManifest({ ...UNPARTITIONED, entries: [{ status: "added", file: FILE }], codec: "null" });
    await expect(readManifest(bytes.subarray(0, bytes.length - 20), LINE)).rejects.toThrow(AvroError);
    const damaged = Uint8Array.from(bytes);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    await expect(readManifest(damaged, LINE)).rejects.toThrow("is damaged");
  });
});
