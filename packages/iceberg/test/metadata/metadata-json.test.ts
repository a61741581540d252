import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { MemoryFileStore } from "../../src/files/memory-file-store";
import { MetadataError, parseLosslessJson, renderLosslessJson } from "../../src/metadata/json-fields";
import {
  parseTableMetadata,
  readTableMetadata,
  renderTableMetadata,
  UnsupportedFormatVersionError,
} from "../../src/metadata/metadata-json";

const SCHEMA = {
  type: "struct",
  "schema-id": 1,
  "identifier-field-ids": [1],
  fields: [
    { id: 1, name: "id", required: true, type: "long" },
    { id: 2, name: "price", required: false, type: "decimal(9, 2)", doc: "in euro" },
    {
      id: 3,
      name: "tags",
      required: false,
      type: {
        type: "map",
        "key-id": 4,
        key: "string",
        "value-id": 5,
        "value-required": false,
        value: { type: "list", "element-id": 6, element: "int", "element-required": true },
      },
    },
  ],
};

const SNAPSHOT = `{"snapshot-id":9007199254740993,"parent-snapshot-id":-1,"sequence-number":3,"timestamp-ms":1700000000000,
  "manifest-list":"s3://b/t/metadata/snap.avro","summary":{"operation":"append","added-records":"3"},"schema-id":1,"first-row-id":12345678901234567890}`;

function metadata(fields = ""): string {
  return `{"format-version":2,"table-uuid":"u","location":"s3://b/t/","last-sequence-number":3,"last-updated-ms":1700000000000,
    "last-column-id":6,"schemas":[${JSON.stringify(SCHEMA)}],"current-schema-id":1,
    "partition-specs":[{"spec-id":0,"fields":[{"source-id":1,"field-id":1000,"name":"id_bucket","transform":"bucket[16]"}]}],
    "default-spec-id":0,"last-partition-id":1000,"sort-orders":[{"order-id":0,"fields":[]}],"default-sort-order-id":0,
    "properties":{"write.format.default":"parquet"},"current-snapshot-id":9007199254740993,"snapshots":[${SNAPSHOT}],
    "snapshot-log":[{"snapshot-id":9007199254740993,"timestamp-ms":1700000000000}],"metadata-log":[]${fields}}`;
}

