import type { SnowflakeEmulator } from "../../src/emulator";
import { startTestEmulator } from "../support/client";
import { Protocol } from "../support/protocol";

/** A client that thinks, or a busy machine, leaves a connection idle for longer than Node's 5 s. */
const IDLE_SECONDS = 60;

describe("a connection that is idle", () => {
  let emulator: SnowflakeEmulator;
  beforeAll(async () => {
    emulator = await startTestEmulator();
  });
  afterAll(() => emulator.close());

  it("is kept for a client that comes back to it", async () => {
    const protocol = new Protocol(emulator.url);
    const response = await protocol.raw("GET", "/session/heartbeat", await protocol.admin());
    const seconds = /timeout=(\d+)/.exec(response.headers.get("keep-alive") ?? "")?.[1];
    expect(Number(seconds)).toBeGreaterThanOrEqual(IDLE_SECONDS);
    await response.text();
  });
});
