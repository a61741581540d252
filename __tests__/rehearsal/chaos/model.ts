import { ACCOUNT_ROLES, type AccountRole } from "../../../config/schema";
import type { DrillIntent } from "../../../operator/failover/journal-entry";
import { otherAccount } from "../../../operator/failover/topology";

type FailoverTarget = Pick<DrillIntent, "to" | "mode">;

/** All that there is to know about two accounts and a controller, much simpler than either. */
export class FailoverModel {
  /** undefined: a controller was killed on its way from one to the other. */
  active: AccountRole | undefined = "primary";
  down: AccountRole | undefined;
  /** What was begun and has no end. */
  unfinished: FailoverTarget | undefined;
  /** Whether the account that isn't active was left behind, out of reach; undefined: whoever was killed may have seen to it. */
  private unfollowed: boolean | undefined = false;
  /** Whether a refresh has ever arrived in an account; undefined: can't be told, somebody was killed on the way. */
  private readonly arrived: Record<AccountRole, boolean | undefined> = { primary: false, secondary: true };
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
    if (this.unfinished !== undefined) return this.goingOn(this.unfinished, { to, mode });
    if (this.active === to) return this.followingUp();
    if (mode === "planned") return this.down === undefined ? ["completed"] : ["refused"];
    // Where nothing has ever arrived, nobody can tell what would be lost: only a planned run sees to that first.
    if (this.unfollowed === false || this.arrived[to] === true) return ["completed"];
    return this.unfollowed === true && this.arrived[to] === false ? ["refused"] : ["refused", "completed"];
  }

  /** What was begun is gone on with in the same mode, or unplanned. */
  private goingOn(begun: FailoverTarget, { to, mode }: FailoverTarget): readonly string[] {
    if (begun.to !== to || (begun.mode !== mode && mode === "planned")) return ["refused"];
    if (mode === "planned") return this.down === undefined ? ["completed"] : ["completed", "refused", "failed"];
    return this.arrived[to] === true ? ["completed"] : ["completed", "refused"];
  }

  /** What is active already has nothing to do, but to let the other follow. */
  private followingUp(): readonly string[] {
    if (this.down !== undefined) return ["nothing-to-do", "completed", "refused"];
    if (this.unfollowed === undefined) return ["nothing-to-do", "completed"];
    return this.unfollowed ? ["completed"] : ["nothing-to-do"];
  }

  /** Takes note of a run that was completed. */
  completed({ to, mode }: DrillIntent): void {
    const leftBehind = this.down === otherAccount(to);
    this.unfollowed = leftBehind && this.unfinished !== undefined ? undefined : leftBehind;
    this.active = to;
    this.unfinished = undefined;
    if (!leftBehind) this.arrived[otherAccount(to)] = true;
    if (mode === "planned") this.arrived[to] = true;
  }

  /** Takes note of a controller that was killed after it had the lease. */
  killed({ to, mode }: DrillIntent): void {
    this.active = this.active === to ? to : undefined;
    this.unfinished = { to, mode };
    for (const account of ACCOUNT_ROLES) this.arrived[account] ||= undefined;
  }
}
