import type { Account } from "../account";
import { accountDown } from "../errors";
import type { SessionStore } from "../session/session-store";
import type { Scheduler } from "../time/scheduler";

/**
 * Takes accounts down: statements that run are aborted, refreshes are canceled, sessions end and their transactions are rolled back, and nothing happens by
 * itself any more. What was committed stays. Answers with what brings the accounts back.
 */
export function takeDown(accounts: readonly Account[], sessions: SessionStore, scheduler: Scheduler): () => void {
  for (const account of accounts) {
    account.availability.goDown();
    for (const query of [...account.queries.all()]) query.abort(accountDown());
    for (const job of account.groupRefreshes.all()) job.cancel();
    sessions.endAll(account);
  }
  scheduler.changed();
  return () => {
    for (const { availability } of accounts) availability.comeBack();
    scheduler.changed();
  };
}
