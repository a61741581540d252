import fc from "fast-check";
import { writeAvroContainer } from "../../src/manifest/avro-container";
import { required } from "../../src/manifest/avro-fields";
import { readManifestList, writeManifestList } from "../../src/manifest/manifest-list";

const nat = fc.nat({ max: 2 ** 31 - 1 });
const bytes = fc.uint8Array({ maxLength: 16 });

const manifest = fc.record(
  {
    manifestPath: fc.string().map((name) => `s3://b/${name}.avro`),
    manifestLength: fc.maxSafeNat(),
    partitionSpecId: nat,
    content: fc.constantFrom("data" as const, "deletes" as const),
    sequenceNumber: fc.maxSafeNat(),
    minSequenceNumber: fc.maxSafeNat(),
    addedSnapshotId: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
    addedFilesCount: nat,
    existingFilesCount: nat,
    deletedFilesCount: nat,
    addedRowsCount: fc.maxSafeNat(),
    existingRowsCount: fc.maxSafeNat(),
    deletedRowsCount: fc.maxSafeNat(),
    partitions: fc.array(
      fc.record(
        { containsNull: fc.boolean(), containsNan: fc.boolean(), lowerBound: bytes, upperBound: bytes },
        { requiredKeys: ["containsNull"], noNullPrototype: true },
      ),
      { maxLength: 3 },
    ),
  },
  {
    requiredKeys: [
      "manifestPath",
      "manifestLength",
      "partitionSpecId",
      "content",
      "sequenceNumber",
      "minSequenceNumber",
      "addedSnapshotId",
      "addedFilesCount",
      "existingFilesCount",
      "deletedFilesCount",
      "addedRowsCount",
      "existingRowsCount",
      "deletedRowsCount",
    ],
    noNullPrototype: true,
  },
);

describe("a manifest list", () => {
  it("is read as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(manifest, { maxLength: 5 }), async (manifests) => {
        const list = { snapshotId: 2n ** 62n, parentSnapshotId: 2n ** 61n, sequenceNumber: 4, manifests };
        expect(await readManifestList(await writeManifestList(list))).toEqual(manifests);
      }),
      { numRuns: 50 },
    );
  });

  it("is read by field id: version 1 had other names, and fewer fields", async () => {
    const content = await writeAvroContainer({
      schema: {
        type: "record",
        name: "manifest_file",
        fields: [
          required(500, "manifest_path", "string"),
          required(501, "manifest_length", "long"),
          required(502, "partition_spec_id", "int"),
          required(503, "added_snapshot_id", "long"),
          required(504, "added_data_files_count", "int"),
        ],
      },
      metadata: {},
      records: [
        {
          manifest_path: "s3://b/m.avro",
          manifest_length: 5n,
          partition_spec_id: 0,
          added_snapshot_id: 2n ** 60n,
          added_data_files_count: 8,
        },
      ],
    });
    expect(await readManifestList(content)).toEqual([
      {
        manifestPath: "s3://b/m.avro",
        manifestLength: 5,
        partitionSpecId: 0,
        content: "data",
        sequenceNumber: 0,
        minSequenceNumber: 0,
        addedSnapshotId: 2n ** 60n,
        addedFilesCount: 8,
        existingFilesCount: 0,
        deletedFilesCount: 0,
        addedRowsCount: 0,
        existingRowsCount: 0,
        deletedRowsCount: 0,
      },
    ]);
  });
});
