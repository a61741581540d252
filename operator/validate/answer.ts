import { z } from "zod";
import type { Row } from "../snowflake/session";
import type { AccountAccess, LakeRole } from "./account-access";
import type { Judgement } from "./check";

/** What became of a statement. */
export type Answer =
  | { readonly kind: "rows"; readonly rows: readonly Row[] }
  /** Snowflake itself said no. */
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  /** Nobody answered, or the session was gone: nothing is known of what was asked. */
  | { readonly kind: "unreached"; readonly reason: string };

/** An answer without what was asked for. */
export type NoRows = Exclude<Answer, { kind: "rows" }>;

/** The driver gives what Snowflake says a code of six digits in a text; its own errors have a number. */
const answeredSchema = z.looseObject({ code: z.string().regex(/^\d{6}$/), message: z.string() });

/** Session gone, login refused and the like (39…), cancelled, timed out: said by Snowflake, and no answer to the statement. */
const NO_ANSWER = /^(39\d{4}|000604|000630)$/;

/** Runs a statement as a role. @throws the signal's reason when interrupted */
export async function ask(access: AccountAccess, as: LakeRole, sql: string): Promise<Answer> {
  try {
    return { kind: "rows", rows: await access.execute(as, sql) };
  } catch (error) {
    access.signal.throwIfAborted();
    return answerOf(error);
  }
}

/** What an error of a statement tells. */
export function answerOf(error: unknown): NoRows {
  const answered = answeredSchema.safeParse(
    error instanceof Error ? { message: error.message, code: "code" in error ? error.code : undefined } : error,
  );
  if (answered.success && !NO_ANSWER.test(answered.data.code)) {
    return { kind: "refused", code: answered.data.code, message: oneLine(answered.data.message) };
  }
  return { kind: "unreached", reason: oneLine(error instanceof Error ? error.message : String(error)) };
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Nobody answered: nothing is known of `what`. */
export function unreached(what: string, reason: string): Judgement {
  return {
    verdict: "unknown",
    seen: `${what} could not be asked for`,
    reason,
    fix: "see that the account can be reached and the roles can be taken, then validate again",
  };
}

/** What is to be looked at can't be looked at, and that is known. */
export function unreadable(what: string, { message }: { readonly message: string }, fix: string): Judgement {
  return { verdict: "fail", seen: `${what} can't be read`, reason: message, fix };
}
