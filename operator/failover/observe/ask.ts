import type { Row } from "../../snowflake/session";
import { answerOf } from "../../validate/answer";
import type { AccountPort } from "../account-port";
import type { Known } from "../observation";

/** Nobody answered in the middle of looking: nothing more is asked of the account. */
export class Unanswered extends Error {
  override readonly name = "Unanswered";
}

/**
 * What a statement's rows tell, or why they don't: Snowflake refused it, or they aren't understood.
 * @throws Unanswered when nobody answered, or the session is gone
 */
export async function ask<Value>(
  port: AccountPort,
  sql: string,
  read: (rows: readonly Row[]) => Value | Promise<Value>,
): Promise<Known<Value>> {
  const rows = await rowsOf(port, sql);
  if (!rows.known) return rows;
  try {
    return { known: true, value: await read(rows.value) };
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    return notKnown(error instanceof Error ? error.message : String(error));
  }
}

async function rowsOf(port: AccountPort, sql: string): Promise<Known<readonly Row[]>> {
  try {
    return { known: true, value: await port.execute(sql) };
  } catch (error) {
    const answer = answerOf(error);
    if (answer.kind === "unreached") throw new Unanswered(answer.reason);
    return notKnown(answer.message);
  }
}

/** Why something can't be told. */
export function notKnown(reason: string): { readonly known: false; readonly reason: string } {
  return { known: false, reason };
}
