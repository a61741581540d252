import { ExternalBench } from "./external-bench";

describe("large files", () => {
  it("have many rows, or long ones", async () => {
    const bench = await new ExternalBench().prepare();
    bench.bucket.put("raw/t/1.json", `{"a": "x"}\n`.repeat(100_000));
    bench.bucket.put("raw/t/2.json", JSON.stringify({ a: 'y"\n'.repeat(500_000) }));
    await bench.run(
      "CREATE EXTERNAL TABLE t (a VARCHAR AS (VALUE:a::VARCHAR)) LOCATION = @stage/t/ FILE_FORMAT = (TYPE = JSON)",
    );
    expect(
      await bench.values(
        "SELECT METADATA$FILENAME, COUNT(*), MAX(LENGTH(a)), MAX(METADATA$FILE_ROW_NUMBER) FROM t GROUP BY 1 ORDER BY 1",
      ),
    ).toEqual([
      ["raw/t/1.json", "100000", "1", "100000"],
      ["raw/t/2.json", "1", "1500000", "1"],
    ]);
  });
});
