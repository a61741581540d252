import type { Fault } from "../../http/fault-list";
import { GROUP_PHASES } from "../../replication/groups/group-refresh-record";
import { BadRequest, NotThere } from "../bad-request";
import { type Members, readBoolean, readMembers, readNumber, readOneOf, readPattern, readText } from "../read";
import type { ControlRoute } from "../route";
import { optionalAccount } from "./account";

const KINDS = ["unreachable", "outage", "latency", "throttle", "statement", "refresh"] as const;
const MANY = 1_000_000;

function readFault(body: Members): Fault {
  const { kind: written, account: _account, ...rest } = body;
  const kind = readOneOf(...KINDS)(written, "body.kind");
  if (kind === "unreachable" || kind === "outage")
    return { kind, how: "cut", ...readMembers(rest, "body", { "how?": readOneOf("cut", "503") }) };
  if (kind === "latency") return { kind, ...readMembers(rest, "body", { milliseconds: readNumber(0, 600_000, true) }) };
  if (kind === "throttle") return { kind, ...readMembers(rest, "body", { requests: readNumber(1, MANY, true) }) };
  if (kind === "refresh") {
    return { kind, ...readMembers(rest, "body", { "group?": readText, phase: readOneOf(...GROUP_PHASES) }) };
  }
  const fault = readMembers(rest, "body", {
    pattern: readPattern,
    "from?": readNumber(1, MANY, true),
    "times?": readNumber(1, MANY, true),
    "delayMs?": readNumber(0, 600_000, true),
    "detach?": readBoolean,
    "error?": (value, field) => readMembers(value, field, { code: readCode, sqlState: readText, message: readText }),
  });
  if (fault.delayMs === undefined && fault.detach === undefined && fault.error === undefined) {
    throw new BadRequest("body", "the statement would run as usual", "give delayMs, detach or error");
  }
  return { kind, ...fault };
}

function readCode(value: unknown, field: string): string {
  const code = readText(value, field);
  if (/^\d{6}$/.test(code)) return code;
  throw new BadRequest(field, `got "${code}"`, 'give the six digits of a Snowflake error, such as "000604"');
}

const listFaults: ControlRoute = {
  method: "GET",
  path: "/faults",
  about: "The faults that are in force, and how often each was applied.",
  handle: (_request, { faults }) => ({
    faults: faults.list().map(({ fault, account, ...rest }) => ({
      ...rest,
      account: account ?? null,
      ...fault,
      ...(fault.kind === "statement" ? { pattern: fault.pattern.source } : {}),
    })),
  }),
};

const addFault: ControlRoute = {
  method: "POST",
  path: "/faults",
  about: "Lets something go wrong from now on. Answers with the fault's id.",
  body: {
    kind: "unreachable (how: cut | 503), outage (how: cut | 503; what runs there stops), latency (milliseconds), throttle (requests: how many get 429), statement, or refresh",
    account: "ORG-ACCT; all accounts without it",
    pattern: "statement: a regular expression for the statement's text, case doesn't count",
    from: "statement: the first match that goes wrong, from 1 (default)",
    times: "statement: how many matches go wrong (default 1)",
    delayMs: "statement: wait this long first",
    detach: "statement: true answers at once that it is in progress (drivers: 333334, SQL API: 202)",
    group: "refresh: the name of the secondary failover group; any without it",
    phase: "refresh: the phase in which refreshes wait until the fault is taken back, such as SECONDARY_COMMITTING",
    error: "statement: {code: six digits, sqlState, message}; nothing is carried out",
  },
  handle({ body }, { faults, accounts }) {
    const account = optionalAccount(body.account, "body.account", accounts);
    return { id: faults.add(readFault(body), account) };
  },
};

const removeFault: ControlRoute = {
  method: "DELETE",
  path: "/faults/<id>",
  about: "Takes a fault back.",
  handle({ path: [id = ""] }, { faults }) {
    if (/^\d+$/.test(id) && faults.remove(Number(id))) return { removed: Number(id) };
    throw new NotThere(`there is no fault ${id}`, "GET /faults lists them");
  },
};

const clearFaults: ControlRoute = {
  method: "DELETE",
  path: "/faults",
  about: "Takes all faults back.",
  handle(_request, { faults }) {
    const removed = faults.list().length;
    faults.clear();
    return { removed };
  },
};

const expireSessions: ControlRoute = {
  method: "POST",
  path: "/sessions/expire",
  about: "Lets sessions expire now: drivers are told 390112 and renew, or with master tokens 390114 and log in again.",
  body: {
    tokens: "session (default), or master: session and master tokens",
    account: "ORG-ACCT; all accounts without it",
  },
  handle({ body }, { faults, accounts }) {
    const given = readMembers(body, "body", { "tokens?": readOneOf("session", "master"), "account?": readText });
    const account = optionalAccount(given.account, "body.account", accounts);
    return { sessions: faults.expireSessions(given.tokens === "master" ? "MASTER" : "SESSION", account) };
  },
};

export const faultRoutes: readonly ControlRoute[] = [listFaults, addFault, removeFault, clearFaults, expireSessions];
