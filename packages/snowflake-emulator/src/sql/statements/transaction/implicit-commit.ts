import type { ExecutionContext } from "../../statement";
import { dataSession } from "../dml/dml-target";

/** First words of statements that define something. D: Transactions, DDL: each is a transaction of its own. */
const DEFINING: ReadonlySet<string> = new Set(["ALTER", "COMMENT", "CREATE", "DROP", "GRANT", "REVOKE", "UNDROP"]);

/**
 * Does a statement of this kind (its leading keywords) commit the open transaction before it is carried out? ALTER SESSION
 * does so only for AUTOCOMMIT, and itself.
 */
export function commitsBefore(leading: string): boolean {
  return DEFINING.has(leading.split(" ", 1)[0] ?? "") && leading !== "ALTER SESSION";
}

/** Commits the session's open transaction, if any. Throws 090232 within a procedure that did not begin it. */
export async function commitOpenTransaction(context: ExecutionContext): Promise<void> {
  await dataSession(context).transactions.commit();
}
