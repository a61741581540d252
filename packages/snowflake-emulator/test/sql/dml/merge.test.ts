import fc from "fast-check";
import { DmlBench } from "./dml-bench";

describe("MERGE", () => {
  const bench = new DmlBench();
  beforeAll(() => bench.open());
  beforeEach(() =>
    bench.run(
      "CREATE OR REPLACE TABLE t (id INT, v VARCHAR, n INT DEFAULT 5)",
      "INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)",
      "CREATE OR REPLACE TABLE s (id INT, v VARCHAR)",
      "INSERT INTO s VALUES (2, 'x'), (3, NULL), (4, 'new')",
    ),
  );
  afterAll(() => bench.close());
  const rows = () => bench.table("SELECT * FROM t");

  it("takes the first clause that fits each row, and answers the kinds that it has", async () => {
    expect(
      await bench.counts(
        `MERGE INTO t USING s ON t.id = s.id
         WHEN MATCHED AND s.v IS NULL THEN DELETE
         WHEN MATCHED THEN UPDATE SET t.v = s.v || t.v, n = DEFAULT
         WHEN NOT MATCHED AND s.id > 100 THEN INSERT VALUES (0, 'never', 0)
         WHEN NOT MATCHED THEN INSERT (v, id) VALUES (UPPER(s.v), s.id)`,
      ),
    ).toBe("rows inserted: 1, rows updated: 1, rows deleted: 1");
    expect(await rows()).toEqual(["1 a 1", "2 xb 5", "4 NEW 5"]);
    expect(await bench.counts("MERGE INTO t USING s ON t.id = s.id AND FALSE WHEN MATCHED THEN DELETE")).toBe(
      "rows deleted: 0",
    );
    expect(
      await bench.counts(
        "MERGE INTO t x USING (SELECT 1 AS k) AS q ON x.id = q.k WHEN MATCHED THEN UPDATE SET n = q.k + x.n",
      ),
    ).toBe("rows updated: 1");
  });

  it("computes everything from the rows as they were", async () => {
    await bench.run(
      `MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.v IS NULL THEN DELETE
       WHEN MATCHED THEN UPDATE SET n = (SELECT COUNT(*) FROM t)
       WHEN NOT MATCHED THEN INSERT (id, n) VALUES (s.id, (SELECT SUM(id) FROM t))`,
    );
    expect(await rows()).toEqual(["1 a 1", "2 b 3", "4  6"]);
  });

  it("does not compute what a clause would do to rows that it does not take", async () => {
    expect(
      await bench.counts(
        "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.v IS NOT NULL THEN UPDATE SET n = 10 / (t.id - 3)",
      ),
    ).toBe("rows updated: 1");
  });

  it("may delete a row for several, and update it for one", async () => {
    const twice = "USING (SELECT 1 AS k, 'p' AS v UNION ALL SELECT 1, 'q') s ON t.id = s.k";
    expect(await bench.error(`MERGE INTO t ${twice} WHEN MATCHED THEN UPDATE SET v = s.v`)).toBe(
      '100090 (42P18): Duplicate row detected during DML action\nRow Values: [1, "a", 1]',
    );
    expect(
      await bench.error(
        `MERGE INTO t ${twice} WHEN MATCHED AND s.v = 'p' THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v`,
      ),
    ).toMatch(/^100090/);
    expect(await bench.counts(`MERGE INTO t ${twice} WHEN MATCHED AND s.v = 'q' THEN UPDATE SET v = s.v`)).toBe(
      "rows updated: 1",
    );
    expect(await bench.counts(`MERGE INTO t ${twice} WHEN MATCHED THEN DELETE`)).toBe("rows deleted: 1");
    await bench.run("INSERT INTO t VALUES (1, 'a', 1)");
    bench.session.parameters.set("ERROR_ON_NONDETERMINISTIC_MERGE", "false");
    expect(
      await bench.counts(
        `MERGE INTO t ${twice} WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id) VALUES (9)`,
      ),
    ).toBe("rows inserted: 0, rows updated: 1");
    bench.session.parameters.clear();
  });

  it.each([
    ["WHEN MATCHED THEN DELETE WHEN MATCHED THEN UPDATE SET v = 'x'", "001003", "position 66\nUnreachable merge case."],
    ["WHEN NOT MATCHED THEN INSERT (id, id) VALUES (1, 2)", "002025", "duplicate column name 'ID'"],
    ["WHEN NOT MATCHED THEN INSERT (id) VALUES (1, 2)", "002020", "expecting 1 but got 2"],
    ["WHEN NOT MATCHED THEN INSERT VALUES (1)", "002020", "expecting 3 but got 1"],
    ["WHEN NOT MATCHED THEN INSERT (id) VALUES (t.id)", "000904", "invalid identifier 'T.ID'"],
    ["WHEN MATCHED THEN UPDATE SET s.v = 'x'", "000904", "invalid identifier 'S.V'"],
    ["WHEN MATCHED THEN UPDATE SET v = v", "002028", "ambiguous column name 'V'"],
    ["WHEN MATCHED THEN UPDATE SET n = (1 = 1)", "002023", "expecting NUMBER(38,0) but got BOOLEAN for column N"],
  ])("%s is refused with %s", async (clauses, code, text) => {
    const error = await bench.error(`MERGE INTO t USING s ON t.id = s.id ${clauses}`);
    expect([error.slice(0, 6), error.endsWith(text)]).toEqual([code, true]);
    expect(await rows()).toEqual(["1 a 1", "2 b 2", "3 c 3"]);
  });

  it("does what a model does, within a transaction and by itself", async () => {
    const table = fc.uniqueArray(fc.tuple(fc.nat(9), fc.nat(3)), { selector: ([id]) => id, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, table, fc.boolean(), async (target, source, inTransaction) => {
        const fill = (name: string, list: readonly (readonly number[])[]) => [
          `CREATE OR REPLACE TABLE ${name} (id INT, n INT)`,
          ...list.map((row) => `INSERT INTO ${name} VALUES (${row.join(", ")})`),
        ];
        await bench.run(...fill("s", source), ...fill("t", target.slice(0, 2)));
        if (inTransaction) await bench.run("BEGIN");
        for (const row of target.slice(2)) await bench.run(`INSERT INTO t VALUES (${row.join(", ")})`);
        await bench.run(
          `MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND t.n = s.n THEN DELETE
           WHEN MATCHED AND s.n > 0 THEN UPDATE SET n = t.n * 10 + s.n WHEN NOT MATCHED AND s.n < 3 THEN INSERT VALUES (s.id, s.n)`,
          "COMMIT",
        );
        const other = new Map(source);
        const kept = target.flatMap(([id, n]) => {
          const value = other.get(id);
          if (value === undefined || (value !== n && value === 0)) return [[id, n]];
          return value === n ? [] : [[id, n * 10 + value]];
        });
        const added = source.filter(([id, n]) => n < 3 && !target.some(([one]) => one === id));
        expect(await rows()).toEqual([...kept, ...added].map((row) => row.join(" ")).sort());
      }),
      { numRuns: 15 },
    );
  });
});
