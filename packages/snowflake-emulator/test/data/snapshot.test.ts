import { DataBench, failure } from "./data-bench";

describe("snapshots of the data", () => {
  it("bring every table's rows back, also those of dropped tables", async () => {
    const bench = await new DataBench().open();
    const { snapshots, tables } = bench.store;
    await bench.writing(1).insert(1, 2);
    await snapshots.take("before");
    await bench.writing(1).insert(3);
    await tables.clone(5, 6);
    await snapshots.restore("before");
    expect([await bench.seen(1), await tables.list()]).toEqual(["1 2", [5]]);
    await tables.drop(5);
    await snapshots.restore("before");
    expect(await bench.seen(1)).toBe("1 2");
    await snapshots.reset();
    expect(await tables.list()).toEqual([]);
    await snapshots.take("before");
    await snapshots.restore("before");
    expect([await tables.list(), snapshots.names]).toEqual([[], ["before"]]);
    await snapshots.forget("before");
    expect(await failure(snapshots.restore("before"))).toBe(
      'there is no snapshot "before" of the data; there are: none',
    );
    await bench.store.close();
  });

  it("number new rows after those that they brought back", async () => {
    const bench = await new DataBench().open();
    const { snapshots, tables } = bench.store;
    const next = async () => {
      const sql = await tables.identity(5, "A", { start: 1, increment: 2 });
      const [[value] = []] = await bench.session(1).query(`SELECT ${sql}::VARCHAR`);
      return value;
    };
    expect([await next(), await next()]).toEqual(["1", "3"]);
    await bench.writing(1).insert(11);
    await snapshots.take("s");
    await snapshots.restore("s");
    expect([await next(), await next()]).toEqual(["13", "15"]);
    await bench.store.close();
  });

  it("wait for nobody: with a transaction open they say which", async () => {
    const bench = await new DataBench().open();
    const { transactionId } = await bench.session(3).transactions.begin();
    expect(await failure(bench.store.snapshots.take("x"))).toBe(
      `the data can't be taken while transactions are open (${transactionId} of session 3): end them first`,
    );
    await bench.store.close();
  });
});
