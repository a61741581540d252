import { statementCanceled, syntaxError } from "../../src/errors";
import type { QueryEnd, QueryInfo, QueryOutcome } from "../../src/session/query";
import { estimateBytes, QueryHistory, resultOf } from "../../src/session/query-history";
import { QueryIds } from "../../src/session/query-ids";
import { TEXT } from "../../src/types/data-type";
import type { ResultTable } from "../../src/wire/result-table";

const info = (id: string): QueryInfo => ({
  id,
  requestId: "",
  sessionId: 1,
  userName: "U",
  roleName: "R",
  warehouseName: null,
  databaseName: null,
  schemaName: null,
  queryTag: "",
  sqlText: "SELECT 1",
  startTime: 1,
});
const table = (rows: number): ResultTable => ({
  class: "SELECT",
  columns: [{ name: "A", type: TEXT }],
  rows: Array.from({ length: rows }, () => ["x".repeat(84)]),
});
const end = (outcome: QueryOutcome): QueryEnd => ({ kind: "SELECT", endTime: 2, placeholders: 0, outcome });

describe("query history", () => {
  it("knows a statement from its beginning on", async () => {
    const history = new QueryHistory();
    let finish: (outcome: QueryEnd) => void = () => undefined;
    const query = history.start(info("q"), () => new Promise((resolve) => (finish = resolve)), "request");
    expect(history.find("q")?.status).toBe("RUNNING");
    expect(history.findRequest("request")).toBe(query);
    expect(history.record("q")).toBeUndefined();
    finish(end({ result: table(2) }));
    expect(await query.ended).toMatchObject({ id: "q", kind: "SELECT", rowCount: 2 });
    expect(query.status).toBe("SUCCESS");
    expect([...history.all()]).toEqual([query]);
  });

  it("tells an aborted statement from a failed one", async () => {
    const history = new QueryHistory();
    const failing = history.start(info("f"), async () => end({ error: syntaxError(1, 0, "x") }));
    const aborted = history.start(info("a"), async (query) => {
      await new Promise((resolve) => query.signal.addEventListener("abort", resolve));
      return end({ error: query.abortError ?? syntaxError(1, 0, "x") });
    });
    expect(aborted.abort(statementCanceled())).toBe(true);
    expect(aborted.status).toBe("ABORTING");
    await Promise.all([failing.ended, aborted.ended]);
    expect([failing.status, aborted.status]).toEqual(["FAILED_WITH_ERROR", "ABORTED"]);
    expect(aborted.abort(statementCanceled())).toBe(false);
  });

  it("forgets the oldest statements that have ended, and their requests", async () => {
    const history = new QueryHistory({ queries: 2, resultBytes: 1e9 });
    const running = history.start(info("0"), () => new Promise(() => undefined), "r0");
    for (const id of ["1", "2", "3"]) {
      await history.start(info(id), async () => end({ result: table(1) }), `r${id}`).ended;
    }
    expect([...history.all()].map((query) => query.id)).toEqual(["0", "3"]);
    expect(history.findRequest("r0")).toBe(running);
    expect(history.findRequest("r1")).toBeUndefined();
  });

  it("drops the oldest rows when they take too much memory", async () => {
    const history = new QueryHistory({ queries: 100, resultBytes: 250 });
    for (const id of ["1", "2", "3"]) await history.start(info(id), async () => end({ result: table(1) })).ended;
    expect([...history.all()].map((query) => query.record && "result" in query.record.outcome)).toEqual([
      false,
      true,
      true,
    ]);
    const first = history.record("1");
    expect(() => first && resultOf(first)).toThrow("Result for query 1 has expired");
    expect(first).toMatchObject({ rowCount: 1 });
  });

  it("keeps the rows of the newest statement, however large they are", async () => {
    const history = new QueryHistory({ queries: 100, resultBytes: 10 });
    await history.start(info("1"), async () => end({ result: table(50) })).ended;
    expect(history.record("1")?.outcome).toHaveProperty("result");
  });

  it("estimates the size of a result from a sample", () => {
    expect(estimateBytes(table(0))).toBe(0);
    expect(estimateBytes(table(100_000))).toBe(10_000_000);
  });
});

describe("the last query ids of a session", () => {
  const ids = new QueryIds();
  for (let index = 1; index <= 1500; index += 1) ids.add(`q${index}`);

  it.each([
    [-1, "q1500"],
    [-2, "q1499"],
    [1500, "q1500"],
    [501, "q501"],
    [500, undefined],
    [1501, undefined],
    [-1001, undefined],
  ])("at %i: %s", (position, expected) => {
    expect(ids.at(position)).toBe(expected);
  });
});
