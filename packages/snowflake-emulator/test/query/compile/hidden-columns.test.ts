import { ExternalBench } from "../../external/external-bench";

describe("columns that are no part of *", () => {
  it("can be named, also qualified, and grouped by; a query around it has those that it selects", async () => {
    const bench = await new ExternalBench().prepare();
    bench.bucket.put("raw/t/1", "a\nb\n");
    bench.bucket.put("raw/t/2", "c\n");
    await bench.run(
      "CREATE EXTERNAL TABLE t (a VARCHAR AS (VALUE:c1::VARCHAR)) LOCATION = @stage/t/ FILE_FORMAT = (TYPE = CSV)",
    );
    const names = async (sql: string) => Object.keys(await bench.row(sql));
    expect(await names("SELECT * FROM t")).toEqual(["VALUE", "A"]);
    expect(await names("SELECT t.* EXCLUDE value FROM t JOIN t AS u ON t.a = u.a")).toEqual(["A"]);
    expect(await names("SELECT * FROM t NATURAL JOIN (SELECT a, 1 AS one FROM t)")).toEqual(["A", "VALUE", "ONE"]);
    expect(
      await bench.values("SELECT t.METADATA$FILENAME, COUNT(*) FROM t GROUP BY METADATA$FILENAME ORDER BY 1"),
    ).toEqual([
      ["raw/t/1", "2"],
      ["raw/t/2", "1"],
    ]);
    expect(await bench.values("SELECT COUNT(*) FROM t")).toEqual([["3"]]);
    expect(await bench.error("SELECT METADATA$FILENAME FROM (SELECT * FROM t)")).toMatch("000904");
    expect(await bench.error("SELECT METADATA$FILENAME FROM t, t AS u")).toMatch("ambiguous");
  });
});
