import type { AccountRole, TwinbergConfig } from "../../config/schema";
import type { Known } from "../failover/observation";
import type { PreflightObservation } from "./observation";

/** What a check says. */
export type Finding =
  | { readonly verdict: "good" /** What was found. */; readonly found: string }
  /** It isn't so, or can't be told, which is as good as not so. */
  | { readonly verdict: "bad" | "unknown"; readonly found: string /** What to do about it. */; readonly fix: string }
  /** It means nothing here, e.g. in a local cloud. */
  | { readonly verdict: "skipped"; readonly found: string };

/** One thing that must be so before the first apply, and what was found. */
export type PreflightResult = {
  /** Stable id for programs, such as `primary.edition`. */
  readonly id: string;
  readonly where: AccountRole | "aws" | "state";
  /** What must be so, as a sentence. */
  readonly expected: string;
} & Finding;

/** What checks look at. */
export interface PreflightContext {
  readonly config: TwinbergConfig;
  readonly observation: PreflightObservation;
}

/** One thing to look at, perhaps for each of several objects. Pure. */
export type PreflightCheck = (context: PreflightContext) => readonly PreflightResult[];

/** It is as it must be. */
export const good = (found: string): Finding => ({ verdict: "good", found });

/** It isn't. */
export const bad = (found: string, fix: string): Finding => ({ verdict: "bad", found, fix });

/** It can't be told. */
export const unknown = (found: string, fix: string): Finding => ({ verdict: "unknown", found, fix });

/** It means nothing here. */
export const skipped = (found: string): Finding => ({ verdict: "skipped", found });

/** A finding about what is known; what isn't is unknown for that reason. @param fix what to do about not knowing */
export function about<Value>(seen: Known<Value>, fix: string, judge: (value: Value) => Finding): Finding {
  return seen.known ? judge(seen.value) : unknown(seen.reason, fix);
}
