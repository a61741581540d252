import type { AccountRole } from "../../../config/schema";
import type { DrillIntent } from "../../../operator/failover/journal-entry";
import { otherAccount } from "../../../operator/failover/topology";

/** All that there is to know about two accounts and a controller, much simpler than either. */
export class FailoverModel {
  /** undefined: a controller was killed on its way from one to the other. */
  active: AccountRole | undefined = "primary";
  down: AccountRole | undefined;
  /** What was begun and has no end. */
  unfinished: Pick<DrillIntent, "to" | "mode"> | undefined;
  /** Whether the account that isn't active was left behind, out of reach. */
  unfollowed = false;
  /** Id of the drill that came to its end last. */
  newestCompleted: string | undefined;
  /** Marks that were acknowledged. */
  readonly acknowledged: string[] = [];

  /** Whether a row is taken; undefined: can't be told, somebody was killed on the way. */
  takes(account: AccountRole): boolean | undefined {
    if (this.down === account) return false;
    return this.active === undefined ? undefined : this.active === account;
  }

  /** How a run may end that nobody kills. */
  outcomes({ to, mode }: DrillIntent): readonly string[] {
    if (this.down === to) return ["refused", "failed"];
    if (this.unfinished !== undefined) {
      const goesOn = this.unfinished.to === to && (this.unfinished.mode === mode || mode === "unplanned");
      if (!goesOn) return ["refused"];
      return this.down === undefined || mode === "unplanned" ? ["completed"] : ["completed", "refused", "failed"];
    }
    if (this.active === to) {
      if (this.down !== undefined) return ["nothing-to-do", "completed", "refused"];
      return this.unfollowed ? ["completed"] : ["nothing-to-do"];
    }
    if (this.down !== undefined && mode === "planned") return ["refused"];
    // Nothing has arrived there since it was left behind: only a planned run sees to that first.
    if (this.unfollowed && mode === "unplanned") return ["refused"];
    return ["completed"];
  }

  /** Takes note of how it ended. */
  ran({ to }: DrillIntent, outcome: string): void {
    if (outcome !== "completed") return;
    this.active = to;
    this.unfinished = undefined;
    this.unfollowed = this.down === otherAccount(to);
  }

  /** Takes note of a controller that was killed after it had the lease. */
  killed({ to, mode }: DrillIntent): void {
    this.active = this.active === to ? to : undefined;
    this.unfinished = { to, mode };
  }
}
