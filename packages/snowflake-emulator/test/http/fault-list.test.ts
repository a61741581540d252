import { Account } from "../../src/account";
import { VirtualClock } from "../../src/clock";
import { type Fault, FaultList } from "../../src/http/fault-list";
import { systemRandomness } from "../../src/randomness";
import { startTestEmulator } from "../support/client";
import { field, Protocol } from "../support/protocol";
import { EAST, PASSWORD, WEST } from "../support/test-accounts";

const clock = new VirtualClock();
const east = new Account("ORG", EAST, clock, systemRandomness);
const west = new Account("ORG", WEST, clock, systemRandomness);
const request = (account: Account | undefined) => ({ method: "GET", path: "/", account });

describe("faults", () => {
  it("make one account unreachable, or all", async () => {
    const faults = new FaultList();
    const id = faults.add({ kind: "unreachable", how: "cut" }, east);
    expect(await faults.beforeRequest(request(east))).toEqual({ kind: "cut" });
    expect(await faults.beforeRequest(request(west))).toEqual({ kind: "pass" });
    expect(await faults.beforeRequest(request(undefined))).toEqual({ kind: "pass" });
    expect(faults.remove(id)).toBe(true);
    expect(faults.remove(id)).toBe(false);
    faults.add({ kind: "unreachable", how: "503" });
    expect(await faults.beforeRequest(request(undefined))).toMatchObject({ kind: "answer", answer: { status: 503 } });
  });

  it("throttle a number of requests", async () => {
    const faults = new FaultList();
    faults.add({ kind: "throttle", requests: 2 }, east);
    const kinds: unknown[] = [];
    for (let index = 0; index < 3; index += 1) kinds.push((await faults.beforeRequest(request(east))).kind);
    expect(kinds).toEqual(["answer", "answer", "pass"]);
    expect(faults.list()).toMatchObject([{ account: "ORG-EAST", applied: 2 }]);
  });

  it("take time", async () => {
    const faults = new FaultList();
    faults.add({ kind: "latency", milliseconds: 30 });
    const begun = performance.now();
    await faults.beforeRequest(request(east));
    expect(performance.now() - begun).toBeGreaterThan(25);
  });

  it("hit the n-th statement that matches, so many times", () => {
    const faults = new FaultList();
    const error = { code: "000606", sqlState: "57P03", message: "No active warehouse" };
    faults.add({ kind: "statement", pattern: /^insert/i, from: 2, times: 2, error }, east);
    const hit = (account: Account, sql: string) => faults.beforeStatement(account, sql)?.error?.code;
    expect(["INSERT 1", "SELECT 1", "insert 2", "INSERT 3", "INSERT 4"].map((sql) => hit(east, sql))).toEqual([
      undefined,
      undefined,
      "000606",
      "000606",
      undefined,
    ]);
    expect(hit(west, "INSERT 1")).toBeUndefined();
    faults.clear();
    expect(faults.list()).toEqual([]);
  });

  it.each<Fault>([
    { kind: "latency", milliseconds: -1 },
    { kind: "throttle", requests: 1.5 },
    { kind: "statement", pattern: /x/, times: -1 },
  ])("make sense: %j", (fault) => {
    expect(() => new FaultList().add(fault)).toThrow(RangeError);
  });

  it("reach clients over the wire", async () => {
    const faults = new FaultList();
    const emulator = await startTestEmulator({ faults });
    const protocol = new Protocol(emulator.url);
    const [account] = emulator.organization.accounts;
    const token = await protocol.admin();
    const west = await protocol.login({ ACCOUNT_NAME: "ORG-WEST", LOGIN_NAME: "ADMIN", PASSWORD });

    const cut = faults.add({ kind: "unreachable", how: "cut" }, account);
    await expect(protocol.query("SELECT 1", token)).rejects.toThrow("fetch failed");
    await expect(protocol.admin()).rejects.toThrow("fetch failed");
    expect(await protocol.query("SELECT 1", field(west, "token"))).toMatchObject({ success: true });
    faults.remove(cut);

    faults.add({ kind: "throttle", requests: 1 }, account);
    const throttled = await protocol.raw("POST", "/queries/v1/query-request", token, { sqlText: "SELECT 1" });
    expect([throttled.status, await throttled.json()]).toEqual([
      429,
      { code: "390505", message: "Too many requests." },
    ]);

    const error = { code: "000606", sqlState: "57P03", message: "No active warehouse" };
    faults.add({ kind: "statement", pattern: /fragile/, error });
    expect(await protocol.query("CREATE ROLE fragile", token)).toMatchObject({
      code: "000606",
      message: error.message,
    });
    expect(await protocol.query("CREATE ROLE fragile", token)).toMatchObject({ success: true });

    expect(emulator.sessions.expire("SESSION", account)).toBe(1);
    expect(await protocol.query("SELECT 1", token)).toMatchObject({ code: "390112" });
    expect(await protocol.query("SELECT 1", field(west, "token"))).toMatchObject({ success: true });
    await emulator.close();
  });
});
