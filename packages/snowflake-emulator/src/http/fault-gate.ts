import type { Account } from "../account";
import type { StatementFault } from "../sql/statement-request";
import type { Answer } from "./answer";

/** A request, before it is looked at any closer. */
export interface GatedRequest {
  readonly method: string;
  readonly path: string;
  /** Whom it is for; undefined when that can't be told. */
  readonly account: Account | undefined;
}

/** What becomes of a request: it is served, its connection is cut, or it is answered with something else. */
export type Gate =
  | { readonly kind: "pass" }
  | { readonly kind: "cut" }
  | { readonly kind: "answer"; readonly answer: Answer };

/**
 * Where a test lets things go wrong. Asked before each request and before each statement, also before those in a
 * request of several.
 */
export interface FaultGate {
  /** May take its time: that is latency. */
  beforeRequest(request: GatedRequest): Gate | Promise<Gate>;
  /**
   * Waits for the answer to a request that was let pass. Something else becomes of the request when its account gets out of reach
   * before the answer is there; the work goes on.
   */
  during(account: Account | undefined, work: Promise<Answer>): Promise<Gate>;
  /** Undefined: the statement runs as usual. */
  beforeStatement(account: Account, sqlText: string): StatementFault | undefined;
}

export const PASS: Gate = { kind: "pass" };

/** Nothing goes wrong. */
export const NO_FAULTS: FaultGate = {
  beforeRequest: () => PASS,
  during: async (_account, work) => ({ kind: "answer", answer: await work }),
  beforeStatement: () => undefined,
};
