import type { SnowflakeEmulator } from "../../src/emulator";
import { Client, startTestEmulator } from "../support/client";

let emulator: SnowflakeEmulator;
let client: Client;

beforeAll(async () => {
  emulator = await startTestEmulator({ controlPort: 0 });
  client = await Client.connect(emulator);
});

afterAll(async () => {
  await client.close();
  await emulator.close();
});

/** A request to the control endpoint: the JSON of a success. */
async function control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${emulator.controlUrl}${path}`, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const json = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(json)}`);
  return json;
}

describe("an emulator under control", () => {
  it("is on a port of its own that Snowflake's clients don't see", async () => {
    const here = new URL(emulator.controlUrl ?? "");
    expect(here.port).not.toBe(String(emulator.port));
    expect((await fetch(`${emulator.url}/clock`)).status).toBe(404);
    expect(await control("GET", "/clock")).toMatchObject({ running: true });
  });

  it("runs tasks and alerts as time is advanced, and keeps clients logged in", async () => {
    await control("POST", "/clock", { freeze: true });
    for (const sql of [
      "CREATE DATABASE db",
      "CREATE USER ops EMAIL = 'ops@example.com'",
      "CREATE NOTIFICATION INTEGRATION mail TYPE = EMAIL ENABLED = TRUE",
      "CREATE TASK db.public.t SCHEDULE = '60 MINUTE' AS CREATE ROLE made_by_task",
      "ALTER TASK db.public.t RESUME",
      `CREATE ALERT db.public.a SCHEDULE = '1 HOUR' IF (EXISTS (SHOW ROLES LIKE 'MADE_BY_TASK'))
       THEN SELECT SYSTEM$SEND_EMAIL('mail', 'ops@example.com', 'done', 'the role is there')`,
      "ALTER ALERT db.public.a RESUME",
    ]) {
      await client.run(sql);
    }
    expect(await control("POST", "/clock", { advanceSeconds: 5 * 3600 })).toMatchObject({ events: 10, running: false });
    expect((await control("GET", "/outbox")).messages).toEqual(
      Array.from({ length: 5 }, () =>
        expect.objectContaining({ account: "ORG-EAST", recipients: ["ops@example.com"] }),
      ),
    );
    const failed = await control("GET", "/queries?status=FAILED_WITH_ERROR&contains=made_by_task&account=org-east");
    expect(failed.queries).toHaveLength(4);
    expect(await client.value("SELECT 1")).toBe(1);
    await control("POST", "/clock", { run: true });
  });

  it("lets statements fail that a fault names", async () => {
    await control("POST", "/faults", {
      kind: "statement",
      pattern: "^create role unlucky",
      error: { code: "000604", sqlState: "57014", message: "it was canceled" },
    });
    expect(await client.failure("CREATE ROLE unlucky")).toContain("it was canceled");
    await client.run("CREATE ROLE unlucky");
    await control("DELETE", "/faults");
  });

  it("lets sessions expire; the driver renews them without a word", async () => {
    expect(await control("POST", "/sessions/expire", {})).toEqual({ sessions: 1 });
    expect(await client.value("SELECT 2")).toBe(2);
  });
});

it("without a control port there is no control endpoint, and time can be moved all the same", async () => {
  const other = await startTestEmulator();
  expect(other.controlUrl).toBeUndefined();
  const before = other.control.scheduler.clock.now();
  await other.control.scheduler.advanceBy(86_400_000);
  expect(other.control.scheduler.clock.now()).toBeGreaterThanOrEqual(before + 86_400_000);
  await other.close();
});
