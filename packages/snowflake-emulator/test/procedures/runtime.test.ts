import { setTimeout as pause } from "node:timers/promises";
import { statementTimedOut } from "../../src/errors";
import { FLOAT, TEXT, VARIANT } from "../../src/types/data-type";
import { ProcedureBench, table } from "./bench";

describe("running procedures", () => {
  const bench = new ProcedureBench();
  afterAll(() => bench.runtime.close());

  it("stops a loop without end, with the reason that it is told", async () => {
    const stop = new AbortController();
    const call = bench.call("for (;;) {}", VARIANT, {}, { signal: stop.signal });
    setTimeout(() => stop.abort(statementTimedOut(1)), 50);
    await expect(call).rejects.toThrow("Statement reached its statement or warehouse timeout of 1 second(s)");
    expect(await bench.value("return 'next'")).toBe("next");
  });

  it("stops a procedure that waits for a statement", async () => {
    const stop = new AbortController();
    const asked = new Promise<void>((resolve) => {
      bench.host.other = () => {
        resolve();
        return new Promise(() => undefined);
      };
    });
    const call = bench.call("snowflake.execute({sqlText: 'slow'}); return 1", VARIANT, {}, { signal: stop.signal });
    await asked;
    stop.abort(statementTimedOut(2));
    await expect(call).rejects.toThrow("timeout of 2 second(s)");
  });

  it("waits on when it is woken before the answer is there", async () => {
    // The emulator is held up between an answer and its signal; the thread sees the answer without waiting, and is by then in its next statement.
    const notify = jest.spyOn(Atomics, "notify");
    try {
      bench.host.other = async (sqlText) => {
        const [signal] = notify.mock.calls.at(-1) ?? [];
        await pause(20);
        if (signal !== undefined) Atomics.notify(signal, 0);
        await pause(20);
        return table({ T: TEXT }, [[sqlText]]);
      };
      const ask = (text: string) =>
        `(() => { const rs = snowflake.execute({sqlText: "${text}"}); rs.next(); return rs.T; })()`;
      expect(await bench.value(`return [${ask("first")}, ${ask("second")}, ${ask("third")}]`)).toEqual([
        "first",
        "second",
        "third",
      ]);
    } finally {
      notify.mockRestore();
    }
  });

  it("does not begin when it is stopped already", async () => {
    await expect(bench.call("return 1", VARIANT, {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "000604",
    });
  });

  it("runs several calls at once, and a procedure within a procedure", async () => {
    bench.host.other = async (sqlText) => ({
      class: "SELECT",
      columns: [{ name: "P", type: FLOAT }],
      rows: [[Number(await bench.call(sqlText, FLOAT))]],
    });
    const inner = `const rs = snowflake.execute({sqlText: "return 20 + 1"}); rs.next(); return rs.getColumnValue(1) * 2`;
    expect(await Promise.all([bench.value(inner), bench.value(inner), bench.value("return 3")])).toEqual([42, 42, 3]);
  });

  it("reads ten thousand rows in order, in slices", async () => {
    expect(
      await bench.value(`
        const rs = snowflake.execute({sqlText: "select many"});
        let rows = 0, sum = 0, ordered = true;
        while (rs.next()) { ordered = ordered && rs.getColumnValue("ID") === rows; sum += rs.ID; rows += 1; }
        return {rows, sum, ordered, count: rs.getRowCount()};
      `),
    ).toEqual({ rows: 10_000, sum: 49_995_000, ordered: true, count: 10_000 });
  });

  it("fails a procedure that takes too much memory, and goes on", async () => {
    const small = new ProcedureBench(16);
    try {
      expect(await small.error("const all = []; for (;;) all.push(new Array(1000).fill(all.length))")).toBe(
        "100132 (P0000): JavaScript out of memory error: UDF thread memory limit exceeded in P",
      );
      expect(await small.value("return 1")).toBe(1);
    } finally {
      await small.runtime.close();
    }
  });

  it("fails calls that run when it is closed", async () => {
    const other = new ProcedureBench();
    const call = other.call("for (;;) {}");
    const failed = expect(call).rejects.toThrow("stopped");
    await new Promise((resolve) => setTimeout(resolve, 20));
    await other.runtime.close();
    await failed;
  });

  it("has the emulator's time, also after a statement, and the session's time zone", async () => {
    const settings = {
      timeZone: "Asia/Tokyo",
      formats: { DATE: "", TIME: "", TIMESTAMP_NTZ: "", TIMESTAMP_LTZ: "", TIMESTAMP_TZ: "" },
    };
    const value = await bench.call(
      `return [new Date().toISOString().slice(0, 16), String(new Date(0)), new Date(1970, 0, 1).getTime(), new Date("1970-01-01T00:00").getTime(),
        new Date("1970-01-01").getTime(), new Date(0).getHours(), Intl.DateTimeFormat().resolvedOptions().timeZone, new Date(0).getTimezoneOffset()].join("|")`,
      TEXT,
      {},
      { settings },
    );
    expect(value).toBe(
      "2024-02-29T12:00|Thu Jan 01 1970 09:00:00 GMT+0900 (Japan Standard Time)|-32400000|-32400000|0|9|Asia/Tokyo|-540",
    );
  });

  it("puts the clock forward when a statement did", async () => {
    const other = new ProcedureBench();
    other.host.other = async () => {
      other.host.time += 3_600_000;
      return { class: "SELECT", columns: [], rows: [] };
    };
    const body =
      "const t = Date.now(); snowflake.execute({sqlText: 'x'}); return Math.round((Date.now() - t) / 3600000)";
    expect(await other.value(body)).toBe(1);
    await other.runtime.close();
  });
});
