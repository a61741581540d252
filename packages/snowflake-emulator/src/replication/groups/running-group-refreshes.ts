import type { ObjectId } from "../../objects/snowflake-object";
import type { GroupJob } from "./group-job";

/** The refreshes of an account's secondary groups that are under way: one for each group at most (D: Replication schedule). */
export class RunningGroupRefreshes {
  readonly #byGroup = new Map<ObjectId, GroupJob>();

  /** The refresh of a group that is under way. */
  of(groupId: ObjectId): GroupJob | undefined {
    return this.#byGroup.get(groupId);
  }

  begin(job: GroupJob): void {
    this.#byGroup.set(job.record.groupId, job);
  }

  end(job: GroupJob): void {
    if (this.#byGroup.get(job.record.groupId) === job) this.#byGroup.delete(job.record.groupId);
  }

  all(): readonly GroupJob[] {
    return [...this.#byGroup.values()];
  }

  /** Cancels all; resolves when they have ended. */
  async close(): Promise<void> {
    const jobs = this.all();
    for (const job of jobs) job.cancel();
    await Promise.all(jobs.map(({ ended }) => ended));
  }

  /** The refresh with this job id that is under way. */
  byJob(jobId: string): GroupJob | undefined {
    return this.all().find(({ record }) => record.jobId === jobId);
  }
}
