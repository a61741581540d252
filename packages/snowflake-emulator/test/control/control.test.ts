import { CONTROL_ROUTES } from "../../src/control/routes";
import { ControlBench, START } from "./control-bench";

let bench: ControlBench;

beforeEach(async () => {
  bench = new ControlBench();
  await bench.start();
});

afterEach(() => bench.stop());

describe("the control endpoint", () => {
  it("says what it can do", async () => {
    const { status, json } = await bench.send("GET", "/");
    expect(status).toBe(200);
    expect(json.routes).toHaveLength(CONTROL_ROUTES.length);
  });

  it.each([
    ["GET", "/nothing", 404, "GET / lists"],
    ["DELETE", "/clock", 405, "use GET, POST"],
    ["DELETE", "/faults/9", 404, "GET /faults lists them"],
    ["POST", "/snapshots/none/restore", 404, "GET /snapshots lists them"],
    ["DELETE", "/snapshots/none", 404, "GET /snapshots lists them"],
    ["DELETE", "/faults/%ZZ", 400, "encode it"],
  ])("%s %s is %i, with the way out", async (method, path, status, fix) => {
    const answer = await bench.send(method, path);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.json)).toContain(fix);
  });

  it.each<[string, string, unknown, string, string]>([
    ["POST", "/clock", {}, "body", "give one of advanceSeconds, advanceTo, freeze, run"],
    ["POST", "/clock", { advanceSeconds: 5, run: true }, "body", "got 2 orders"],
    ["POST", "/clock", { advanceSeconds: -5 }, "body.advanceSeconds", "number from 0"],
    ["POST", "/clock", { advanceSeconds: "5" }, "body.advanceSeconds", 'got \\"5\\"'],
    ["POST", "/clock", { advanceTo: "2025-01-01T00:00:00Z" }, "body.advanceTo", "only moves forward"],
    ["POST", "/clock", { advanceTo: "2027-01-01" }, "body.advanceTo", "with its zone"],
    ["POST", "/clock", { speed: 2 }, "body.speed", "known are advanceSeconds"],
    ["POST", "/clock", "not json", "body", "no JSON"],
    ["POST", "/faults", { kind: "earthquake" }, "body.kind", "unreachable, outage, latency, throttle, statement"],
    ["POST", "/faults", { kind: "latency" }, "body.milliseconds", "got nothing"],
    [
      "POST",
      "/faults",
      { kind: "latency", milliseconds: 5, account: "ORG-NORTH" },
      "body.account",
      "give one of ORG-EAST",
    ],
    ["POST", "/faults", { kind: "statement", pattern: "(" }, "body.pattern", "regular expression"],
    ["POST", "/faults", { kind: "statement", pattern: "x" }, "body", "delayMs, detach or error"],
    [
      "POST",
      "/faults",
      { kind: "statement", pattern: "x", error: { code: "1", sqlState: "x", message: "y" } },
      "body.error.code",
      "six digits",
    ],
    ["POST", "/snapshots", { name: "../x" }, "body.name", "letters, digits"],
    ["GET", "/queries?status=LOST", undefined, "query.status", "FAILED_WITH_ERROR"],
    ["GET", "/queries?limit=0", undefined, "query.limit", "1 to 10000"],
    ["GET", "/queries?account=x", undefined, "query.account", "ORG-EAST"],
    ["POST", "/events", { kind: "s3-event" }, "body.kind", "not emulated"],
    ["POST", "/events", {}, "body.kind", "not empty"],
  ])("%s %s %j is refused with field, reason and fix", async (method, path, body, field, words) => {
    const { status, json } = await bench.send(method, path, body);
    expect(status).toBe(400);
    expect(json.error).toEqual({ field, reason: expect.any(String), fix: expect.any(String) });
    expect(JSON.stringify(json)).toContain(words);
  });
});

