import { randomUUID } from "node:crypto";
import type { SnowflakeEmulator } from "../../src/emulator";
import { FaultList } from "../../src/http/fault-list";
import { startTestEmulator } from "../support/client";
import { keyBody, keyPair, Protocol } from "../support/protocol";
import { handleOf, SqlApi } from "../support/sql-api";

describe("SQL API", () => {
  const faults = new FaultList();
  const key = keyPair();
  let emulator: SnowflakeEmulator;
  let api: SqlApi;

  const slow = (pattern: RegExp, delayMs = 150) => faults.add({ kind: "statement", pattern, times: 99, delayMs });

  beforeAll(async () => {
    emulator = await startTestEmulator({ faults });
    const protocol = new Protocol(emulator.url);
    const admin = await protocol.admin();
    for (const sql of [
      `ALTER USER admin SET RSA_PUBLIC_KEY = '${keyBody(key.publicKey)}'`,
      `CREATE USER robot TYPE = SERVICE RSA_PUBLIC_KEY = '${keyBody(key.publicKey)}'`,
      "CREATE WAREHOUSE wh",
    ]) {
      expect(await protocol.query(sql, admin)).toMatchObject({ success: true });
    }
    api = new SqlApi(emulator.url, key.privateKey);
  });
  afterEach(() => faults.clear());
  afterAll(() => emulator.close());

  it("answers a statement with its rows, their types and a link to itself", async () => {
    const answer = await api.submit("SELECT 1 AS A, 'x' AS B, TRUE AS C, NULL AS D");
    const handle = handleOf(answer);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        code: "090001",
        sqlState: "00000",
        message: "Statement executed successfully.",
        statementStatusUrl: expect.stringMatching(`^/api/v2/statements/${handle}\\?requestId=[0-9a-f-]{36}$`),
        data: [["1", "x", "true", null]],
        resultSetMetaData: {
          numRows: 1,
          format: "jsonv2",
          partitionInfo: [{ rowCount: 1, uncompressedSize: '{"data":[["1","x","true",null]]}'.length }],
          rowType: [
            { name: "A", type: "fixed", precision: 1, scale: 0, length: null, byteLength: null },
            { name: "B", type: "text", length: 1, byteLength: 4 },
            { name: "C", type: "boolean" },
            { name: "D", type: "text" },
          ],
        },
      },
    });
    expect(answer.headers.get("link")).toMatch(/^<\/api\/v2\/statements\/.*&partition=0>; rel="first", .*rel="last"$/);
    expect((await api.status(handle)).body).toMatchObject({
      data: [["1", "x", "true", null]],
      statementHandle: handle,
    });
  });

  it("lets a user in with either key, so that keys are rotated without an hour in which none serves", async () => {
    const next = keyPair();
    const asRotated = ({ privateKey }: typeof key) =>
      new SqlApi(emulator.url, privateKey, "ROTATED").submit("SELECT 1");
    const statuses = async () => [(await asRotated(key)).status, (await asRotated(next)).status];
    const set = (what: string) => api.submit(what, { role: "ACCOUNTADMIN" });
    await set(`CREATE USER rotated TYPE = SERVICE RSA_PUBLIC_KEY = '${keyBody(key.publicKey)}'`);
    expect(await statuses()).toEqual([200, 401]);
    await set(`ALTER USER rotated SET RSA_PUBLIC_KEY_2 = '${keyBody(next.publicKey)}'`);
    expect(await statuses()).toEqual([200, 200]);
    const protocol = new Protocol(emulator.url);
    expect(await protocol.query("SELECT 1", await protocol.admin())).toMatchObject({ success: true });
    await set("ALTER USER rotated UNSET RSA_PUBLIC_KEY");
    expect(await statuses()).toEqual([401, 200]);
    expect((await asRotated(key)).body).toMatchObject({ code: "390144" });
  });

  it("refuses tokens of workload identities by name", async () => {
    const refused = await api.send(
      "POST",
      "/api/v2/statements",
      { statement: "SELECT 1" },
      {
        authorization: "Bearer WIF.AWS.a.b.c",
        "x-snowflake-authorization-token-type": "WORKLOAD_IDENTITY_FEDERATION",
      },
    );
    expect(refused.body).toMatchObject({ code: "390101", message: expect.stringContaining("GetWebIdentityToken") });
  });

  it("writes NULL as a text when it is asked to, on submission only", async () => {
    const answer = await api.submit("SELECT NULL", {}, "?nullable=false");
    expect(answer.body).toMatchObject({ data: [["null"]] });
    expect((await api.status(handleOf(answer), "?nullable=false")).status).toBe(400);
  });

  it("takes role, warehouse and parameters as they are named, and binds variables", async () => {
    const answer = await api.submit("SELECT CURRENT_ROLE(), CURRENT_WAREHOUSE(), ?", {
      role: "SYSADMIN",
      warehouse: "WH",
      parameters: { query_tag: "tagged" },
      bindings: { 1: { type: "FIXED", value: "123" } },
    });
    expect(answer.body).toMatchObject({ data: [["SYSADMIN", "WH", "123"]] });
    const query = emulator.organization.accounts[0]?.queries.find(handleOf(answer));
    expect(query?.info.queryTag).toBe("tagged");
  });

  it.each([
    ["a role that is not granted", { role: "accountadmin" }, "390189"],
    ["a warehouse that is not there", { warehouse: "wh" }, "390201"],
    ["a database that is not there", { database: "NOPE" }, "390201"],
    ["a timeout that is none", { timeout: -1 }, "390142"],
    ["a statement that is none", { statement: 5 }, "390142"],
    ["an empty statement", { statement: " " }, "000900"],
    ["a statement that only works with files", { statement: "PUT file://x @~" }, "391911"],
    ["a change of the session alone", { statement: "USE ROLE public" }, "391911"],
    ["session parameters alone", { statement: "alter session set timezone = 'UTC'" }, "391911"],
    ["a transaction alone", { statement: "BEGIN" }, "391911"],
    ["a temporary table", { statement: "CREATE OR REPLACE TEMPORARY TABLE t (a INT)" }, "391911"],
  ])("answers 400 to %s", async (_what, body, code) => {
    const answer = await api.send("POST", "/api/v2/statements", { statement: "SELECT 1", ...body });
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });

  it("answers 400 to a body that is no JSON and 415 to one that says so", async () => {
    expect(await api.send("POST", "/api/v2/statements", "{")).toMatchObject({
      status: 400,
      body: { code: "390142", message: expect.stringContaining("Incoming request does not contain a valid payload.") },
    });
    expect((await api.send("POST", "/api/v2/statements", "x", { "content-type": "text/plain" })).status).toBe(415);
  });

  it("answers 401 to a token that does not verify, 400 to none, 405 to another method", async () => {
    expect(await new SqlApi(emulator.url, keyPair().privateKey).submit("SELECT 1")).toMatchObject({
      status: 401,
      body: {
        code: "390144",
        message: expect.stringMatching(/^JWT token is invalid\. \[JWT_TOKEN_INVALID_PUBLIC_KEY/),
      },
    });
    expect(
      await api.send("POST", "/api/v2/statements", { statement: "SELECT 1" }, { authorization: "" }),
    ).toMatchObject({
      status: 400,
      body: { code: "390146" },
    });
    const oauth = { "x-snowflake-authorization-token-type": "OAUTH" };
    expect((await api.send("POST", "/api/v2/statements", { statement: "SELECT 1" }, oauth)).status).toBe(401);
    expect(await api.send("DELETE", "/api/v2/statements", undefined)).toMatchObject({ status: 405, body: {} });
  });

  it("takes one token for an hour", async () => {
    const aged = (seconds: number) =>
      new SqlApi(emulator.url, key.privateKey, "ADMIN", () => Math.floor(Date.now() / 1000) - seconds);
    expect((await aged(30).submit("SELECT 1")).status).toBe(200);
    expect(await aged(3700).submit("SELECT 1")).toMatchObject({ status: 401 });
  });

  it("answers 422 to a statement that fails, and again to who asks for it", async () => {
    const answer = await api.submit("SHOW FLIES");
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "001003", sqlState: "42000", statementHandle: expect.any(String), createdOn: expect.any(Number) },
    });
    expect(await api.status(handleOf(answer))).toMatchObject({ status: 422, body: { code: "001003" } });
  });

  it("answers 202 to an asynchronous statement until it has ended", async () => {
    slow(/LATER/);
    const answer = await api.submit("SELECT 1 AS LATER", {}, "?async=true");
    const handle = handleOf(answer);
    expect(answer).toMatchObject({
      status: 202,
      body: { code: "333334", statementStatusUrl: `/api/v2/statements/${handle}` },
    });
    expect((await api.status(handle)).status).toBe(202);
    await emulator.organization.accounts[0]?.queries.find(handle)?.ended;
    expect(await api.status(handle)).toMatchObject({ status: 200, body: { data: [["1"]] } });
  });

  it("answers 202 to a statement that takes long, and 408 to one that takes too long", async () => {
    faults.add({ kind: "statement", pattern: /AS SLOW/, detach: true, delayMs: 50 });
    expect((await api.submit("SELECT 1 AS SLOW")).status).toBe(202);
    slow(/AS ENDLESS/, 60_000);
    expect(await api.submit("SELECT 1 AS ENDLESS", { timeout: 1 })).toMatchObject({
      status: 408,
      body: { code: "000630" },
    });
  });

  it("cancels", async () => {
    slow(/AS ENDLESS/, 60_000);
    const handle = handleOf(await api.submit("SELECT 1 AS ENDLESS", {}, "?async=true"));
    expect(await api.cancel(handle)).toMatchObject({
      status: 200,
      body: { code: "000604", sqlState: "57014", message: "SQL execution canceled", statementHandle: handle },
    });
    await emulator.organization.accounts[0]?.queries.find(handle)?.ended;
    expect(await api.status(handle)).toMatchObject({ status: 422, body: { code: "000604" } });
    expect(await api.cancel(handle)).toMatchObject({ status: 422, body: { code: "000605" } });
  });

  it("knows no handles of others, nor made-up ones", async () => {
    const handle = handleOf(await api.submit("SELECT 1"));
    const robot = new SqlApi(emulator.url, key.privateKey, "ROBOT");
    expect(await robot.status(handle)).toMatchObject({ status: 404, body: { code: "000709" } });
    expect((await api.status("nonsense")).status).toBe(400);
    expect(await robot.cancel(handle)).toMatchObject({
      status: 422,
      body: { code: "000709", message: `Statement ${handle} not found`, sqlState: "02000" },
    });
  });

  it("carries a request out once when it is sent again with retry=true", async () => {
    slow(/once/);
    const query = `?requestId=${randomUUID()}`;
    const [first, second] = await Promise.all([
      api.submit("CREATE ROLE api_once", {}, query),
      api.submit("CREATE ROLE api_once", {}, `${query}&retry=true`),
    ]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(handleOf(second)).toBe(handleOf(first));
    expect((await api.submit("CREATE ROLE api_once", {}, query)).status).toBe(422);
  });

  it("runs several statements in one session and gives a handle for each", async () => {
    const answer = await api.submit("ALTER SESSION SET QUERY_TAG = 'x'; USE ROLE public; SELECT CURRENT_ROLE()", {
      parameters: { MULTI_STATEMENT_COUNT: "3" },
    });
    expect(answer).toMatchObject({ status: 200, body: { data: [["Multiple statements executed successfully."]] } });
    const { statementHandles } = answer.body;
    if (!Array.isArray(statementHandles)) throw new Error("no handles");
    expect(statementHandles).toHaveLength(3);
    expect((await api.status(String(statementHandles[2]))).body).toMatchObject({ data: [["PUBLIC"]] });
    expect((await api.submit("SELECT CURRENT_ROLE()")).body).toMatchObject({ data: [["ACCOUNTADMIN"]] });
  });

  it("refuses a wrong number of statements, and variables with several of them", async () => {
    expect(await api.submit("SELECT 1; SELECT 2")).toMatchObject({
      status: 422,
      body: { code: "000008", message: "Actual statement count 2 did not match the desired statement count 1." },
    });
    const bindings = { 1: { type: "FIXED", value: "1" } };
    const both = { bindings, parameters: { MULTI_STATEMENT_COUNT: "2" } };
    expect(await api.submit("SELECT ?; SELECT 2", both)).toMatchObject({ status: 422, body: { code: "000002" } });
  });

  it("delivers large results in parts, gzipped, with links between them", async () => {
    const account = emulator.organization.accounts[0];
    if (account === undefined) throw new Error("no account");
    const rows = Array.from({ length: 25_001 }, (_row, index) => [String(index)]);
    const result = {
      class: "SELECT" as const,
      columns: [{ name: "N", type: { kind: "TEXT" as const, length: 10 } }],
      rows,
    };
    const [info] = [...account.queries.all()].map((query) => query.info);
    if (info === undefined) throw new Error("no statement");
    const id = "01000000-0000-0000-0000-000000000001";
    await account.queries.start({ ...info, id, userName: "ADMIN" }, async () => ({
      kind: "SELECT",
      endTime: 0,
      placeholders: 0,
      outcome: { result },
    })).ended;
    const first = await api.status(id);
    expect(first.body.resultSetMetaData).toMatchObject({
      numRows: 25_001,
      partitionInfo: [{ rowCount: 10_000 }, { rowCount: 10_000 }, { rowCount: 5001 }],
    });
    expect(first.body.data).toHaveLength(10_000);
    const second = await api.status(id, "?partition=1");
    expect(Object.keys(second.body)).toEqual(["data"]);
    expect(second.headers.get("content-encoding")).toBe("gzip");
    const rels = [...(second.headers.get("link") ?? "").matchAll(/partition=(\d)>; rel="(\w+)"/g)];
    expect(rels.map((rel) => [rel[2], rel[1]])).toEqual([
      ["first", "0"],
      ["prev", "0"],
      ["next", "2"],
      ["last", "2"],
    ]);
    const third = await api.status(id, "?partition=2");
    expect([...list(first.body.data), ...list(second.body.data), ...list(third.body.data)]).toEqual(rows);
    expect(await api.status(id, "?partition=3")).toMatchObject({ status: 400, body: { code: "391922" } });
  });
});

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error("no rows");
  return value;
}
