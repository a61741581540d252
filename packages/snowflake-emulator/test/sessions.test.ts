import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { gzipSync } from "node:zlib";
import { VirtualClock } from "../src/clock";
import type { SnowflakeEmulator } from "../src/emulator";
import { readRsaPublicKey } from "../src/session/credentials";
import { Client, startTestEmulator } from "./support/client";
import { ACCOUNTS, PASSWORD } from "./support/test-accounts";

interface Answer {
  readonly success: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}

const keyPair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();

function jwt(privateKey: KeyObject, account: string, user: string, issuedAt: number, seconds = 60): string {
  const fingerprint = readRsaPublicKey(pem(createPublicKey(privateKey)), "key", 0).fingerprint;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: `${account}.${user}.${fingerprint}`,
    sub: `${account}.${user}`,
    iat: issuedAt,
    exp: issuedAt + seconds,
  };
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

describe("sessions", () => {
  const clock = new VirtualClock();
  const first = keyPair();
  const second = keyPair();
  let emulator: SnowflakeEmulator;

  const post = async (path: string, body: unknown, token?: string): Promise<Answer> => {
    const response = await fetch(`${emulator.url}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "content-encoding": "gzip",
        ...(token === undefined ? {} : { authorization: `Snowflake Token="${token}"` }),
      },
      body: gzipSync(JSON.stringify(body)),
    });
    expect(response.status).toBe(200);
    return response.json() as Promise<Answer>;
  };
  const login = (data: object, query = "") =>
    post(`/session/v1/login-request?requestId=1${query}`, { data: { ACCOUNT_NAME: "ORG-EAST", ...data } });
  const withPassword = { LOGIN_NAME: "admin", PASSWORD };
  const withKey = (token: string) => ({ AUTHENTICATOR: "SNOWFLAKE_JWT", TOKEN: token });
  const query = (sqlText: string, token: string, more: object = {}) =>
    post("/queries/v1/query-request?requestId=2", { sqlText, ...more }, token);
  const tokenOf = (answer: Answer, key = "token") => String(answer.data?.[key]);
  const now = () => Math.floor(clock.now() / 1000);

  beforeAll(async () => {
    emulator = await startTestEmulator({ clock });
    const admin = tokenOf(await login(withPassword));
    const body = (key: KeyObject) => readRsaPublicKey(pem(key), "key", 0).body;
    await query(
      `CREATE USER robot TYPE = SERVICE DEFAULT_ROLE = sysadmin RSA_PUBLIC_KEY = '${body(first.publicKey)}' RSA_PUBLIC_KEY_2 = '${body(second.publicKey)}'`,
      admin,
    );
    await query("GRANT ROLE sysadmin TO USER robot", admin);
    await query("CREATE USER plain PASSWORD = 'p'", admin);
    await query("CREATE USER off PASSWORD = 'p' DISABLED = TRUE", admin);
  });
  afterAll(() => emulator.close());

  it("opens with a password and the default role", async () => {
    const answer = await login(withPassword);
    expect(answer.data).toMatchObject({
      validityInSeconds: 3600,
      masterValidityInSeconds: 14_400,
      sessionInfo: { roleName: "ACCOUNTADMIN" },
    });
  });

  it.each([
    ["a wrong password", { LOGIN_NAME: "ADMIN", PASSWORD: "x" }],
    ["an unknown user", { LOGIN_NAME: "NOBODY", PASSWORD }],
    ["a disabled user", { LOGIN_NAME: "OFF", PASSWORD: "p" }],
    ["a service user's password", { LOGIN_NAME: "ROBOT", PASSWORD: "p" }],
  ])("refuses %s with 390100", async (_what, data) => {
    expect(await login(data)).toMatchObject({
      success: false,
      code: "390100",
      message: "Incorrect username or password was specified.",
    });
  });

  it("names the accounts that it serves when asked for another one", async () => {
    const answer = await login({ ...withPassword, ACCOUNT_NAME: "ORG-NORTH" });
    expect(answer.message).toBe("Account 'ORG-NORTH' is not known to this emulator. It serves ORG-EAST, ORG-WEST.");
  });

  it("refuses a role that is not granted with 390189, and an authenticator that is not built", async () => {
    expect(await login({ LOGIN_NAME: "PLAIN", PASSWORD: "p" }, "&roleName=SYSADMIN")).toMatchObject({ code: "390189" });
    expect(await login({ ...withPassword, AUTHENTICATOR: "OAUTH" })).toMatchObject({
      code: "390101",
      message: expect.stringContaining("'OAUTH' is not emulated"),
    });
  });

  it("checks default objects of a client that asks for it", async () => {
    const checking = { ...withPassword, SESSION_PARAMETERS: { CLIENT_VALIDATE_DEFAULT_PARAMETERS: true } };
    expect(await login(checking, "&warehouse=NOPE")).toMatchObject({ code: "390201" });
    expect(await login(withPassword, "&warehouse=NOPE")).toMatchObject({ success: true });
  });

  it.each([["first", first] as const, ["second", second] as const])(
    "opens with the user's %s key and takes the user from the token",
    async (_which, pair) => {
      const answer = await login(withKey(jwt(pair.privateKey, "ORG-EAST", "ROBOT", now())));
      expect(answer.data).toMatchObject({ displayUserName: "ROBOT", sessionInfo: { roleName: "SYSADMIN" } });
    },
  );

  it("takes the account's locator in a token as well", async () => {
    const locator = emulator.organization.accounts[0]?.identity.locator ?? "";
    expect(await login(withKey(jwt(first.privateKey, locator, "ROBOT", now())))).toMatchObject({ success: true });
  });

  it.each([
    ["an expired token", () => jwt(first.privateKey, "ORG-EAST", "ROBOT", now() - 600), "JWT_TOKEN_EXPIRED"],
    [
      "a token from the future",
      () => jwt(first.privateKey, "ORG-EAST", "ROBOT", now() + 600),
      "JWT_TOKEN_INVALID_ISSUE_TIME",
    ],
    [
      "a token that lives too long",
      () => jwt(first.privateKey, "ORG-EAST", "ROBOT", now(), 7200),
      "JWT_TOKEN_INVALID_ISSUE_TIME",
    ],
    [
      "another key",
      () => jwt(keyPair().privateKey, "ORG-EAST", "ROBOT", now()),
      "JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH",
    ],
    ["another account", () => jwt(first.privateKey, "ORG-WEST", "ROBOT", now()), "JWT_TOKEN_INVALID_ACCOUNT_IN_ISSUER"],
    ["another user", () => jwt(first.privateKey, "ORG-EAST", "STRANGER", now()), "JWT_TOKEN_INVALID_USER_IN_ISSUER"],
    [
      "a changed token",
      () => jwt(first.privateKey, "ORG-EAST", "ROBOT", now()).replace(/.{20}$/, "A".repeat(20)),
      "JWT_TOKEN_INVALID_SIGNATURE",
    ],
    ["no token at all", () => "nonsense", "JWT_TOKEN_INVALID_FORMAT"],
  ])("refuses %s with 390144", async (_what, token, reason) => {
    expect(await login(withKey(token()))).toMatchObject({
      code: "390144",
      message: `JWT token is invalid. [${reason}]`,
    });
  });

  it("expires session tokens, renews them by master token, and expires those too", async () => {
    const opened = await login(withPassword);
    clock.advanceSeconds(3601);
    expect(await query("SELECT 1", tokenOf(opened))).toMatchObject({ code: "390112" });
    const renewed = await post("/session/token-request", { requestType: "RENEW" }, tokenOf(opened, "masterToken"));
    expect(await query("SELECT 1", tokenOf(renewed, "sessionToken"))).toMatchObject({ success: true });
    expect(await query("SELECT 1", tokenOf(opened))).toMatchObject({ code: "390104" });
    clock.advanceSeconds(14_401);
    const late = await post("/session/token-request", { requestType: "RENEW" }, tokenOf(renewed, "masterToken"));
    expect(late).toMatchObject({ code: "390114" });
  });

  it("closes", async () => {
    const token = tokenOf(await login(withPassword));
    expect(await post("/session/heartbeat", {}, token)).toMatchObject({ success: true });
    expect(await post("/session?delete=true", {}, token)).toMatchObject({ success: true });
    expect(await query("SELECT 1", token)).toMatchObject({ code: "390104" });
  });

  it("keeps results for those who ask again by query id", async () => {
    const token = tokenOf(await login(withPassword));
    const { data } = await query("SELECT 7 AS SEVEN", token);
    const get = async (path: string) =>
      (await fetch(`${emulator.url}${path}`, { headers: { authorization: `Snowflake Token="${token}"` } })).json();
    expect(await get(`/queries/${String(data?.queryId)}/result`)).toMatchObject({ data: { rowset: [["7"]] } });
    expect(await get(`/monitoring/queries/${String(data?.queryId)}`)).toMatchObject({
      data: { queries: [{ status: "SUCCESS" }] },
    });
    expect(await get("/queries/none/result")).toMatchObject({ success: false, code: "000709" });
  });

  it.each([
    ["asynchronous execution", { asyncExec: true }],
    ["describing a statement", { describeOnly: true }],
    ["bind variables", { bindings: { 1: { type: "FIXED", value: "1" } } }],
  ])("refuses %s by name", async (what, more) => {
    const token = tokenOf(await login(withPassword));
    const answer = await query("SELECT 1", token, more);
    expect(answer).toMatchObject({ code: "000002", message: expect.stringContaining(`not emulated: ${what}`) });
  });

  it("answers 404 to a path that Snowflake has and the emulator has not", async () => {
    expect((await fetch(`${emulator.url}/api/v2/statements`, { method: "POST", body: "{}" })).status).toBe(404);
  });

  it("lets the Node driver in by key pair", async () => {
    const real = await startTestEmulator({
      accounts: ACCOUNTS.map((account) => ({
        ...account,
        administrator: { user: "ADMIN", rsaPublicKey: pem(first.publicKey) },
      })),
    });
    const privateKey = first.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const client = await Client.connect(real, { authenticator: "SNOWFLAKE_JWT", privateKey });
    expect(await client.value("SELECT CURRENT_USER()")).toBe("ADMIN");
    await client.close();
    await real.close();
  });
});