describe("table metadata", () => {
  it("keeps 64-bit ids, and fields that it does not know, as they were", () => {
    const parsed = parseTableMetadata(metadata(`,"statistics":[{"snapshot-id":9007199254740995,"weight":1.50}]`));
    expect(parsed["current-snapshot-id"]).toBe(9007199254740993n);
    expect(parsed.snapshots[0]?.["snapshot-id"]).toBe(9007199254740993n);
    expect(parsed.snapshots[0]?.["parent-snapshot-id"]).toBe(-1n);
    const rendered = renderTableMetadata(parsed);
    expect(rendered).toContain(`"statistics":[{"snapshot-id":9007199254740995,"weight":1.50}]`);
    expect(rendered).toContain(`"first-row-id":12345678901234567890`);
    expect(parseTableMetadata(rendered)).toEqual(parsed);
  });

  it("reads types, nested ones too, and a location without a slash at its end", () => {
    const { schemas, location } = parseTableMetadata(metadata());
    expect(location).toBe("s3://b/t");
    expect(schemas[0]?.fields[1]).toEqual({
      id: 2,
      name: "price",
      required: false,
      type: "decimal(9,2)",
      doc: "in euro",
    });
    expect(schemas[0]?.fields[2]).toMatchObject({ type: { key: "string", value: { element: "int" } } });
  });

  it("reads a gzipped file", async () => {
    const files = new MemoryFileStore();
    await files.write("s3://b/1.gz.metadata.json", gzipSync(metadata()));
    expect(await readTableMetadata(files, "s3://b/1.gz.metadata.json")).toEqual(parseTableMetadata(metadata()));
  });

  it("gives the current snapshot the name main where there are no references", () => {
    expect(parseTableMetadata(metadata()).refs).toEqual({ main: { "snapshot-id": 9007199254740993n, type: "branch" } });
  });

  it("knows a table without snapshots, and writes that as -1", () => {
    const text = metadata().replace(`"current-snapshot-id":9007199254740993`, `"current-snapshot-id":-1`);
    const parsed = parseTableMetadata(text);
    expect(parsed["current-snapshot-id"]).toBeNull();
    expect(parsed.refs).toEqual({});
    expect(renderTableMetadata(parsed)).toContain(`"current-snapshot-id":-1`);
  });

  it("lifts version 1 to version 2's form, and writes what version 1's readers need", () => {
    const { "schema-id": _, ...schema } = SCHEMA;
    const text = `{"format-version":1,"location":"s3://b/t","last-updated-ms":5,"last-column-id":6,"schema":${JSON.stringify(schema)},
      "partition-spec":[{"source-id":1,"name":"id","transform":"identity"},{"source-id":2,"name":"p","transform":"void"}]}`;
    const parsed = parseTableMetadata(text);
    expect(parsed["current-schema-id"]).toBe(0);
    expect(parsed["partition-specs"]).toMatchObject([
      { "spec-id": 0, fields: [{ "field-id": 1000 }, { "field-id": 1001 }] },
    ]);
    expect(parsed["last-partition-id"]).toBe(1001);
    expect(parsed.snapshots).toEqual([]);
    const rendered = renderTableMetadata(parsed);
    expect(JSON.parse(rendered)).toMatchObject({ schema: { fields: SCHEMA.fields.map(({ id }) => ({ id })) } });
    expect(parseTableMetadata(rendered)).toEqual(parseTableMetadata(renderTableMetadata(parseTableMetadata(rendered))));
  });

  it("refuses version 3 by name", () => {
    expect(() => parseTableMetadata(metadata().replace(`"format-version":2`, `"format-version":3`))).toThrow(
      new UnsupportedFormatVersionError(3),
    );
  });

  it.each([
    ["nothing", "not JSON"],
    ["[]", "table metadata must be an object"],
    [metadata().replace(`"location":"s3://b/t/"`, `"location":7`), "location must be text"],
    [
      metadata().replace(`"snapshot-id":9007199254740993,"parent`, `"parent`),
      "snapshots[0].snapshot-id must be an integer",
    ],
    [metadata().replace(`"long"`, `"variant"`), "schemas[0].fields[0].type: 'variant' is not a type"],
    [metadata().replace(`"current-schema-id":1`, `"current-schema-id":8`), "current-schema-id is 8"],
    [metadata().replace(`"default-spec-id":0`, `"default-spec-id":8`), "default-spec-id is 8"],
    [
      metadata().replace(`"current-snapshot-id":9007199254740993`, `"current-snapshot-id":8`),
      "current-snapshot-id is 8",
    ],
  ])("refuses what is not as specified, naming the field (%#)", (text, message) => {
    expect(() => parseTableMetadata(text)).toThrow(MetadataError);
    expect(() => parseTableMetadata(text)).toThrow(message);
  });

  it("names the file in its errors", async () => {
    const files = new MemoryFileStore();
    await files.write("s3://b/1.metadata.json", Buffer.from("{}"));
    await expect(readTableMetadata(files, "s3://b/1.metadata.json")).rejects.toThrow(
      "s3://b/1.metadata.json: format-version",
    );
  });

  it("loses nothing of any metadata, whatever else is in it", () => {
    const snapshotId = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(snapshotId, fc.dictionary(fc.string(), fc.string()), fc.jsonValue(), (id, properties, unknown) => {
        const text = metadata(`,"extension":${JSON.stringify(unknown)}`)
          .replaceAll("9007199254740993", String(id))
          .replace(`{"write.format.default":"parquet"}`, () => JSON.stringify(properties));
        const parsed = parseTableMetadata(text);
        expect(parsed["current-snapshot-id"]).toBe(id);
        expect(parsed.properties).toEqual(properties);
        const rendered = renderTableMetadata(parsed);
        expect(parseTableMetadata(rendered)).toEqual(parsed);
        expect(JSON.parse(rendered)).toMatchObject({ extension: JSON.parse(JSON.stringify(unknown)) });
      }),
    );
  });

  it("renders numbers as they were written", () => {
    const number = fc.oneof(fc.bigInt().map(String), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String));
    fc.assert(
      fc.property(fc.array(fc.oneof(number, fc.constantFrom("1.0", "-0", "1e5", "1E+400", "0.10"))), (numbers) => {
        const text = `[${numbers.join(",")}]`;
        expect(renderLosslessJson(parseLosslessJson(text))).toBe(text);
      }),
    );
  });
});
