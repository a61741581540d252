import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import { createServer } from "node:net";
import { text } from "node:stream/consumers";
import { UsageError } from "../../../operator/command";
import type { Glance } from "../../../operator/status/glance";
import { isOwnHost } from "../../../operator/status/serve/headers";
import { serveOptions } from "../../../operator/status/serve/options";
import { type RunningServer, serve } from "../../../operator/status/serve/server";
import { SharedLook } from "../../../operator/status/shared-look";
import { glance } from "./glances";

const clock = () => new Date("2026-03-01T12:00:10.000Z");
const input = (look: () => Promise<Glance> = async () => glance()) => ({
  shared: new SharedLook(look, clock, 1000),
  ...{ clock, host: "127.0.0.1", port: 0, pollMs: 5000, patienceMs: 50 },
});

/** Asks as a browser, or something worse, would. */
async function ask(server: RunningServer, path: string, headers: Record<string, string> = {}, method = "GET") {
  const asked = request(new URL(path, server.url), { method, headers });
  asked.end();
  const [response] = await once(asked, "response");
  const told: { status: number; headers: IncomingHttpHeaders } = {
    status: response.statusCode,
    headers: response.headers,
  };
  return { ...told, body: await text(response) };
}

describe("the server of the status page", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await serve(input());
  });
  afterAll(() => server.close());

  it("listens at a free port of this machine only, and says where", () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it.each([
    ["/", "text/html; charset=utf-8"],
    ["/status.css", "text/css; charset=utf-8"],
    ["/status.js", "text/javascript; charset=utf-8"],
    ["/icon.svg", "image/svg+xml"],
    ["/status.json", "application/json; charset=utf-8"],
    ["/sections.json?page=2", "application/json; charset=utf-8"],
  ])("serves %s with headers that let nothing from elsewhere in", async (path, type) => {
    const { status, headers, body } = await ask(server, path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": type,
      "content-length": String(Buffer.byteLength(body)),
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("has neither script nor style in the page itself, which its policy would forbid", async () => {
    const { body } = await ask(server, "/");
    expect(body.match(/<script[^>]*>/g)).toEqual(['<script src="/status.js" defer>']);
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it("tells programs the same as --json, and when it was seen", async () => {
    const { body } = await ask(server, "/status.json");
    expect(JSON.parse(body)).toMatchObject({
      ready: true,
      active: "primary",
      seenAt: "2026-03-01T12:00:10.000Z",
      failure: null,
      tableSync: { tables: { value: { total: 3, states: { IN_STEP: 3 } } } },
      lastDrill: { value: { id: "20260301T100000-ab12", verdict: { ok: true } } },
    });
  });

  it("answers no page elsewhere whose name suddenly leads here", async () => {
    const { status, body } = await ask(server, "/status.json", { host: "evil.example:8710" });
    expect(status).toBe(421);
    expect(body).not.toContain("TWINBERG");
  });

  it("gives other sites' scripts nothing, and lets their links lead here", async () => {
    expect(
      (await ask(server, "/status.json", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).status,
    ).toBe(403);
    expect((await ask(server, "/", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" })).status).toBe(200);
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuses %s: it is looked at, and nothing else", async (method) => {
    const { status, headers } = await ask(server, "/", {}, method);
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: "GET, HEAD" });
  });

  it("answers HEAD without a body, and 404 for what it hasn't", async () => {
    expect(await ask(server, "/", {}, "HEAD")).toMatchObject({ status: 200, body: "" });
    expect((await ask(server, "/../package.json")).status).toBe(404);
    expect((await ask(server, "/assets/status.js")).status).toBe(404);
  });

  it("says that it looks, while the first look takes long, and comes again", async () => {
    const slow = await serve(input(() => new Promise(() => undefined)));
    const { status, body } = await ask(slow, "/");
    await slow.close();
    expect(status).toBe(200);
    expect(body).toContain('<meta http-equiv="refresh" content="2">');
  });

  it("says why nothing could be seen, without a secret", async () => {
    const blind = await serve(input(() => Promise.reject(new Error("login failed: password=hunter2"))));
    expect(await ask(blind, "/")).toMatchObject({
      status: 500,
      body: "nothing could be seen: login failed: password=[hidden]\n",
    });
    await blind.close();
  });

  it("names a port that is in use, and an address that isn't this machine's, with the fix", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    await expect(serve({ ...input(), port })).rejects.toThrow(`port ${port} of 127.0.0.1 is in use`);
    await expect(serve({ ...input(), port })).rejects.toThrow(UsageError);
    taken.close();
    await expect(serve({ ...input(), host: "203.0.113.1" })).rejects.toThrow(
      "203.0.113.1 is no address of this machine",
    );
  });
});

describe("a Host header", () => {
  it.each([
    ["127.0.0.1:8710", "127.0.0.1", true],
    ["localhost:9000", "127.0.0.1", true],
    ["LOCALHOST", "127.0.0.1", true],
    ["[::1]:8710", "::1", true],
    ["evil.example", "127.0.0.1", false],
    ["127.0.0.1.evil.example:8710", "127.0.0.1", false],
    ["localhost.evil.example", "127.0.0.1", false],
    ["192.0.2.7:8710", "127.0.0.1", false],
    ["192.0.2.7:8710", "0.0.0.0", true],
    ["bastion:8710", "bastion", true],
    ["evil.example:8710", "0.0.0.0", false],
    ["localhost:8710@evil.example", "127.0.0.1", false],
    ["", "127.0.0.1", false],
    [undefined, "127.0.0.1", false],
  ])("%s at %s: %s", (header, bound, own) => {
    expect(isOwnHost(header, bound)).toBe(own);
  });
});

describe("the options of --serve", () => {
  const read = (...given: readonly (readonly [string, string])[]) => serveOptions(new Map(given));

  it("are this machine only, one port, and half a minute, unless told", () => {
    expect(read(["--serve", ""])).toEqual({ host: "127.0.0.1", port: 8710, everyMs: 30_000 });
    expect(read(["--serve", ""], ["--host", "[::1]"], ["--port", "0"], ["--every", "5"])).toEqual({
      ...{ host: "::1", port: 0, everyMs: 5000 },
    });
    expect(read(["--json", ""])).toBeUndefined();
  });

  it.each([
    [[["--port", "80"]], "--port goes with --serve"],
    [
      [
        ["--serve", ""],
        ["--port", "65536"],
      ],
      '--port is a whole number from 0 to 65535, not "65536"',
    ],
    [
      [
        ["--serve", ""],
        ["--port", "http"],
      ],
      '--port is a whole number from 0 to 65535, not "http"',
    ],
    [
      [
        ["--serve", ""],
        ["--every", "1"],
      ],
      '--every is a whole number from 5 to 3600, not "1"',
    ],
    [
      [
        ["--serve", ""],
        ["--host", "a b"],
      ],
      '--host is an address of this machine such as 127.0.0.1 or ::1, not "a b"',
    ],
    [
      [
        ["--serve", ""],
        ["--json", ""],
      ],
      "--serve doesn't print: leave --json out",
    ],
    [
      [
        ["--serve", ""],
        ["--to", "primary"],
      ],
      "--to is about the exit code",
    ],
  ] as const)("%j are refused", (given, reason) => {
    expect(() => read(...given)).toThrow(reason);
    expect(() => read(...given)).toThrow(UsageError);
  });
});
