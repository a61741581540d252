import { setTimeout as wait } from "node:timers/promises";
import type { Account } from "../account";
import { accountUnreachable, SnowflakeError } from "../errors";
import type { GroupPhaseName } from "../replication/groups/group-refresh-record";
import type { StatementFault } from "../sql/statement-request";
import type { Answer } from "./answer";
import { type FaultGate, type Gate, type GatedRequest, PASS } from "./fault-gate";
import { RefreshHolds } from "./refresh-holds";

/** An account that can't be reached. */
export interface UnreachableFault {
  readonly kind: "unreachable";
  /** Cut connections, or answer 503. */
  readonly how: "cut" | "503";
}

/** An account that is down: it can't be reached, and what ran in it has stopped. */
export interface OutageFault {
  readonly kind: "outage";
  /** Cut connections, or answer 503. */
  readonly how: "cut" | "503";
}

/** Every request takes longer. */
export interface LatencyFault {
  readonly kind: "latency";
  readonly milliseconds: number;
}

/** The next requests are answered with 429. */
export interface ThrottleFault {
  readonly kind: "throttle";
  /** How many requests. */
  readonly requests: number;
}

/** Statements that match a pattern go wrong. */
export interface StatementPatternFault {
  readonly kind: "statement";
  /** Matched anywhere in the statement's text, as the client wrote it. */
  readonly pattern: RegExp;
  /** The first match that goes wrong, counted from 1. Default: 1. */
  readonly from?: number;
  /** How many matches go wrong from there on. Default: 1. */
  readonly times?: number;
  /** Wait this long first. */
  readonly delayMs?: number;
  /** Answer at once that the statement is in progress (333333 for drivers, 202 for the SQL API). */
  readonly detach?: boolean;
  /** Fail and carry nothing out: six-digit code, SQLSTATE and text. */
  readonly error?: { readonly code: string; readonly sqlState: string; readonly message: string };
}

/** Refreshes of failover groups wait in a phase until the fault is taken back, or they are canceled. */
export interface RefreshFault {
  readonly kind: "refresh";
  /** The name of the secondary group, exactly. Absent: any. */
  readonly group?: string;
  /** The phase that they wait in. */
  readonly phase: GroupPhaseName;
}

export type Fault =
  | UnreachableFault
  | OutageFault
  | LatencyFault
  | ThrottleFault
  | StatementPatternFault
  | RefreshFault;

/** A fault that is in force. */
export interface ActiveFault {
  readonly id: number;
  /** Identifier of the account (`ORG-ACCT`); undefined: of all. */
  readonly account: string | undefined;
  readonly fault: Fault;
  /** Requests or statements that it was applied to. */
  readonly applied: number;
}

interface Entry {
  readonly id: number;
  readonly account: string | undefined;
  readonly fault: Fault;
  /** Requests or statements that it looked at and that matched. */
  matched: number;
  applied: number;
  /** Of an outage: brings the account back. */
  end: () => void;
}

/** Takes accounts down (all, without an account); answers with what brings them back. */
export type OutageListener = (account: string | undefined) => () => void;

/** A request that waits for its answer. */
interface Waiting {
  readonly account: Account | undefined;
  readonly breakOff: (gate: Gate) => void;
}

const TOO_MANY: Answer = { status: 429, body: { code: "390505", message: "Too many requests." } };
const UNAVAILABLE: Answer = { status: 503, body: { code: "390503", message: "Service unavailable." } };

/** Faults that are set and taken back while the emulator runs. */
export class FaultList implements FaultGate {
  readonly #entries = new Map<number, Entry>();
  readonly #waiting = new Set<Waiting>();
  readonly #holds = new RefreshHolds();
  #lastId = 0;
  #onOutage: OutageListener = () => () => undefined;

  /** Says what an outage does to accounts, those that are in force included. To be called once. */
  watchOutages(listener: OutageListener): void {
    this.#onOutage = listener;
    for (const entry of this.#entries.values()) {
      if (entry.fault.kind === "outage") entry.end = listener(entry.account);
    }
  }

  /** Sets a fault for one account, or for all without one. Returns its id. Throws RangeError for a senseless number. */
  add(fault: Fault, account?: Account): number {
    checkNumbers(fault);
    this.#lastId += 1;
    const id = this.#lastId;
    const entry: Entry = { id, account: account?.identifier, fault, matched: 0, applied: 0, end: () => undefined };
    this.#entries.set(id, entry);
    if (fault.kind === "outage") entry.end = this.#onOutage(entry.account);
    if (fault.kind === "outage" || fault.kind === "unreachable") this.#breakOff(entry, fault);
    return id;
  }

