import { parseTableMetadata, readTableMetadata, renderTableMetadata } from "../../src/metadata/metadata-json";
import { readRows } from "../../src/read-rows";
import { planScan } from "../../src/scan/plan-scan";
import type { ScanPredicate } from "../../src/scan/scan-plan";
import { goldenLake } from "./lake";

async function golden() {
  const { files, metadataUri } = await goldenLake();
  return { files, metadata: await readTableMetadata(files, metadataUri), metadataUri };
}

/** A row as the Python script made it, in the schema of the end. */
function row(i: number) {
  return {
    name: i % 2 === 0 ? "NA" : null,
    id: String(i),
    day: `2024-0${1 + (i % 2)}-0${1 + i}`,
    cost: (i / 4).toFixed(2),
    at: i === 0 ? "2024-01-01 00:00:00+00" : `2024-01-01 00:00:0${i}.00000${i}+00`,
    local: `2024-01-01 00:00:0${i}`,
    time: i === 0 ? "01:02:03" : `01:02:03.00000${i}`,
    count: String(i),
    ratio: i / 2,
    double: i / 3,
    uuid: `00000000-0000-0000-0000-00000000000${i}`,
    fixed: "abc",
    bytes: `\\x0${i}`,
    struct: { aa: i, b: String(i), c: null },
    list: [i, null],
    map: [{ key: "k", value: i }],
    extra: null,
  };
}

const byId = (left: { readonly id?: unknown }, right: { readonly id?: unknown }) => Number(left.id) - Number(right.id);

describe("a table that pyiceberg wrote", () => {
  it("is read, after its schema and its partitions changed and a row was deleted", async () => {
    const { files, metadata } = await golden();
    const rows = await readRows({ metadata, files });
    expect(rows.toSorted(byId)).toEqual([0, 2, 3, 4, 5, 6, 7].map(row));
  });

  it("is read as it was", async () => {
    const { files, metadata } = await golden();
    const [first] = metadata.snapshots;
    if (first === undefined) throw new Error("there is a first snapshot");
    const rows = await readRows({
      metadata,
      files,
      snapshotId: first["snapshot-id"],
      columns: ["price", "id", "flag"],
    });
    expect(rows.toSorted(byId)).toEqual([
      { price: "0.00", id: "0", flag: true },
      { price: "0.25", id: "1", flag: false },
      { price: "0.50", id: "2", flag: true },
      { price: "0.75", id: "3", flag: false },
    ]);
  });

  it("is pruned by what its manifests say", async () => {
    const { files, metadata } = await golden();
    const read = async (...predicates: ScanPredicate[]) =>
      (await readRows({ metadata, files, predicates, columns: ["id"] })).map(({ id }) => Number(id)).sort();
    const whole = await planScan(metadata, files);
    expect(whole.pruned).toEqual({ manifests: 0, files: 0 });
    expect(await read({ column: "id", operator: "=", values: [6] })).toEqual([6]);
    expect(await read({ column: "name", operator: "is null", values: [] })).toEqual([3, 5, 7]);
    expect(await read({ column: "day", operator: "<", values: ["2024-01-04"] })).toEqual([0, 2]);
    expect(await read({ column: "cost", operator: ">", values: ["1.60"] })).toEqual([5, 7]);
    expect(await read({ column: "at", operator: ">=", values: ["2024-01-01T01:00:06.000005+01:00"] })).toEqual([
      5, 6, 7,
    ]);
    // Files that were written before the column was added say nothing of it; the one that the delete wrote anew does.
    expect(await read({ column: "extra", operator: "=", values: ["x"] })).toEqual([4, 5, 6, 7]);
  });

  it("has metadata that comes out as it went in", async () => {
    const { files, metadata, metadataUri } = await golden();
    const rendered = renderTableMetadata(metadata);
    // The specification has no space in a decimal's name; both ways are read everywhere.
    const written = new TextDecoder().decode(await files.read(metadataUri)).replaceAll("decimal(9, 2)", "decimal(9,2)");
    expect(JSON.parse(rendered)).toEqual(JSON.parse(written));
    expect(parseTableMetadata(rendered)).toEqual(metadata);
  });
});
