import fc from "fast-check";
import { physicalType } from "../../src/data/physical-type";
import { BOOLEAN, DATE, type DataType, FLOAT, NUMBER, TEXT, TIMESTAMP_TZ, VARIANT } from "../../src/types/data-type";
import { DataBench, failure, TABLE } from "./data-bench";

describe("physical tables", () => {
  const open: DataBench[] = [];
  const newBench = async () => {
    const bench = await new DataBench().open();
    open.push(bench);
    return bench;
  };
  afterAll(() => Promise.all(open.map((bench) => bench.store.close())));

  it.each([
    [{ kind: "NUMBER", precision: 10, scale: 2 }, "DECIMAL(10,2)"],
    [FLOAT, "DOUBLE"],
    [TEXT, "VARCHAR"],
    [{ kind: "BINARY", length: 8 }, "BLOB"],
    [BOOLEAN, "BOOLEAN"],
    [DATE, "DATE"],
    [{ kind: "TIME", scale: 9 }, "TIME"],
    [{ kind: "TIMESTAMP_NTZ", scale: 9 }, "TIMESTAMP"],
    [{ kind: "TIMESTAMP_LTZ", scale: 9 }, "TIMESTAMPTZ"],
    [TIMESTAMP_TZ, 'STRUCT(utc TIMESTAMP, "offset" SMALLINT)'],
    [VARIANT, "JSON"],
    [{ kind: "OBJECT" }, "JSON"],
    [{ kind: "ARRAY" }, "JSON"],
  ] satisfies [DataType, string][])("keep %j as %s", async (type, physical) => {
    expect(physicalType(type)).toBe(physical);
    const { store } = await newBench();
    await store.tables.create(6, [{ name: "C", type }]);
    expect(await store.session(1).query("SELECT count(*)::VARCHAR FROM t_6")).toEqual([["0"]]);
  });

  it("hold columns of any names", async () => {
    const { store } = await newBench();
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 20 }).filter((one) => !one.includes("\0"));
    let id = 100;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), async (names) => {
        id += 1;
        await store.tables.create(
          id,
          names.map((one) => ({ name: one, type: TEXT })),
        );
        const [[count] = []] = await store
          .session(1)
          .query(`SELECT count(*)::VARCHAR FROM pragma_table_info('t_${id}')`);
        expect(count).toBe(String(names.length));
      }),
      { numRuns: 15 },
    );
  });

  it("take columns in, rename them, change their types and let them go", async () => {
    const bench = await newBench();
    const { tables } = bench.store;
    await bench.writing(1).insert(1, 2);
    await tables.addColumn(TABLE.id, { name: "c", type: NUMBER }, "7");
    await tables.addColumn(TABLE.id, { name: "D", type: TEXT });
    await tables.renameColumn(TABLE.id, "B", "b");
    await tables.setColumnType(TABLE.id, { name: "A", type: { kind: "NUMBER", precision: 38, scale: 0 } });
    expect(await bench.session(1).query('SELECT A::VARCHAR, "~b", "~c"::VARCHAR, D FROM t_5 ORDER BY 1')).toEqual([
      ["1", "b1", "7", null],
      ["2", "b2", "7", null],
    ]);
    expect([await tables.hasNull(TABLE.id, "D"), await tables.hasNull(TABLE.id, "b")]).toEqual([true, false]);
    expect([await tables.longestText(TABLE.id, "b"), await tables.longestText(TABLE.id, "D")]).toEqual([2, undefined]);
    await tables.dropColumn(TABLE.id, "c");
    expect(await failure(bench.session(1).query('SELECT "~c" FROM t_5'))).toMatch(/not found/);
  });

  it("are made by a query as a whole or not at all, cloned and dropped", async () => {
    const { store } = await newBench();
    const { tables } = store;
    const columns = [{ name: "N", type: NUMBER }];
    expect(await tables.createAs(7, columns, "SELECT i::DECIMAL(38,0) FROM range(3) AS r (i)")).toBe(3);
    expect(
      await failure(tables.createAs(8, columns, "SELECT error('twin:100051:Division by zero')::DECIMAL(38,0)")),
    ).toBe("100051: Division by zero");
    await tables.clone(7, 9);
    expect([await tables.list(), await tables.rowCounts([5, 7, 9])]).toEqual([
      [5, 7, 9],
      new Map([
        [5, 0],
        [7, 3],
        [9, 3],
      ]),
    ]);
    await tables.drop(7, 12);
    expect([await tables.dropUnknown(new Set([9, 10])), await tables.list()]).toEqual([[5], [9]]);
  });
});