  /** Takes a fault back. False when there is none with this id. */
  remove(id: number): boolean {
    this.#entries.get(id)?.end();
    const known = this.#entries.delete(id);
    this.#holds.release(id);
    return known;
  }

  clear(): void {
    for (const id of [...this.#entries.keys()]) this.remove(id);
  }

  list(): readonly ActiveFault[] {
    return [...this.#entries.values()].map(({ id, account, fault, applied }) => ({ id, account, fault, applied }));
  }

  async beforeRequest({ account }: GatedRequest): Promise<Gate> {
    let answer: Gate = PASS;
    for (const entry of this.#of(account)) {
      const { fault } = entry;
      if (fault.kind === "statement" || fault.kind === "refresh") continue;
      if (fault.kind === "throttle" && entry.applied >= fault.requests) continue;
      entry.applied += 1;
      if (fault.kind === "latency") await wait(fault.milliseconds, undefined, { ref: false });
      else if (fault.kind === "throttle") answer = { kind: "answer", answer: TOO_MANY };
      else answer = outOfReach(fault);
    }
    return answer;
  }

  async during(account: Account | undefined, work: Promise<Answer>): Promise<Gate> {
    let waiting: Waiting | undefined;
    const broken = new Promise<Gate>((resolve) => {
      waiting = { account, breakOff: resolve };
      this.#waiting.add(waiting);
    });
    try {
      return await Promise.race([work.then((answer): Gate => ({ kind: "answer", answer })), broken]);
    } finally {
      if (waiting !== undefined) this.#waiting.delete(waiting);
    }
  }

  /** Requests whose account has got out of reach don't get their answer. */
  #breakOff(entry: Entry, fault: UnreachableFault | OutageFault): void {
    for (const { account, breakOff } of this.#waiting) {
      if (entry.account !== undefined && entry.account !== account?.identifier) continue;
      entry.applied += 1;
      breakOff(outOfReach(fault));
    }
  }

  /** Another account is about to do something in this one. Rejects with 003917 while it can't be reached. */
  async beforeReach(account: Account): Promise<void> {
    for (const entry of this.#of(account)) {
      const { fault } = entry;
      if (fault.kind !== "latency" && fault.kind !== "unreachable" && fault.kind !== "outage") continue;
      entry.applied += 1;
      if (fault.kind !== "latency") throw accountUnreachable(`${account.organization}.${account.name}`);
      await wait(fault.milliseconds, undefined, { ref: false });
    }
  }

  /** A refresh of a failover group of this account enters a phase: resolves when no fault keeps it there. undefined: none does. */
  holdPhase(account: Account, group: string, phase: GroupPhaseName, signal: AbortSignal): Promise<void> | undefined {
    const found = this.#of(account).find(
      ({ fault }) => fault.kind === "refresh" && fault.phase === phase && (fault.group ?? group) === group,
    );
    if (found === undefined) return undefined;
    found.applied += 1;
    return this.#holds.wait(found.id, signal).then(() => this.holdPhase(account, group, phase, signal));
  }

  beforeStatement(account: Account, sqlText: string): StatementFault | undefined {
    for (const entry of this.#of(account)) {
      const { fault } = entry;
      if (fault.kind !== "statement" || sqlText.search(fault.pattern) < 0) continue;
      entry.matched += 1;
      const { from = 1, times = 1, delayMs, detach, error } = fault;
      if (entry.matched < from || entry.matched >= from + times) continue;
      entry.applied += 1;
      return {
        ...(delayMs === undefined ? {} : { delayMs }),
        ...(detach === undefined ? {} : { detach }),
        ...(error === undefined
          ? {}
          : { error: new SnowflakeError(error.code, error.sqlState, "EXECUTION", error.message) }),
      };
    }
    return undefined;
  }

  #of(account: Account | undefined): readonly Entry[] {
    return [...this.#entries.values()].filter(
      (entry) => entry.account === undefined || entry.account === account?.identifier,
    );
  }
}

/** What becomes of requests for an account that can't be reached. */
function outOfReach({ how }: UnreachableFault | OutageFault): Gate {
  return how === "cut" ? { kind: "cut" } : { kind: "answer", answer: UNAVAILABLE };
}

function checkNumbers(fault: Fault): void {
  const numbers =
    fault.kind === "latency"
      ? { milliseconds: fault.milliseconds }
      : fault.kind === "throttle"
        ? { requests: fault.requests }
        : fault.kind === "statement"
          ? { from: fault.from ?? 1, times: fault.times ?? 1, delayMs: fault.delayMs ?? 0 }
          : {};
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value) || value < 0)
      throw new RangeError(`${name} must be a whole number of at least 0, got ${value}`);
  }
}
