import { randomUUID } from "node:crypto";
import { EmulatorClock, VirtualClock } from "../../src/clock";
import type { SnowflakeEmulator } from "../../src/emulator";
import { Client, startTestEmulator } from "../support/client";
import { field, jwt, keyBody, keyPair, Protocol, pem } from "../support/protocol";
import { ACCOUNTS, PASSWORD } from "../support/test-accounts";

const withPassword = { LOGIN_NAME: "admin", PASSWORD };
const withKey = (token: string) => ({ AUTHENTICATOR: "SNOWFLAKE_JWT", TOKEN: token });

describe("sessions", () => {
  const clock = new VirtualClock();
  const first = keyPair();
  const second = keyPair();
  let emulator: SnowflakeEmulator;
  let protocol: Protocol;

  const now = () => Math.floor(clock.now() / 1000);
  const renew = (masterToken: string) => protocol.post("/session/token-request", { requestType: "RENEW" }, masterToken);

  beforeAll(async () => {
    emulator = await startTestEmulator({ clock });
    protocol = new Protocol(emulator.url);
    const admin = await protocol.admin();
    const keys = `RSA_PUBLIC_KEY = '${keyBody(first.publicKey)}' RSA_PUBLIC_KEY_2 = '${keyBody(second.publicKey)}'`;
    await protocol.query(`CREATE USER robot TYPE = SERVICE DEFAULT_ROLE = sysadmin ${keys}`, admin);
    await protocol.query("GRANT ROLE sysadmin TO USER robot", admin);
    await protocol.query("CREATE USER plain PASSWORD = 'p'", admin);
    await protocol.query("CREATE USER off PASSWORD = 'p' DISABLED = TRUE", admin);
  });
  afterAll(() => emulator.close());

  it("open with a password and the default role", async () => {
    const answer = await protocol.login(withPassword);
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
  ])("refuse %s with 390100", async (_what, data) => {
    expect(await protocol.login(data)).toMatchObject({
      success: false,
      code: "390100",
      message: "Incorrect username or password was specified.",
    });
  });

  it("name the accounts that there are when asked for another one", async () => {
    const answer = await protocol.login({ ...withPassword, ACCOUNT_NAME: "ORG-NORTH" });
    expect(answer.message).toBe("Account 'ORG-NORTH' is not known to this emulator. It serves ORG-EAST, ORG-WEST.");
  });

  it("refuse a role that is not granted with 390189, and an authenticator that is not built", async () => {
    const plain = { LOGIN_NAME: "PLAIN", PASSWORD: "p" };
    expect(await protocol.login(plain, "&roleName=SYSADMIN")).toMatchObject({ code: "390189" });
    expect(await protocol.login({ ...withPassword, AUTHENTICATOR: "OAUTH" })).toMatchObject({
      code: "390101",
      message: expect.stringContaining("'OAUTH' is not emulated"),
    });
  });

  it("check default objects of a client that asks for it", async () => {
    const checking = { ...withPassword, SESSION_PARAMETERS: { CLIENT_VALIDATE_DEFAULT_PARAMETERS: true } };
    expect(await protocol.login(checking, "&warehouse=NOPE")).toMatchObject({ code: "390201" });
    expect(await protocol.login(withPassword, "&warehouse=NOPE")).toMatchObject({ success: true });
  });

  it.each([["first", first] as const, ["second", second] as const])(
    "open with the user's %s key and take the user from the token",
    async (_which, pair) => {
      const answer = await protocol.login(withKey(jwt(pair.privateKey, "ORG-EAST", "ROBOT", now())));
      expect(answer.data).toMatchObject({ displayUserName: "ROBOT", sessionInfo: { roleName: "SYSADMIN" } });
    },
  );

  it("take the account's locator in a token as well", async () => {
    const locator = emulator.organization.accounts[0]?.identity.locator ?? "";
    const token = jwt(first.privateKey, locator, "ROBOT", now());
    expect(await protocol.login(withKey(token))).toMatchObject({ success: true });
  });

  it("take a token that says that it lives longer than an hour", async () => {
    const token = jwt(first.privateKey, "ORG-EAST", "ROBOT", now() - 30, 7200);
    expect(await protocol.login(withKey(token))).toMatchObject({ success: true });
  });

  it.each([
    [
      "an expired token",
      () => jwt(first.privateKey, "ORG-EAST", "ROBOT", now() - 600),
      "JWT_TOKEN_INVALID_EXPIRATION_TIME",
    ],
    [
      "a token that was issued more than a minute ago",
      () => jwt(first.privateKey, "ORG-EAST", "ROBOT", now() - 61, 3600),
      "JWT_TOKEN_INVALID_ISSUE_TIME",
    ],
    [
      "a token from the future",
      () => jwt(first.privateKey, "ORG-EAST", "ROBOT", now() + 600),
      "JWT_TOKEN_INVALID_ISSUE_TIME",
    ],
    [
      "another key",
      () => jwt(keyPair().privateKey, "ORG-EAST", "ROBOT", now()),
      "JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH",
    ],
    ["another account", () => jwt(first.privateKey, "ORG-WEST", "ROBOT", now()), "JWT_TOKEN_ACCOUNT_MISMATCH"],
    ["an unknown user", () => jwt(first.privateKey, "ORG-EAST", "NOBODY", now()), "JWT_TOKEN_INVALID_USER_IN_ISSUER"],
    [
      "a changed token",
      () => jwt(first.privateKey, "ORG-EAST", "ROBOT", now()).replace(/[^.]{20}$/, "A".repeat(20)),
      "JWT_TOKEN_INVALID_SIGNATURE",
    ],
    ["no token at all", () => "nonsense", "JWT_TOKEN_INVALID_FORMAT"],
  ])("refuse %s with 390144", async (_what, token, reason) => {
    expect(await protocol.login(withKey(token()))).toMatchObject({
      code: "390144",
      message: `JWT token is invalid. [${reason}]`,
    });
  });

  it("expire, are renewed by master token, and those expire too", async () => {
    const opened = await protocol.login(withPassword);
    const token = field(opened, "token");
    clock.advanceSeconds(3601);
    expect(await protocol.query("SELECT 1", token)).toMatchObject({ code: "390112" });
    const renewed = await renew(field(opened, "masterToken"));
    expect(await protocol.query("SELECT 1", field(renewed, "sessionToken"))).toMatchObject({ success: true });
    expect(await protocol.query("SELECT 1", token)).toMatchObject({ code: "390104" });
    clock.advanceSeconds(14_401);
    expect(await renew(field(renewed, "masterToken"))).toMatchObject({ code: "390114" });
  });

  it("keep their master token alive by heartbeats when the client asked for that", async () => {
    const beat = async (parameters: object) => {
      const opened = await protocol.login({ ...withPassword, SESSION_PARAMETERS: parameters });
      clock.advanceSeconds(3000);
      expect(await protocol.post("/session/heartbeat", {}, field(opened, "token"))).toMatchObject({ success: true });
      clock.advanceSeconds(12_000);
      return (await renew(field(opened, "masterToken"))).code;
    };
    expect(await beat({ CLIENT_SESSION_KEEP_ALIVE: true })).toBeNull();
    expect(await beat({ CLIENT_SESSION_KEEP_ALIVE: false })).toBe("390114");
  });

  it("that nobody can come back to leave no transaction open", async () => {
    const forgotten = await protocol.admin();
    for (const sql of [
      "CREATE DATABASE left_open",
      "USE SCHEMA left_open.public",
      "CREATE TABLE t (a INT)",
      "BEGIN",
      "INSERT INTO t VALUES (1)",
    ]) {
      expect(await protocol.query(sql, forgotten)).toMatchObject({ success: true });
    }
    clock.moveTo(clock.now() + 48 * 3_600_000);
    const admin = await protocol.admin();
    await emulator.sessions.settled();
    expect((await protocol.query("SHOW TRANSACTIONS IN ACCOUNT", admin)).data?.rowset).toEqual([]);
    await protocol.query("DROP DATABASE left_open", admin);
  });

  it("close, and say so to whom comes back", async () => {
    const token = await protocol.admin();
    expect(await protocol.post("/session?delete=true", {}, token)).toMatchObject({ success: true });
    expect(await protocol.query("SELECT 1", token)).toMatchObject({ code: "390111" });
    expect(await protocol.query("SELECT 1", "nonsense")).toMatchObject({ code: "390104" });
  });

  it("tell clients the parameters that they set, at login and later", async () => {
    const opened = await protocol.login({ ...withPassword, SESSION_PARAMETERS: { timezone: "UTC", LOCK_TIMEOUT: 5 } });
    expect(opened.data?.parameters).toEqual(
      expect.arrayContaining([
        { name: "TIMEZONE", value: "UTC" },
        { name: "LOCK_TIMEOUT", value: 5 },
        { name: "AUTOCOMMIT", value: true },
        { name: "CLIENT_TELEMETRY_ENABLED", value: false },
      ]),
    );
    const changed = await protocol.query(
      "ALTER SESSION SET QUERY_TAG = 'x', DATE_OUTPUT_FORMAT = 'DD'",
      field(opened, "token"),
    );
    expect(changed.data?.parameters).toEqual(
      expect.arrayContaining([
        { name: "QUERY_TAG", value: "x" },
        { name: "DATE_OUTPUT_FORMAT", value: "DD" },
      ]),
    );
  });

  it("let the Node driver in by key pair", async () => {
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

  it("outlive a clock that is moved: tokens live by the clients' time", async () => {
    const moved = new EmulatorClock();
    const real = await startTestEmulator({ clock: moved });
    const there = new Protocol(real.url);
    const token = await there.admin();
    moved.moveTo(moved.now() + 30 * 86_400_000);
    expect(await there.query("SELECT 1", token, {}, randomUUID())).toMatchObject({ success: true });
    await real.close();
  });
});
