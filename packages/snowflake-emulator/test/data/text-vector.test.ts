import fc from "fast-check";
import { quoteText } from "../../src/query/physical-name";
import { DataBench } from "./data-bench";

describe("rows of text", () => {
  const bench = new DataBench();
  afterAll(() => bench.store.close());

  it("are what was written, whatever they hold and however long they are", async () => {
    const text = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom("", "twelve bytes", "thirteen byte", "é".repeat(6), "é".repeat(7), "x".repeat(5000), "\0"),
    );
    const cell = fc.option(text);
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const values = rows.map((row) => `(${row.map((one) => (one === null ? "NULL" : quoteText(one))).join(", ")})`);
        const sql = `SELECT a::VARCHAR, b::VARCHAR, c::VARCHAR FROM (VALUES ${values.join(", ")}) AS v (a, b, c)`;
        expect(await bench.session(1).query(sql)).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it("come in order and in slices, many of them", async () => {
    const sql =
      "SELECT i::VARCHAR, CASE WHEN i % 3 = 0 THEN NULL ELSE 'a longer text ' || i END FROM range(100000) AS r (i)";
    const sizes: number[] = [];
    let next = 0;
    await bench.session(1).read({}, async (runner) => {
      for await (const slice of runner.slices(sql)) {
        sizes.push(slice.length);
        for (const [id, text] of slice) {
          if (id !== String(next) || text !== (next % 3 === 0 ? null : `a longer text ${next}`)) {
            throw new Error(`row ${next} is ${id}, ${text}`);
          }
          next += 1;
        }
      }
    });
    expect([next, Math.max(...sizes) <= 10_000, sizes.length > 10]).toEqual([100_000, true, true]);
  });
});
