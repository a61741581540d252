import type { AccountRole } from "../../config/schema";
import type { AccountAccess } from "./account-access";

/** What a check came to. `unknown`: it can't be told, which is neither. */
export type Verdict = "pass" | "fail" | "unknown";

/** A verdict with what it rests on. */
export type Judgement =
  | { readonly verdict: "pass"; readonly seen: string }
  | {
      readonly verdict: "fail" | "unknown";
      /** What was seen. */
      readonly seen: string;
      /** Why that is no pass. */
      readonly reason: string;
      /** What to do about it. */
      readonly fix: string;
    };

/** What is looked at in one account. */
export interface AccountCheck {
  /** Stable id for programs, without the account's. */
  readonly id: string;
  /** What must be so, as a sentence. */
  readonly expected: string;
  /** Looks. What it throws makes the check unknown. */
  look(access: AccountAccess): Promise<Judgement>;
}

/** A check with what it came to. */
export type CheckResult = Judgement & {
  /** Stable id for programs, such as `primary.heartbeat`. */
  readonly id: string;
  /** Where it was looked; `both`: one account was compared with the other. */
  readonly account: AccountRole | "both";
  /** What must be so, as a sentence. */
  readonly expected: string;
};

/** Results by verdict. */
export type Totals = Readonly<Record<Verdict, number>>;

/** Counts results by verdict. */
export function totalsOf(results: readonly Pick<CheckResult, "verdict">[]): Totals {
  const count = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).length;
  return { pass: count("pass"), fail: count("fail"), unknown: count("unknown") };
}

/** Valid exactly when there are checks, and each passes: what can't be told is no pass. */
export function isValid(results: readonly CheckResult[]): boolean {
  return results.length > 0 && totalsOf(results).pass === results.length;
}
