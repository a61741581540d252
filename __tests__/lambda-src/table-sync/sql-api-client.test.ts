import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { keyPairTokens } from "../../../lambda-src/table-sync/key-pair-token";
import { SqlError } from "../../../lambda-src/table-sync/ports";
import { SnowflakeIsUnavailable, SqlApiClient } from "../../../lambda-src/table-sync/sql-api-client";

const pem = () =>
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const KEY = pem();

interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly token: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** A client whose server answers from a list, and whose time passes only while it sleeps. */
function clientOf(
  answers: readonly ((sent: Sent) => Response | Error)[],
  { timeMs = 60_000, readKey = async () => KEY } = {},
) {
  const sent: Sent[] = [];
  const slept: number[] = [];
  let left = timeMs;
  let ids = 0;
  const clock = { now: 1_700_000_000_000 };
  const left_ = [...answers];
  const fetchIt: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    const one = {
      method: init?.method ?? "",
      url: new URL(String(input)),
      token: headers.get("authorization")?.replace("Bearer ", "") ?? "",
      body: typeof init?.body === "string" ? JSON.parse(init.body) : undefined,
    };
    sent.push(one);
    const answer = left_.shift()?.(one) ?? new Error("no more answers");
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const tokens = keyPairTokens({ account: "org-east", user: "sync" }, readKey, () => clock.now);
  const client = new SqlApiClient(
    { url: "https://org-east.example", role: "SYNC", statementTimeoutSeconds: 60, queryTag: "tag" },
    tokens,
    {
      fetch: fetchIt,
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
        left -= milliseconds;
      },
      random: () => 0.5,
      newId: () => `id-${++ids}`,
      remainingMs: () => left,
    },
  );
  return { client, sent, slept, clock, tokens };
}

const json =
  (status: number, body: object, headers: Readonly<Record<string, string>> = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers });
const done = json(200, {
  code: "090001",
  statementHandle: "h-1",
  data: [],
  resultSetMetaData: { rowType: [], partitionInfo: [{}] },
});
const rows = (names: readonly string[], data: readonly (readonly (string | null)[])[], parts = 1) =>
  json(200, {
    statementHandle: "h-1",
    data,
    resultSetMetaData: {
      rowType: names.map((name) => ({ name })),
      partitionInfo: Array.from({ length: parts }, () => ({})),
    },
  });
const paths = (sent: readonly Sent[]) => sent.map(({ method, url }) => `${method} ${url.pathname}${url.search}`);

