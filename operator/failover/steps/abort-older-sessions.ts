import { ACCOUNT_ROLES } from "../../../config/schema";
import { UnreachableError } from "../errors";
import { MESSAGES } from "../messages";
import { epochTable } from "../statements";
import type { Step } from "../step";
import { type FailoverTopology, otherAccount } from "../topology";

/**
 * Records the epoch in both accounts and ends the sessions of older controllers: one that was paused between its look at
 * the epoch and its deed can't do it any more.
 */
export function abortOlderSessions(topology: FailoverTopology): Step {
  const table = epochTable(topology);
  return {
    id: "abort-older-sessions",
    title: "Record the epoch in both accounts, and end the sessions of older controllers there",
    account: "controller",
    unreachable: "stop",
    precondition: "the lease is taken; no account has recorded a higher epoch",
    commands: [
      `INSERT INTO ${table} (EPOCH, HOLDER, DRILL, SESSION_ID, RECORDED_AT) SELECT <epoch>, <holder>, <drill>, CURRENT_SESSION(), CURRENT_TIMESTAMP()`,
      "SELECT SYSTEM$ABORT_SESSION(<each session of a lower epoch>)",
    ],
    postcondition: "older controllers have no session, and are refused when they open one",
    run: async (world) => {
      const observed: Record<string, unknown> = {};
      const { to } = world.intent;
      for (const account of ACCOUNT_ROLES) {
        try {
          const { aborted } = await world.enter(account);
          observed[account] = { aborted };
          if (aborted.length > 0) world.tell(MESSAGES.sessionsAborted, { account, sessions: aborted });
        } catch (error) {
          // The target has to answer; that the other doesn't is for the steps that need it.
          if (!(error instanceof UnreachableError) || account !== otherAccount(to)) throw error;
          observed[account] = { unreachable: error.reason };
        }
      }
      return { outcome: "done", observed };
    },
  };
}