describe("the clock", () => {
  it("is read, advanced by seconds and to a time", async () => {
    expect((await bench.send("GET", "/clock")).json).toEqual({
      now: START,
      time: "2026-01-01T00:00:00.000Z",
      running: false,
    });
    const ran: number[] = [];
    bench.scheduler.add({
      name: "every ten seconds",
      nextDue: (after) => (Math.floor(after / 10_000) + 1) * 10_000,
      run: async (at) => {
        ran.push(at - START);
      },
    });
    expect((await bench.send("POST", "/clock", { advanceSeconds: 25 })).json).toMatchObject({
      now: START + 25_000,
      events: 2,
    });
    const { json } = await bench.send("POST", "/clock", { advanceTo: "2026-01-01T00:01:00+00:00" });
    expect(json).toMatchObject({ time: "2026-01-01T00:01:00.000Z", events: 4 });
    expect(ran).toEqual([10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
  });

  it("says so when an event on the way fails", async () => {
    bench.scheduler.add({
      name: "broken",
      nextDue: (after) => (after < START + 1 ? START + 1 : undefined),
      run: () => Promise.reject(new Error("no")),
    });
    const { status, json } = await bench.send("POST", "/clock", { advanceSeconds: 1 });
    expect([status, JSON.stringify(json)]).toEqual([
      500,
      expect.stringContaining("broken failed at 2026-01-01T00:00:00.001Z: no"),
    ]);
  });
});

describe("faults", () => {
  it("are added, listed and taken back", async () => {
    const fault = {
      kind: "statement",
      pattern: "^create",
      from: 2,
      error: { code: "000604", sqlState: "57014", message: "no" },
    };
    expect((await bench.send("POST", "/faults", fault)).json).toEqual({ id: 1 });
    await bench.send("POST", "/faults", { kind: "unreachable", account: "org-east" });
    expect((await bench.send("GET", "/faults")).json).toEqual({
      faults: [
        { id: 1, account: null, applied: 0, ...fault },
        { id: 2, account: null, applied: 0, kind: "unreachable", how: "cut" },
      ],
    });
    expect((await bench.send("DELETE", "/faults/1")).json).toEqual({ removed: 1 });
    expect((await bench.send("DELETE", "/faults")).json).toEqual({ removed: 1 });
    expect(bench.faults.list()).toEqual([]);
  });

  it("sessions can be let expire", async () => {
    await bench.send("POST", "/sessions/expire", { account: "ORG-EAST" });
    expect((await bench.send("POST", "/sessions/expire", { tokens: "master" })).json).toEqual({ sessions: 2 });
    expect(bench.done).toEqual(["expire SESSION ORG-EAST", "expire MASTER all"]);
  });
});

describe("snapshots", () => {
  it("are made, restored and forgotten", async () => {
    const made = { name: "before", takenAt: "2026-01-01T00:00:00.000Z" };
    expect((await bench.send("POST", "/snapshots", { name: "before" })).json).toEqual(made);
    expect((await bench.send("GET", "/snapshots")).json).toEqual({ snapshots: [made] });
    expect((await bench.send("POST", "/snapshots/before/restore")).json).toEqual({ restored: "before" });
    expect((await bench.send("DELETE", "/snapshots/before")).json).toEqual({ removed: "before" });
  });

  it("a reset forgets faults and messages too", async () => {
    bench.faults.add({ kind: "latency", milliseconds: 1 });
    send("hello");
    expect((await bench.send("POST", "/reset")).json).toEqual({ reset: true });
    expect([bench.done, bench.faults.list(), bench.outbox.list()]).toEqual([["reset"], [], []]);
  });
});

function send(subject: string): void {
  bench.outbox.send({
    account: "ORG-EAST",
    integration: "MAIL",
    kind: "email",
    recipients: ["a@example.com"],
    subject,
    body: "text",
    mimeType: "text/plain",
  });
}

describe("messages and events", () => {
  it("email is read and forgotten", async () => {
    send("one");
    send("two");
    const { json } = await bench.send("GET", "/outbox?account=org-east");
    expect(json.messages).toEqual([
      expect.objectContaining({ id: 1, subject: "one", sentAt: "2026-01-01T00:00:00.000Z" }),
      expect.objectContaining({ id: 2, subject: "two" }),
    ]);
    expect((await bench.send("DELETE", "/outbox")).json).toEqual({ removed: 2 });
  });

  it("an event reaches its subscriber, whose answer comes back", async () => {
    bench.events.subscribe("table-changed", "A table in the lake changed; needs `table`.", ({ details }) => ({
      saw: details,
    }));
    expect((await bench.send("GET", "/events")).json).toEqual({
      kinds: [{ kind: "table-changed", about: "A table in the lake changed; needs `table`." }],
    });
    expect((await bench.send("POST", "/events", { kind: "table-changed", table: "t" })).json).toEqual({
      saw: { table: "t" },
    });
    expect(() => bench.events.subscribe("table-changed", "", () => ({}))).toThrow("have a subscriber already");
  });
});
