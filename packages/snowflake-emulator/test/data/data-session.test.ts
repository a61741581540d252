import { setImmediate } from "node:timers/promises";
import { DataBench, failure } from "./data-bench";

describe("a session's connections", () => {
  const bench = new DataBench();
  beforeAll(() => bench.open());
  afterAll(() => bench.store.close());

  const forever =
    "SELECT count(*)::VARCHAR FROM range(1000000) AS a (i), range(1000000) AS b (j) WHERE (i * j) % 7 = 3";

  // While it waits for the connection, is parsed, is prepared, runs: each takes a few turns of the event loop.
  it.each([0, 1, 2, 3, 4, 6, 8, 12, 16, 32, 64])(
    "end a statement when its signal is aborted after %i turns of the event loop, and go on",
    async (turns) => {
      const stop = new AbortController();
      const running = failure(bench.session(1).query(forever, { signal: stop.signal }));
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      stop.abort();
      expect(await running).toBe("000604: SQL execution canceled");
      expect(await failure(bench.session(1).query("SELECT '1'", { signal: stop.signal }))).toMatch(/^000604/);
      expect(await bench.session(1).query("SELECT '1'")).toEqual([["1"]]);
    },
  );

  it("run a session's statements side by side outside of a transaction", async () => {
    const stop = new AbortController();
    const running = failure(bench.session(1).query(forever, { signal: stop.signal }));
    expect(await bench.session(1).query("SELECT '1'")).toEqual([["1"]]);
    stop.abort();
    expect(await running).toMatch(/^000604/);
  });

  it("use each session's time zone", async () => {
    const hour = "SELECT extract(hour FROM '2026-01-01 12:00:00+00'::TIMESTAMPTZ)::VARCHAR";
    const of = async (session: number, timeZone?: string) =>
      (await bench.session(session).query(hour, timeZone === undefined ? {} : { timeZone }))[0]?.[0];
    expect([await of(2, "America/Los_Angeles"), await of(3, "Asia/Tokyo"), await of(2, "UTC"), await of(4)]).toEqual([
      "4",
      "21",
      "12",
      "12",
    ]);
  });

  it("tell errors that a query raises with their codes, others as internal ones", async () => {
    const query = (sql: string) => failure(bench.session(1).query(sql));
    expect(await query("SELECT error('twin:100038:Numeric value ''a'' is not recognized')")).toBe(
      "100038: Numeric value 'a' is not recognized",
    );
    expect(await query("SELECT nothing")).toMatch(
      /^000603: .*Binder Error: Referenced column "nothing" was not found/s,
    );
    expect(await query("SELECT 1")).toMatch(/^000002: .*a result column that is not text/);
  });

  it("do not run what waited for a transaction that ended", async () => {
    const session = bench.session(6);
    await session.transactions.begin();
    const slow = session.query("SELECT count(*)::VARCHAR FROM range(3000000) AS a (i) WHERE i % 7 = 3");
    const end = session.transactions.commit();
    const late = bench.writing(6).insert(1);
    expect([await slow, await late]).toEqual([[["428571"]], 1]);
    await end;
  });

  it("may stop in the middle of a result", async () => {
    const first = await bench.session(7).read({}, async (runner) => {
      for await (const slice of runner.slices("SELECT i::VARCHAR FROM range(100000) AS r (i)")) return slice[0];
      return undefined;
    });
    expect([first, await bench.session(7).query("SELECT 'next'")]).toEqual([["0"], [["next"]]]);
  });

  it("close while others wait, and are made anew", async () => {
    const pending = bench.session(5).query("SELECT '1'");
    await bench.store.closeSession(5);
    expect(await pending).toEqual([["1"]]);
    expect(await bench.session(5).query("SELECT '2'")).toEqual([["2"]]);
  });
});
