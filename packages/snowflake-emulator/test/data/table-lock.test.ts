import { VirtualClock } from "../../src/clock";
import { type LockOwner, TableLocks } from "../../src/data/table-lock";
import type { Timers } from "../../src/time/timers";
import { DataBench, failure, TABLE } from "./data-bench";

/** Timers that fire when the test says so. */
class HandTimers implements Timers {
  readonly #set = new Set<{ readonly milliseconds: number; readonly callback: () => void }>();

  after(milliseconds: number, callback: () => void) {
    const timer = { milliseconds, callback };
    this.#set.add(timer);
    return { cancel: () => void this.#set.delete(timer) };
  }

  /** Everything that would have fired by then fires. */
  pass(milliseconds: number): void {
    for (const timer of this.#set) if (timer.milliseconds <= milliseconds) timer.callback();
  }
}

describe("the lock of a table", () => {
  const timers = new HandTimers();
  const locks = () => new TableLocks(new VirtualClock(), timers);
  const owner = (name: string): LockOwner => ({ transactionId: name, startedOn: 0, sessionId: 1 });
  const table = (id: number) => ({ id, name: `T${id}` });
  const ask = (statementId: string, timeoutSeconds = 60) => ({ statementId, timeoutSeconds });
  const [a, b, c] = [owner("a"), owner("b"), owner("c")];

  it("goes from one to the next in the order in which they came", async () => {
    const all = locks();
    const got: string[] = [];
    await all.acquire(table(1), a, ask("s1"));
    await all.acquire(table(1), a, ask("s2"));
    const waiting = [b, c].map((one) => all.acquire(table(1), one, ask("s")).then(() => got.push(one.transactionId)));
    await Promise.resolve();
    expect([got, all.list().map(({ owner: { transactionId }, status }) => `${transactionId} ${status}`)]).toEqual([
      [],
      ["a HOLDING", "b WAITING", "c WAITING"],
    ]);
    all.release(a);
    await waiting[0];
    all.release(b);
    await waiting[1];
    all.release(c);
    expect([got, all.list()]).toEqual([["b", "c"], []]);
  });

  it("is given up when it takes longer than LOCK_TIMEOUT says", async () => {
    const all = locks();
    await all.acquire(table(1), a, ask("s1"));
    const said =
      "000625: Statement 's1' has locked table 'T1' in transaction a and this lock has not yet been released.\n" +
      "Your statement 's2' was aborted because the lock could not be acquired within";
    expect(await failure(all.acquire(table(1), b, ask("s2", 0)))).toBe(`${said} 0 second(s), see LOCK_TIMEOUT.`);
    const waiting = failure(all.acquire(table(1), b, ask("s2", 5)));
    timers.pass(5000);
    expect(await waiting).toBe(`${said} 5 second(s), see LOCK_TIMEOUT.`);
    expect(all.list()).toHaveLength(1);
  });

  it("is not waited for by a statement that was canceled", async () => {
    const all = locks();
    await all.acquire(table(1), a, ask("s1"));
    const stop = new AbortController();
    const waiting = failure(all.acquire(table(1), b, { ...ask("s2"), signal: stop.signal }));
    stop.abort();
    expect(await waiting).toMatch(/^000604/);
    expect(await failure(all.acquire(table(1), b, { ...ask("s2"), signal: stop.signal }))).toMatch(/^000604/);
    all.release(a);
    expect(all.list()).toEqual([]);
  });

  it("is not left to a session that ended while it waited", async () => {
    const bench = await new DataBench().open();
    await bench.writing(1).insert(1);
    await bench.session(1).transactions.begin();
    await bench.writing(1).delete("true");
    await bench.session(2).transactions.begin();
    const waiting = failure(bench.writing(2).update("A + 1"));
    await bench.store.closeSession(2);
    expect(await waiting).toMatch(/^000604/);
    await bench.session(1).transactions.rollback();
    expect([await bench.writing(3).update("A + 5"), await bench.seen(3), bench.store.locks.list()]).toEqual([
      1,
      "6",
      [],
    ]);
    await bench.store.close();
  });

  it("has at most 20 statements waiting", async () => {
    const all = locks();
    await all.acquire(table(1), a, ask("s1"));
    const waiting = Array.from({ length: 20 }, (_, index) => all.acquire(table(1), owner(`w${index}`), ask("s")));
    expect(await failure(all.acquire(table(1), b, ask("s2")))).toMatch(
      /was aborted because the number of waiters for this lock exceeds the 20 statements limit\.$/,
    );
    expect(waiting).toHaveLength(20);
  });

  it("is refused to the statement that would close a circle", async () => {
    const all = locks();
    await all.acquire(table(1), a, ask("a1"));
    await all.acquire(table(2), b, ask("b1"));
    await all.acquire(table(3), c, ask("c1"));
    const first = all.acquire(table(2), a, ask("a2"));
    const second = all.acquire(table(3), b, ask("b2"));
    expect(await failure(all.acquire(table(1), c, ask("c2")))).toMatch(/Your statement 'c2' .*deadlock/);
    all.release(c);
    await second;
    all.release(b);
    await first;
  });

  it("is held by UPDATE and DELETE until the transaction ends; INSERT goes on", async () => {
    const bench = await new DataBench().open();
    await bench.writing(1).insert(1, 2);
    await bench.session(1).transactions.begin();
    await bench.writing(1).delete("A = 1");
    expect(await failure(bench.writing(2, { lockTimeoutSeconds: 0 }).update("A + 1"))).toMatch(/^000625/);
    await bench.writing(2).insert(3);
    const update = bench.writing(2).update("A + 1");
    expect(bench.store.locks.list().map(({ table: { name }, status }) => `${name} ${status}`)).toEqual([
      `${TABLE.name} HOLDING`,
      `${TABLE.name} WAITING`,
    ]);
    await bench.session(1).transactions.commit();
    expect([await update, await bench.seen(3)]).toEqual([2, "3 4"]);
    await bench.store.close();
  });
});