describe("the SQL API client", () => {
  it("names role, timeout, tag and how many statements there are, exactly (B11)", async () => {
    const { client, sent } = clientOf([done]);
    expect(await client.execute(["SELECT 1", "SELECT 2"])).toBe("h-1");
    expect(sent[0]?.body).toEqual({
      statement: "SELECT 1;\nSELECT 2",
      timeout: 60,
      role: "SYNC",
      parameters: { MULTI_STATEMENT_COUNT: "2", QUERY_TAG: "tag" },
    });
  });

  it("gives rows by column name, all parts of them", async () => {
    const { client, sent } = clientOf([
      rows(["name", "comment"], [["a", null]], 2),
      json(200, { statementHandle: "h-1", data: [["b", "c"]] }),
    ]);
    expect(await client.query("SHOW")).toEqual([
      { name: "a", comment: null },
      { name: "b", comment: "c" },
    ]);
    expect(paths(sent)[1]).toBe("GET /api/v2/statements/h-1?partition=1");
  });

  it("B7 asks after a statement that is still running (202), rather than taking it for failed", async () => {
    const running = json(202, { code: "333334", statementHandle: "h-9" });
    const { client, sent } = clientOf([running, running, done]);
    await client.execute(["SELECT 1"]);
    expect(paths(sent)).toEqual([
      "POST /api/v2/statements?requestId=id-1",
      "GET /api/v2/statements/h-9",
      "GET /api/v2/statements/h-9",
    ]);
  });

  it("B7 repeats what was too much (429), timed out (408), broke (5xx) or wasn't answered, with the same id and retry=true, ever later", async () => {
    const { client, sent, slept } = clientOf([
      json(429, {}),
      json(408, {}),
      json(503, {}),
      () => new TypeError("fetch failed"),
      done,
    ]);
    await client.execute(["SELECT 1"]);
    expect(new Set(paths(sent).slice(1))).toEqual(new Set(["POST /api/v2/statements?requestId=id-1&retry=true"]));
    expect(sent).toHaveLength(5);
    expect(slept).toEqual([150, 300, 600, 1200]);
  });

  it("waits as long as the server asks for", async () => {
    const { client, slept } = clientOf([json(429, {}, { "retry-after": "7" }), done]);
    await client.execute(["SELECT 1"]);
    expect(slept).toEqual([7000]);
  });

  it("stops while there is time to say so", async () => {
    const { client, slept } = clientOf(
      Array.from({ length: 50 }, () => json(503, {})),
      { timeMs: 5000 },
    );
    await expect(client.execute(["SELECT 1"])).rejects.toThrow(SnowflakeIsUnavailable);
    expect(slept.reduce((sum, one) => sum + one, 0)).toBeLessThan(4000);
  });

  it("B7 what Snowflake refuses is an error with its code and text", async () => {
    const { client } = clientOf([
      json(422, { code: "001003", message: "SQL compilation error", statementHandle: "h-3" }),
    ]);
    await expect(client.execute(["SELEC"])).rejects.toEqual(new SqlError("001003", "SQL compilation error", "h-3"));
  });

  it("B8 makes another token before the old one ends", async () => {
    const { client, sent, clock } = clientOf([done, done, done]);
    await client.execute(["SELECT 1"]);
    clock.now += 50 * 60_000;
    await client.execute(["SELECT 1"]);
    clock.now += 5 * 60_000;
    await client.execute(["SELECT 1"]);
    const [one, two, three] = sent.map(({ token }) => token);
    expect(one).toBe(two);
    expect(three).not.toBe(one);
  });

  it("B8 reads the key again when its token is refused: it may have been rotated", async () => {
    const keys = [KEY, pem()];
    let reads = 0;
    const readKey = async () => keys[reads++] ?? KEY;
    const { client, sent } = clientOf([json(401, { code: "390144" }), done], { readKey });
    await client.execute(["SELECT 1"]);
    expect(reads).toBe(2);
    expect(paths(sent)[1]).toBe("POST /api/v2/statements?requestId=id-1&retry=true");
    const [head = "", claims = "", signature = ""] = sent[1]?.token.split(".") ?? [];
    const signed = Buffer.from(`${head}.${claims}`);
    expect(verify("sha256", signed, createPublicKey(keys[1] ?? ""), Buffer.from(signature, "base64url"))).toBe(true);
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
      sub: "ORG-EAST.SYNC",
      iss: expect.stringMatching(/^ORG-EAST\.SYNC\.SHA256:/),
    });
  });

  it("B8 a token that is refused twice is an error", async () => {
    const { client } = clientOf([
      json(401, { code: "390144", message: "JWT token is invalid." }),
      json(401, { code: "390144", message: "JWT token is invalid." }),
    ]);
    await expect(client.execute(["SELECT 1"])).rejects.toThrow("JWT token is invalid");
  });

  it("sends 50 statements at once at most", async () => {
    const { client, sent } = clientOf([done, done]);
    await client.execute(Array.from({ length: 60 }, (_one, index) => `SELECT ${index}`));
    expect(sent.map(({ body }) => body?.parameters)).toEqual([
      { MULTI_STATEMENT_COUNT: "50", QUERY_TAG: "tag" },
      { MULTI_STATEMENT_COUNT: "10", QUERY_TAG: "tag" },
    ]);
  });
});
