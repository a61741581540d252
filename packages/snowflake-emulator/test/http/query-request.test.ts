import { randomUUID } from "node:crypto";
import type { SnowflakeEmulator } from "../../src/emulator";
import { FaultList } from "../../src/http/fault-list";
import { Client, startTestEmulator } from "../support/client";
import { field, Protocol } from "../support/protocol";

/** Long enough to be met by a second request, short enough for a test. */
const SLOW_MS = 150;

describe("statements of the drivers' protocol", () => {
  const faults = new FaultList();
  let emulator: SnowflakeEmulator;
  let protocol: Protocol;
  let token: string;

  /** Statements with this text take longer. */
  const slow = (pattern: RegExp, delayMs = SLOW_MS) => faults.add({ kind: "statement", pattern, times: 99, delayMs });
  const result = (id: string) => protocol.get(`/queries/${id}/result`, token);
  const monitor = async (id: string) => (await protocol.get(`/monitoring/queries/${id}`, token)).data?.queries;

  beforeAll(async () => {
    emulator = await startTestEmulator({ faults });
    protocol = new Protocol(emulator.url);
    token = await protocol.admin();
  });
  afterEach(() => faults.clear());
  afterAll(() => emulator.close());

  describe("bind variables", () => {
    it("come typed from the client", async () => {
      const bindings = { 1: { type: "FIXED", value: "7" }, 2: { type: "TEXT", value: "it's" } };
      const answer = await protocol.query("SELECT ?, ? AS B", token, { bindings });
      expect(answer.data).toMatchObject({ rowset: [["7", "it's"]], numberOfBinds: 2 });
      expect(answer.data?.rowtype).toMatchObject([{ name: "?" }, { name: "B" }]);
    });

    it("work for statements that change something", async () => {
      const bindings = { 1: { type: "TEXT", value: "what?" } };
      expect(await protocol.query("CREATE ROLE bound COMMENT = ?", token, { bindings })).toMatchObject({
        success: true,
      });
      const shown = await protocol.query("SHOW ROLES LIKE ?", token, {
        bindings: { 1: { type: "TEXT", value: "BOUND" } },
      });
      expect(JSON.stringify(shown.data?.rowset)).toContain("what?");
    });

    it("fail when one is missing, and from a stage", async () => {
      expect(await protocol.query("SELECT ?", token)).toMatchObject({ code: "002049" });
      expect(await protocol.query("SELECT ?", token, { bindStage: "@~/x" })).toMatchObject({
        message: expect.stringContaining("not emulated: bind variables from a stage (bindStage)"),
      });
    });
  });

  describe("several in one request", () => {
    const several = (sqlText: string, count: number) =>
      protocol.query(sqlText, token, { parameters: { MULTI_STATEMENT_COUNT: count } });

    it("answer with the ids and types of their results", async () => {
      const answer = await several("SELECT 1 AS A; SHOW ROLES LIKE 'none'; SELECT ';' AS B", 0);
      expect(answer.data).toMatchObject({
        statementTypeId: 40_960,
        rowset: [["Multiple statements executed successfully."]],
        rowtype: [{ name: "multiple statement execution", type: "text" }],
        resultTypes: "4096,24576,4096",
      });
      const ids = field(answer, "resultIds").split(",");
      expect(ids).toHaveLength(3);
      expect((await result(ids[2] ?? "")).data).toMatchObject({ rowset: [[";"]] });
    });

    it.each([
      ["a request parameter", 2, "SELECT 1; SELECT 2; SELECT 3", 3],
      ["the default", undefined, "SELECT 1; SELECT 2", 2],
    ])("must be as many as %s says", async (_what, count, sql, actual) => {
      const parameters = count === undefined ? {} : { MULTI_STATEMENT_COUNT: count };
      expect(await protocol.query(sql, token, { parameters })).toMatchObject({
        code: "000008",
        message: `Actual statement count ${actual} did not match the desired statement count ${count ?? 1}.`,
      });
    });

    it("are allowed by the session as well", async () => {
      const own = await protocol.admin();
      await protocol.query("ALTER SESSION SET MULTI_STATEMENT_COUNT = 0", own);
      expect((await protocol.query("SELECT 1; SELECT 2", own)).data).toMatchObject({ resultTypes: "4096,4096" });
      expect((await protocol.query("SELECT 1", own)).data).not.toHaveProperty("resultIds");
    });

    it("stop at the first failure, which tells the statement and its place", async () => {
      const sql = "CREATE ROLE multi_a; CREATE ROLE multi_a COMMENT = 'again'; CREATE ROLE multi_b";
      expect(await several(sql, 3)).toMatchObject({
        code: "100132",
        data: { sqlState: "P0000" },
        message: expect.stringMatching(
          /^JavaScript execution error: Uncaught Execution of multiple statements failed on statement "CREATE ROLE multi_a COMMENT = \.\.\." \(at line 1, position 21\)\.\nSQL compilation error:\nObject 'MULTI_A' already exists\. in SYSTEM\$MULTISTMT/,
        ),
      });
      expect((await protocol.query("SHOW ROLES LIKE 'MULTI_%'", token)).data).toMatchObject({ returned: 1 });
    });

    it("share the bindings, which must not be null", async () => {
      const parameters = { MULTI_STATEMENT_COUNT: 2 };
      const bindings = { 1: { type: "FIXED", value: "1" }, 2: { type: "TEXT", value: "b" } };
      const answer = await protocol.query("SELECT ?; SELECT ?", token, { parameters, bindings });
      const [, second = ""] = field(answer, "resultIds").split(",");
      expect((await result(second)).data).toMatchObject({ rowset: [["b"]] });
      const nulls = { ...bindings, 2: { type: "ANY", value: null } };
      expect(await protocol.query("SELECT ?; SELECT ?", token, { parameters, bindings: nulls })).toMatchObject({
        code: "002049",
      });
    });
  });

  describe("that are asynchronous", () => {
    it("are answered at once and run on", async () => {
      slow(/AS LATER/);
      const answer = await protocol.query("SELECT 5 AS LATER", token, { asyncExec: true });
      const id = field(answer, "queryId");
      expect(answer).toMatchObject({ success: true, code: "333334", data: { getResultUrl: `/queries/${id}/result` } });
      expect(await monitor(id)).toMatchObject([{ status: "RUNNING", errorCode: "", endTime: 0 }]);
      expect(await result(id)).toMatchObject({ code: null, data: { rowset: [["5"]], queryId: id } });
      expect(await monitor(id)).toMatchObject([{ status: "SUCCESS", state: "SUCCEEDED" }]);
    });

    it("tell their failure to those who ask for the result", async () => {
      const id = field(await protocol.query("FLY", token, { asyncExec: true }), "queryId");
      expect(await result(id)).toMatchObject({ success: false, code: "001003", data: { queryId: id } });
      expect(await monitor(id)).toMatchObject([{ status: "FAILED_WITH_ERROR", errorCode: "001003" }]);
    });

    it("are told of as in progress when they take too long, synchronous ones too", async () => {
      const hasty = await startTestEmulator({ faults, statementWaitMs: 20 });
      const there = new Protocol(hasty.url);
      const own = await there.admin();
      slow(/AS LONG/);
      const answer = await there.query("SELECT 6 AS LONG", own);
      expect(answer).toMatchObject({ success: true, code: "333333", message: "Query execution in progress." });
      let polled = answer;
      while (polled.code === "333333") polled = await there.get(field(polled, "getResultUrl"), own);
      expect(polled.data).toMatchObject({ rowset: [["6"]] });
      await hasty.close();
    });

    it("are no one else's to see", async () => {
      await protocol.query("CREATE USER other PASSWORD = 'p'", token);
      const other = await protocol.admin({ LOGIN_NAME: "other", PASSWORD: "p" });
      const id = field(await protocol.query("SELECT 1", token), "queryId");
      expect(await protocol.get(`/queries/${id}/result`, other)).toMatchObject({ code: "000709" });
      expect((await protocol.get(`/monitoring/queries/${id}`, other)).data).toEqual({ queries: [] });
    });
  });

  describe("that are canceled", () => {
    it.each(["requestId", "queryId"])("by %s fail for those who wait", async (by) => {
      slow(/AS ENDLESS/, 60_000);
      const requestId = randomUUID();
      const waiting = protocol.query("SELECT 1 AS ENDLESS", token, {}, requestId);
      const running = await protocol.query("SELECT 1 AS ENDLESS", token, { asyncExec: true }, requestId);
      const path =
        by === "queryId" ? `/queries/${field(running, "queryId")}/abort-request` : "/queries/v1/abort-request";
      expect(await protocol.post(path, { requestId }, token)).toMatchObject({ success: true });
      expect(await waiting).toMatchObject({
        success: false,
        code: "000604",
        message: "SQL execution canceled",
        data: { sqlState: "57014" },
      });
      expect(await monitor(field(running, "queryId"))).toMatchObject([{ status: "ABORTED" }]);
      expect(await protocol.post(path, { requestId }, token)).toMatchObject({ code: "000605" });
    });

    it("within a request of several stop the rest", async () => {
      slow(/AS ENDLESS/, 60_000);
      const requestId = randomUUID();
      const sql = "SELECT 1 AS ENDLESS; CREATE ROLE never_made";
      const waiting = protocol.query(sql, token, { parameters: { MULTI_STATEMENT_COUNT: 2 } }, requestId);
      await protocol.query(sql, token, { asyncExec: true }, requestId);
      await protocol.post("/queries/v1/abort-request", { requestId }, token);
      expect(await waiting).toMatchObject({ code: "000604" });
      expect((await protocol.query("SHOW ROLES LIKE 'never_made'", token)).data).toMatchObject({ returned: 0 });
    });

    it("by their timeout say so", async () => {
      slow(/AS ENDLESS/, 60_000);
      const own = await protocol.admin();
      await protocol.query("ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = 1", own);
      expect(await protocol.query("SELECT 1 AS ENDLESS", own)).toMatchObject({
        code: "000630",
        message: "Statement reached its statement or warehouse timeout of 1 second(s) and was canceled.",
      });
    });
  });

  describe("that are sent twice", () => {
    it("are carried out once and answered alike, whether they run or have ended", async () => {
      slow(/once/);
      const requestId = randomUUID();
      const send = () => protocol.query("CREATE ROLE once", token, {}, requestId);
      const [first, second] = await Promise.all([send(), send()]);
      expect(first).toMatchObject({ success: true, data: { rowset: [["Role ONCE successfully created."]] } });
      expect(second.data?.queryId).toBe(first.data?.queryId);
      expect((await send()).data?.queryId).toBe(first.data?.queryId);
    });

    it("are different ones in different sessions", async () => {
      const requestId = randomUUID();
      const first = await protocol.query("SELECT 1", token, {}, requestId);
      const second = await protocol.query("SELECT 1", await protocol.admin(), {}, requestId);
      expect(second.data?.queryId).not.toBe(first.data?.queryId);
    });
  });

  describe("that are only described", () => {
    const describeOnly = (sqlText: string, more: object = {}) =>
      protocol.query(sqlText, token, { describeOnly: true, ...more });

    it("tell the columns of a query and no rows, with placeholders unset", async () => {
      expect((await describeOnly("SELECT ? AS A, 'x' AS B")).data).toMatchObject({
        rowtype: [{ name: "A" }, { name: "B", type: "text" }],
        rowset: [],
        statementTypeId: 4096,
        numberOfBinds: 1,
      });
    });

    it("tell one column of what changes something, and change nothing", async () => {
      expect((await describeOnly("CREATE ROLE described")).data).toMatchObject({
        rowtype: [{ name: "status" }],
        rowset: [],
      });
      expect((await protocol.query("SHOW ROLES LIKE 'described'", token)).data).toMatchObject({ returned: 0 });
    });

    it("are refused by name where the columns are not known before", async () => {
      expect(await describeOnly("SHOW ROLES")).toMatchObject({
        message: expect.stringContaining("describing SHOW ROLES"),
      });
    });
  });

  it("tag themselves in the history", async () => {
    const answer = await protocol.query("SELECT 1", token, { parameters: { QUERY_TAG: "mine", nonsense: 1 } });
    expect(await monitor(field(answer, "queryId"))).toMatchObject([{ queryTag: "mine" }]);
  });

  it.each(["/queries/none/result"])("answer 000709 to %s", async (path) => {
    expect(await protocol.get(path, token)).toMatchObject({ success: false, code: "000709" });
  });

  it("answer 404 to an unknown path and 405 to another method", async () => {
    expect((await protocol.raw("GET", "/api/v1/nothing")).status).toBe(404);
    expect((await protocol.raw("GET", "/queries/v1/query-request", token)).status).toBe(405);
  });

  it("answer the Node driver asynchronously, in several and by request id", async () => {
    const client = await Client.connect(emulator);
    expect(await client.run("SELECT ? AS A, :2 AS B", [1, "x"])).toEqual([{ A: 1, B: "x" }]);
    slow(/AS LATER/);
    const id = await client.submit("SELECT 8 AS LATER");
    expect(await client.status(id)).toBe("RUNNING");
    expect(await client.results(id)).toEqual([{ LATER: 8 }]);
    expect(await client.several("SELECT 1 AS A; SELECT 2 AS B")).toEqual([[{ A: 1 }], [{ B: 2 }]]);
    await client.close();
  });
});
