import fc from "fast-check";
import { DataBench, failure, TABLE } from "./data-bench";

describe("a session's transaction", () => {
  const benches: DataBench[] = [];
  const newBench = async () => {
    const bench = await new DataBench().open();
    benches.push(bench);
    return bench;
  };
  afterAll(() => Promise.all(benches.map((bench) => bench.store.close())));

  it("commits each statement by itself outside of BEGIN", async () => {
    const bench = await newBench();
    expect(await bench.writing(1).insert(1, 2, 3)).toBe(3);
    expect(await bench.writing(1).delete("A = 2")).toBe(1);
    expect(await bench.writing(1).update("A * 10")).toBe(2);
    expect(await bench.seen(2)).toBe("10 30");
    expect(await bench.writing(2).truncate()).toBe(2);
    expect(await bench.seen(1)).toBe("");
  });

  it("sees its own changes, and others see them when it commits", async () => {
    const bench = await newBench();
    const { transactions } = bench.session(1);
    await bench.writing(1).insert(1, 2);
    await transactions.begin();
    await bench.writing(1).insert(3);
    expect(await bench.writing(1).update("A + 100", "A > 1")).toBe(2);
    expect(await bench.writing(1).delete("A = 103")).toBe(1);
    expect([await bench.seen(1), await bench.seen(2)]).toEqual(["1 102", "1 2"]);
    await transactions.commit();
    expect([await bench.seen(1), await bench.seen(2)]).toEqual(["1 102", "1 102"]);
    expect(transactions.active).toBeUndefined();
  });

  it("is as if it had not been after ROLLBACK", async () => {
    const bench = await newBench();
    const { transactions } = bench.session(1);
    await bench.writing(1).insert(1, 2);
    await transactions.begin();
    expect(await bench.writing(1).truncate()).toBe(2);
    await bench.writing(1).insert(9);
    expect(await bench.seen(1)).toBe("9");
    await transactions.rollback();
    expect(await bench.seen(1)).toBe("1 2");
  });

  it("reads what is committed at each statement's beginning (READ COMMITTED)", async () => {
    const bench = await newBench();
    await bench.session(1).transactions.begin();
    await bench.writing(1).insert(1);
    await bench.writing(2).insert(2);
    expect(await bench.seen(1)).toBe("1 2");
    await bench.writing(1).update("A + 10", "A = 2");
    await bench.writing(2).insert(3);
    expect([await bench.seen(1), await bench.seen(2)]).toEqual(["1 3 12", "2 3"]);
    await bench.session(1).transactions.commit();
    expect(await bench.seen(2)).toBe("1 3 12");
  });

  it("stays open when a statement fails, without that statement's changes", async () => {
    const bench = await newBench();
    await bench.session(1).transactions.begin();
    await bench.writing(1).insert(1);
    expect(await failure(bench.writing(1).update("error('twin:100051:Division by zero')"))).toBe(
      "100051: Division by zero",
    );
    await bench.writing(1).insert(2);
    await bench.session(1).transactions.commit();
    expect(await bench.seen(2)).toBe("1 2");
  });

  it("begins with the first change while AUTOCOMMIT is off, and one BEGIN is enough", async () => {
    const bench = await newBench();
    const { transactions } = bench.session(1);
    await bench.writing(1, { autocommit: false }).insert(1);
    expect(await bench.seen(2)).toBe("");
    const first = transactions.active;
    expect(await transactions.begin("OTHER")).toBe(first);
    await transactions.commit();
    await transactions.commit();
    await transactions.rollback();
    expect([await bench.seen(2), transactions.last]).toEqual(["1", first?.transactionId]);
  });

  it("ends with the session", async () => {
    const bench = await newBench();
    await bench.writing(1).insert(1);
    await bench.session(1).transactions.begin("MINE");
    await bench.writing(1).delete("true");
    expect(bench.store.openTransactions().map(({ name, sessionId }) => ({ name, sessionId }))).toEqual([
      { name: "MINE", sessionId: 1 },
    ]);
    const waiting = bench.writing(2).update("A + 1");
    await bench.store.closeSession(1);
    await waiting;
    expect([await bench.seen(2), bench.store.openTransactions()]).toEqual(["2", []]);
  });

  it("can be aborted from outside", async () => {
    const bench = await newBench();
    const { transactionId } = await bench.session(1).transactions.begin();
    await bench.writing(1).insert(1);
    expect(await bench.store.abortTransaction(transactionId)).toBe(true);
    expect(await bench.store.abortTransaction(transactionId)).toBe(false);
    expect(await bench.seen(1)).toBe("");
  });

  it("of a procedure stands beside its caller's and has to end in it", async () => {
    const bench = await newBench();
    const { transactions } = bench.session(1);
    await transactions.begin();
    await bench.writing(1).insert(1);
    transactions.enterProcedure("call-1");
    await bench.writing(1).insert(2);
    expect(await failure(transactions.commit())).toMatch(/^090232: Modifying a transaction that has started at/);
    await transactions.begin();
    await bench.writing(1).insert(3);
    expect(await bench.seen(1)).toBe("3");
    await transactions.commit();
    expect(await bench.seen(1)).toBe("1 2 3");
    await transactions.begin();
    await bench.writing(1).insert(4);
    expect(await failure(transactions.leaveProcedure(true))).toMatch(/^090231: .*incomplete and it was rolled back\.$/);
    await transactions.commit();
    expect(await bench.seen(2)).toBe("1 2 3");
  });

  it("is refused by name when another session alters or drops its table", async () => {
    const bench = await newBench();
    await bench.session(1).transactions.begin();
    await bench.writing(1).insert(1);
    await bench.store.tables.renameColumn(TABLE.id, "B", "C");
    expect(await failure(bench.seen(1))).toMatch(/^000002: .*altered or dropped before the transaction ended/);
    expect(await failure(bench.session(1).transactions.commit())).toMatch(/^000002/);
    expect([await bench.seen(1), bench.store.locks.list()]).toEqual(["", []]);
  });

  it("follows a model of two sessions in any order", async () => {
    const step = fc.record({
      who: fc.constantFrom(1 as const, 2 as const),
      what: fc.constantFrom("begin", "commit", "rollback", "insert", "update", "delete"),
      value: fc.integer({ min: 0, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const bench = await newBench();
        let rows: readonly number[] = [];
        // What each open transaction has done, as functions of the rows that are committed.
        const open = new Map<number, ((all: readonly number[]) => readonly number[])[]>();
        let locked: number | undefined;
        const view = (who: number) => (open.get(who) ?? []).reduce((all, change) => change(all), rows);
        for (const { who, what, value } of steps) {
          const { transactions } = bench.session(who);
          const locks = what === "update" || what === "delete";
          // Would wait for the other session for ever.
          if (locks && locked !== undefined && locked !== who) continue;
          if (what === "begin") {
            await transactions.begin();
            if (!open.has(who)) open.set(who, []);
          } else if (what === "commit" || what === "rollback") {
            if (what === "commit") rows = view(who);
            await transactions[what]();
            open.delete(who);
            if (locked === who) locked = undefined;
          } else {
            const change = {
              insert: (all: readonly number[]) => [...all, value],
              update: (all: readonly number[]) => all.map((one) => (one === value ? one + 1 : one)),
              delete: (all: readonly number[]) => all.filter((one) => one !== value),
            }[what];
            // Updates and deletes of a transaction touch what was there then, not what others insert later.
            const before = view(who);
            if (what === "insert") await bench.writing(who).insert(value);
            else if (what === "update") await bench.writing(who).update("A + 1", `A = ${value}`);
            else await bench.writing(who).delete(`A = ${value}`);
            const mine = open.get(who);
            if (mine === undefined) rows = change?.(rows) ?? rows;
            else if (what === "insert") mine.push(change ?? ((all) => all));
            else {
              const count = before.filter((one) => one === value).length;
              mine.push((all) => {
                let left = count;
                const kept = all.filter((one) => one !== value || left-- <= 0);
                return what === "delete" ? kept : [...kept, ...new Array<number>(count).fill(value + 1)];
              });
              locked = who;
            }
          }
          const sorted = (all: readonly number[]) => all.toSorted((a, b) => a - b).join(" ");
          expect([await bench.seen(1), await bench.seen(2)]).toEqual([sorted(view(1)), sorted(view(2))]);
        }
        await bench.store.close();
        benches.splice(benches.indexOf(bench), 1);
      }),
      { numRuns: 25 },
    );
  });
});
