import type { AccountRole } from "../../../config/schema";
import type { Observation, SeenAccount } from "../observation";
import type { FailoverTopology } from "../topology";

/** Something that must be so before a failover, and whether it is. What can't be told is no good. */
export type Precondition = {
  /** Stable id for programs, such as `group.ICEBERG_OPS_FG.lag`. */
  readonly id: string;
  /** Where it was looked; `both`: one account was compared with the other. */
  readonly account: AccountRole | "both";
  /** What must be so, as a sentence. */
  readonly expected: string;
  /** What it blocks when it isn't good: any failover, or only one that the active account takes part in. */
  readonly blocks: "always" | "planned";
  /** Whether an operator who accepts the loss of data may go on all the same. */
  readonly waivable: boolean;
} & Judgement;

/** A verdict with what it rests on. */
export type Judgement =
  | { readonly verdict: "good" /** What was seen. */; readonly reason: string }
  | {
      readonly verdict: "bad" | "unknown";
      /** Why it isn't good, or can't be told. */
      readonly reason: string;
      /** What to do about it. */
      readonly fix: string;
    };

/** What a check looks at. */
export interface ReadinessContext {
  readonly topology: FailoverTopology;
  readonly observation: Observation;
  /** The account that would become active. */
  readonly to: AccountRole;
  /** The account that would no longer be. */
  readonly from: AccountRole;
  /** What `to` says of itself. */
  readonly target: SeenAccount;
  /** What `from` says of itself. */
  readonly source: SeenAccount;
  /** The epoch of the controller that asks; undefined: it has none yet. */
  readonly epoch: number | undefined;
}

/** One thing to look at, perhaps for each of several objects. Pure. */
export type ReadinessCheck = (context: ReadinessContext) => readonly Precondition[];

/** It is as it must be. */
export function good(reason: string): Judgement {
  return { verdict: "good", reason };
}

/** It isn't. */
export function bad(reason: string, fix: string): Judgement {
  return { verdict: "bad", reason, fix };
}

/** It can't be told. */
export function unknown(reason: string, fix: string): Judgement {
  return { verdict: "unknown", reason, fix };
}

/** Nothing is known of an account that can't be reached. */
export function outOfReach({ account, reason }: Extract<SeenAccount, { reachable: false }>): Judgement {
  return unknown(`the ${account} can't be reached: ${reason}`, `see why the ${account} doesn't answer`);
}
