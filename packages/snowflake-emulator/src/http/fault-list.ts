import { setTimeout as wait } from "node:timers/promises";
import type { Account } from "../account";
import { accountUnreachable, SnowflakeError } from "../errors";
import type { StatementFault } from "../sql/statement-request";
import type { Answer } from "./answer";
import { type FaultGate, type Gate, type GatedRequest, PASS } from "./fault-gate";

/** An account that can't be reached. */
export interface UnreachableFault {
  readonly kind: "unreachable";
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

export type Fault = UnreachableFault | LatencyFault | ThrottleFault | StatementPatternFault;

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
}

const TOO_MANY: Answer = { status: 429, body: { code: "390505", message: "Too many requests." } };
const UNAVAILABLE: Answer = { status: 503, body: { code: "390503", message: "Service unavailable." } };

/** Faults that are set and taken back while the emulator runs. */
export class FaultList implements FaultGate {
  readonly #entries = new Map<number, Entry>();
  #lastId = 0;

  /** Sets a fault for one account, or for all without one. Returns its id. Throws RangeError for a senseless number. */
  add(fault: Fault, account?: Account): number {
    checkNumbers(fault);
    this.#lastId += 1;
    const id = this.#lastId;
    this.#entries.set(id, { id, account: account?.identifier, fault, matched: 0, applied: 0 });
    return id;
  }

  /** Takes a fault back. False when there is none with this id. */
  remove(id: number): boolean {
    return this.#entries.delete(id);
  }

  clear(): void {
    this.#entries.clear();
  }

  list(): readonly ActiveFault[] {
    return [...this.#entries.values()].map(({ id, account, fault, applied }) => ({ id, account, fault, applied }));
  }

  async beforeRequest({ account }: GatedRequest): Promise<Gate> {
    let answer: Gate = PASS;
    for (const entry of this.#of(account)) {
      const { fault } = entry;
      if (fault.kind === "statement" || (fault.kind === "throttle" && entry.applied >= fault.requests)) continue;
      entry.applied += 1;
      if (fault.kind === "latency") await wait(fault.milliseconds, undefined, { ref: false });
      else if (fault.kind === "throttle") answer = { kind: "answer", answer: TOO_MANY };
      else answer = fault.how === "cut" ? { kind: "cut" } : { kind: "answer", answer: UNAVAILABLE };
    }
    return answer;
  }

  /** Another account is about to do something in this one. Rejects with 003917 while it can't be reached. */
  async beforeReach(account: Account): Promise<void> {
    for (const entry of this.#of(account)) {
      const { fault } = entry;
      if (fault.kind !== "latency" && fault.kind !== "unreachable") continue;
      entry.applied += 1;
      if (fault.kind === "unreachable") throw accountUnreachable(`${account.organization}.${account.name}`);
      await wait(fault.milliseconds, undefined, { ref: false });
    }
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
