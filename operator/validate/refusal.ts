import { type Answer, type NoRows, unreached } from "./answer";
import type { Judgement } from "./check";

/** One attempt at something forbidden, and the proof that what it is about is there. */
export interface Attempt {
  /** What was tried. Carried out, it would have changed nothing that stays. */
  readonly statement: string;
  readonly answer: Answer;
  /**
   * What the same asked by somebody who may came to. Undefined: the refusal itself tells what it is about.
   * "Does not exist or not authorized" may also mean a name that doesn't exist.
   */
  readonly control: Answer | undefined;
}

/** Which refusals mean that it is forbidden, not that something else is wrong. */
export type Forbids = (answer: Extract<NoRows, { kind: "refused" }>) => boolean;

/** Without a privilege: 002003 and 002043 for what one must not know of, 003001 for what one sees. */
export const lacksPrivilege: Forbids = ({ code }) => ["002003", "002043", "003001"].includes(code);

/** Something forbidden is forbidden exactly when every attempt is refused, and for that reason. */
export function judgeRefusals(attempts: readonly Attempt[], forbids: Forbids, fix: string): Judgement {
  const allowed = attempts.filter(({ answer }) => answer.kind === "rows");
  if (allowed.length > 0) {
    return {
      verdict: "fail",
      seen: `carried out: ${allowed.map(({ statement }) => statement).join("; ")}`,
      reason: "it should have been refused",
      fix,
    };
  }
  for (const { statement, answer, control } of attempts) {
    if (answer.kind === "unreached") return unreached(statement, answer.reason);
    if (answer.kind === "refused" && !forbids(answer)) {
      return {
        verdict: "unknown",
        seen: `refused for another reason: ${statement}`,
        reason: answer.message,
        fix: "cure what is told there, then validate again",
      };
    }
    if (control !== undefined && control.kind !== "rows") {
      return {
        verdict: "unknown",
        seen: `refused to everybody: ${statement}`,
        reason: control.kind === "refused" ? control.message : control.reason,
        fix: "what isn't there can't be forbidden: see the checks of what may be read",
      };
    }
  }
  return { verdict: "pass", seen: attempts.length === 1 ? "refused" : `refused, ${attempts.length} statements` };
}
