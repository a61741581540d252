import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import type { ClientEnvironment, ConnectionOptions } from "../../src/snowflake/connection-options";
import { SnowflakeSession } from "../../src/snowflake/session";
import { goTime } from "../../src/snowflake/time";
import { LOGGED_IN, type Reply, ScriptedServer, type SeenRequest, textRows } from "../support/scripted-server";

let server: ScriptedServer | undefined;
let ids = 0;
const slept: number[] = [];
const ENVIRONMENT: ClientEnvironment = {
  now: () => new Date("2026-01-02T03:04:05Z"),
  newId: () => `id-${ids++}`,
  sleep: async (milliseconds) => {
    slept.push(milliseconds);
  },
};

async function open(
  answer: (request: SeenRequest) => Reply,
  options: Partial<ConnectionOptions> = {},
): Promise<SnowflakeSession> {
  server = await ScriptedServer.start(answer);
  const base = {
    account: "ORG-ACC",
    user: "u",
    credentials: { kind: "password", password: "p" },
    role: "R",
    warehouse: undefined,
    sessionParameters: {},
  } as const;
  return SnowflakeSession.open(
    { ...base, protocol: "http", host: "127.0.0.1", port: server.port, ...options },
    ENVIRONMENT,
  );
}

const isLogin = ({ path }: SeenRequest): boolean => path === "/session/v1/login-request";

afterEach(async () => {
  slept.length = 0;
  await server?.close();
});

describe("a session", () => {
  it("logs in with a password, runs statements with the token and says goodbye", async () => {
    const session = await open((request) => (isLogin(request) ? LOGGED_IN : textRows(["A", "B"], ["x", null])));
    const { rows } = await session.run("SELECT 1");
    expect([rows[0]?.text("A"), rows[0]?.optional("B")]).toEqual(["x", undefined]);
    await session.close();
    expect(server?.seen[0]).toMatchObject({
      body: { data: { ACCOUNT_NAME: "ORG-ACC", LOGIN_NAME: "u", PASSWORD: "p" } },
    });
    expect(server?.seen[0]?.query.get("roleName")).toBe("R");
    expect(server?.seen[1]?.authorization).toBe('Snowflake Token="t1"');
    expect(server?.seen[2]).toMatchObject({ path: "/session" });
  });

  it("logs in with a key pair: a token for one minute, signed by the user's key", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await open(() => LOGGED_IN, { credentials: { kind: "key-pair", privateKey } });
    const data = server?.seen[0]?.body.data ?? {};
    expect(data).toMatchObject({ AUTHENTICATOR: "SNOWFLAKE_JWT" });
    expect(data).not.toHaveProperty("LOGIN_NAME");
    const [header = "", claims = "", signature = ""] = String(data.TOKEN).split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
      sub: "ORG-ACC.U",
      iss: expect.stringMatching(/^ORG-ACC\.U\.SHA256:/),
      iat: 1767323045,
      exp: 1767323105,
    });
    expect(
      verify(
        "sha256",
        Buffer.from(`${header}.${claims}`),
        createPublicKey(publicKey.export({ type: "spki", format: "pem" })),
        Buffer.from(signature, "base64url"),
      ),
    ).toBe(true);
  });

  it("renews an expired token once, also for several statements at a time", async () => {
    const session = await open((request) => {
      if (isLogin(request)) return LOGGED_IN;
      if (request.path === "/session/token-request")
        return { success: true, data: { sessionToken: "t2", masterToken: "m2" } };
      return request.authorization === 'Snowflake Token="t2"'
        ? textRows(["A"], ["x"])
        : { success: false, code: "390112", message: "expired" };
    });
    await Promise.all([session.run("SELECT 1"), session.run("SELECT 2"), session.run("SELECT 3")]);
    expect(server?.seen.filter(({ path }) => path === "/session/token-request")).toMatchObject([
      { authorization: 'Snowflake Token="m1"' },
    ]);
  });

  it("asks again while a statement runs", async () => {
    const session = await open((request) => {
      if (isLogin(request)) return LOGGED_IN;
      return request.path === "/queries/q/result"
        ? textRows(["A"], ["done"])
        : { success: true, code: "333334", data: { getResultUrl: "/queries/q/result" } };
    });
    expect((await session.run("CALL X()")).rows[0]?.text("A")).toBe("done");
  });

  it("repeats a call with the same id while the server is overloaded", async () => {
    let refusals = 2;
    const session = await open((request) =>
      isLogin(request) ? LOGGED_IN : refusals-- > 0 ? 503 : textRows(["A"], ["x"]),
    );
    await session.run("SELECT 1");
    expect(slept).toEqual([1000, 2000]);
    expect(new Set(server?.seen.slice(1).map(({ query }) => query.get("requestId"))).size).toBe(1);
  });

  it("passes on why a statement was refused", async () => {
    const session = await open((request) =>
      isLogin(request)
        ? LOGGED_IN
        : {
            success: false,
            code: "002003",
            message: "Role 'X' does not exist or not authorized.",
            data: { sqlState: "02000" },
          },
    );
    await expect(session.run("DROP ROLE X")).rejects.toThrow(
      "002003 (02000): Role 'X' does not exist or not authorized.",
    );
  });

  it("names account, user and endpoint when the login fails, and not the password", async () => {
    const refused = open(
      () => ({ success: false, code: "390100", message: "Incorrect username or password was specified." }),
      { credentials: { kind: "password", password: "s3cret" } },
    );
    await expect(refused).rejects.toThrow(
      /account ORG-ACC, user u, endpoint http:\/\/127\.0\.0\.1:\d+\): 390100: Incorrect .* Check user and password/,
    );
    await expect(refused).rejects.not.toThrow("s3cret");
  });
});

describe("times", () => {
  it("are printed as Go prints them", () => {
    expect(goTime("timestamp_ltz", "1790000000.120000000", "UTC")).toBe("2026-09-21 14:13:20.12 +0000 UTC");
    expect(goTime("timestamp_ltz", "1790000000", "America/Los_Angeles")).toBe("2026-09-21 07:13:20 -0700 PDT");
    expect(goTime("timestamp_tz", "1790000000.000000000 1500", "UTC")).toBe("2026-09-21 15:13:20 +0100 +0100");
    expect(goTime("", undefined, "UTC")).toBe("0001-01-01 00:00:00 +0000 UTC");
    expect(() => goTime("text", "yesterday", "UTC")).toThrow("is not a timestamp");
  });
});
