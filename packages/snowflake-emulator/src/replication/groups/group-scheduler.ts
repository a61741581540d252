import type { Account } from "../../account";
import { SnowflakeError } from "../../errors";
import type { FailoverGroup } from "../../objects/failover-group";
import { newQueryId } from "../../randomness";
import type { EventSource } from "../../time/event-source";
import { OrganizationAccess, type OrganizationServices } from "../organization-access";
import { nextRefresh } from "./group-schedule";
import { findPrimaryGroup } from "./placed-groups";
import { beginRefresh } from "./refresh-group";

/**
 * Refreshes an account's secondary groups by their primaries' schedules, as their owners (D: Replication schedule). One that is due
 * while it is being refreshed is refreshed again as soon as that has ended (D).
 */
export class GroupScheduler implements EventSource {
  readonly name: string;
  readonly #organization: OrganizationAccess;

  constructor(
    private readonly account: Account,
    services: OrganizationServices,
  ) {
    this.name = `failover groups of ${account.identifier}`;
    this.#organization = new OrganizationAccess(account, services);
  }

  nextDue(after: number): number | undefined {
    let first: number | undefined;
    for (const { at } of this.#due()) {
      const due = Math.max(at, after + 1);
      if (first === undefined || due < first) first = due;
    }
    return first;
  }

  /** Resolves when all that began has ended, or is held up by a fault: time must be able to go on then. */
  async run(at: number): Promise<void> {
    await Promise.all(this.#due().flatMap((one) => (one.at <= at ? [this.#refresh(one.group)] : [])));
  }

  /** When each group that is not being refreshed is to be. */
  #due(): readonly { readonly group: FailoverGroup; readonly at: number }[] {
    const { account } = this;
    return [...account.state.objects.FAILOVER_GROUP.values()].flatMap((group) => {
      const at = this.nextRefresh(group);
      return at === undefined || account.groupRefreshes.of(group.id) !== undefined ? [] : [{ group, at }];
    });
  }

  nextRefresh({ role }: FailoverGroup): number | undefined {
    if (role.kind !== "secondary") return undefined;
    const primary = findPrimaryGroup(this.#organization, role.primary);
    return primary === undefined ? undefined : nextRefresh(primary.role.settings, role);
  }

  async #refresh(group: FailoverGroup): Promise<void> {
    const { account } = this;
    const { job, done } = beginRefresh({
      organization: this.#organization,
      group,
      jobId: newQueryId(account.random),
      scheduled: true,
      force: false,
      userId: null,
      signal: new AbortController().signal,
    });
    const ended = done
      .catch((error: unknown) => {
        // Its failure is part of the history.
        if (!(error instanceof SnowflakeError)) throw error;
      })
      .then(() => account.flush());
    await Promise.race([ended, job.held]);
  }
}
