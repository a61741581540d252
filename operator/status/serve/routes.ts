import { readFileSync } from "node:fs";
import path from "node:path";
import { cleaned } from "../../failover/evidence/secrets";
import { askedDirection } from "../../failover/status/facts";
import { toJson } from "../../json";
import { glanceFacts } from "../facts";
import type { Glance } from "../glance";
import { pageParts, renderPage, renderWaiting } from "../page/page";
import { readQuery } from "../page/query";
import type { Looked, SharedLook } from "../shared-look";

/** What is answered. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What the routes answer from. */
export interface RouteInput {
  readonly shared: SharedLook<Glance>;
  readonly clock: () => Date;
  /** How often the page asks for news, in milliseconds. */
  readonly pollMs: number;
  /** How long the page waits for the first look before it says that it is under way, in milliseconds. */
  readonly patienceMs: number;
}

const HTML = "text/html; charset=utf-8";
const JSON_TYPE = "application/json; charset=utf-8";

const ASSETS: Readonly<Record<string, string>> = {
  "/status.css": "text/css; charset=utf-8",
  "/status.js": "text/javascript; charset=utf-8",
  "/icon.svg": "image/svg+xml",
};

/** Answers a GET. @throws what a first look throws */
export async function answer(url: URL, input: RouteInput): Promise<Answer> {
  const { pathname, searchParams } = url;
  const type = ASSETS[pathname];
  if (type !== undefined) return { status: 200, type, body: asset(pathname) };
  const { shared, clock, pollMs, patienceMs } = input;
  const query = readQuery(searchParams);
  switch (pathname) {
    case "/": {
      const looked = await soon(shared.latest(), patienceMs);
      const body = looked === undefined ? renderWaiting() : renderPage({ looked, query, now: clock(), pollMs });
      return { status: 200, type: HTML, body };
    }
    case "/sections.json": {
      const parts = pageParts({ looked: await shared.latest(), query, now: clock() });
      return { status: 200, type: JSON_TYPE, body: JSON.stringify(parts) };
    }
    case "/status.json":
      return { status: 200, type: JSON_TYPE, body: toJson(jsonOf(await shared.latest())) };
    default:
      return {
        status: 404,
        type: "text/plain; charset=utf-8",
        body: "there is only /, /status.json and /sections.json\n",
      };
  }
}

/** The same as `twinberg status --json`, and when it was seen. */
function jsonOf({ value, at, failure }: Looked<Glance>): unknown {
  const facts: unknown = JSON.parse(toJson(glanceFacts(value, askedDirection(value.status))));
  return cleaned({ ...Object(facts), seenAt: at.toISOString(), failure: failure ?? null });
}

function asset(pathname: string): string {
  return readFileSync(path.join(__dirname, "../page/assets", path.basename(pathname)), "utf8");
}

async function soon<Value>(work: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
