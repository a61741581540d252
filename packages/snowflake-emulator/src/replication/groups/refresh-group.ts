import type { Account } from "../../account";
import {
  danglingReferences,
  groupAlreadyRefreshing,
  groupNotAllowed,
  groupRefreshOvertaken,
  notSecondaryGroup,
  primaryGroupGone,
  refreshCanceled,
  SnowflakeError,
  snapshotNotTaken,
} from "../../errors";
import type { FailoverGroup, SecondaryGroupRole } from "../../objects/failover-group";
import type { ObjectId } from "../../objects/snowflake-object";
import {
  type AccountObjectReceipt,
  applyAccountObjects,
  checkAccountObjects,
  receiveAccountObjects,
  snapshotAccountObjects,
} from "../account-objects";
import { requireReplication } from "../account-replication";
import { copyDatabases } from "../copy-databases";
import { findDanglingReferences } from "../dangling-references";
import type { DatabaseSnapshot } from "../database-snapshot";
import { accountPath, type OrganizationAccess } from "../organization-access";
import { requireReplicableTables } from "../unsupported-tables";
import { countObjects } from "./count-objects";
import { GroupJob } from "./group-job";
import { applyMembership, planMembership } from "./group-membership";
import type { GroupPhaseName } from "./group-refresh-record";
import { requireGroupEdition } from "./group-rules";
import { findPrimaryGroup, groupPath, type PlacedPrimary } from "./placed-groups";

/** A refresh that a statement or a schedule asks for. */
export interface GroupRefreshRequest {
  readonly organization: OrganizationAccess;
  /** In the organization's own account. */
  readonly group: FailoverGroup;
  /** The statement's query id; of a scheduled refresh, one of its own. */
  readonly jobId: string;
  readonly scheduled: boolean;
  /** REFRESH FORCE: also what is in the way of the first refresh is replaced. */
  readonly force: boolean;
  /** Who asked for it; null: the schedule did. */
  readonly userId: ObjectId | null;
  readonly signal: AbortSignal;
}

/**
 * Makes a secondary group hold what its primary holds at one moment: databases, account objects, grants. All or nothing, and one at a
 * time. Rejects with 003931 for a group that is no secondary, 003915 while it is being refreshed, and with whatever keeps it from being
 * refreshed; then the account is what it was.
 */
export async function refreshGroup(request: GroupRefreshRequest): Promise<void> {
  await beginRefresh(request).done;
}

/** The same, for those who want to know of the job before it has ended. `done` rejects with what it failed by. */
export function beginRefresh(request: GroupRefreshRequest): { readonly job: GroupJob; readonly done: Promise<void> } {
  const { organization, group, jobId, scheduled } = request;
  const { account } = organization;
  if (group.role.kind !== "secondary") throw notSecondaryGroup(group.name, "refreshed");
  const running = account.groupRefreshes.of(group.id);
  if (running !== undefined) throw groupAlreadyRefreshing(group.name, running.record.jobId);
  const job = new GroupJob(account, group, jobId, scheduled);
  const done = carryOut(request, job);
  job.ended = Promise.allSettled([done]);
  return { job, done };
}

async function carryOut(request: GroupRefreshRequest, job: GroupJob): Promise<void> {
  const { organization, group } = request;
  const signal = AbortSignal.any([request.signal, job.signal]);
  // The statement's own transaction is over before anything changes.
  await Promise.resolve();
  try {
    noteBeginning(organization.account, job);
    await new GroupRefresh({ ...request, signal }, job).run();
    job.end("COMPLETED");
  } catch (error) {
    if (signal.aborted) {
      job.end("CANCELED");
      throw job.signal.aborted ? refreshCanceled(group.name) : error;
    }
    const known = error instanceof SnowflakeError ? error : undefined;
    job.end("FAILED", {
      code: known?.code ?? "000603",
      message: error instanceof Error ? error.message : String(error),
    });
    throw error;
  }
}

function noteBeginning({ state }: Account, { record }: GroupJob): void {
  state.changes.transact(() => {
    const group = state.objects.FAILOVER_GROUP.byId(record.groupId);
    if (group?.role.kind !== "secondary") return;
    state.objects.FAILOVER_GROUP.edit(group);
    group.role = { ...group.role, refreshedAt: record.startTime };
  });
}

/** One refresh, phase by phase. */
class GroupRefresh {
  #received: AccountObjectReceipt | undefined;

  constructor(
    private readonly request: GroupRefreshRequest,
    private readonly job: GroupJob,
  ) {}

  async run(): Promise<void> {
    const { organization, group, signal } = this.request;
    const to = organization.account;
    await this.#enter("SECONDARY_SYNCHRONIZING_MEMBERSHIP");
    requireReplication(to);
    requireGroupEdition(to);
    const primary = await this.#reachPrimary();
    const membership = planMembership(to, primary);
    this.job.record.databases = membership.members.map(({ source }) => source.name);
    await this.#enter("SECONDARY_UPLOADING_INVENTORY");
    await this.#enter("PRIMARY_UPLOADING_METADATA");
    const newOwner = to.state.objects.ROLE.get("ACCOUNTADMIN")?.id ?? null;
    const change = (copy: () => void) => {
      this.#requireFollower(primary);
      applyMembership(organization, primary, group, membership, newOwner);
      copy();
      this.#finish(this.#receipt());
    };
    if (membership.databases.size === 0) {
      await this.#withoutDatabases(primary, () => to.state.changes.transactUnguarded(() => change(() => undefined)));
      return;
    }
    await copyDatabases({
      from: primary.account,
      to,
      databases: membership.databases,
      newOwner: () => newOwner,
      signal,
      check: (snapshot) => this.#look(primary, membership.databases, snapshot),
      step: async (name, { bytes, tables }) => {
        const { record } = this.job;
        if (name === "snapshot") {
          record.tables = tables;
          await this.#enter("PRIMARY_UPLOADING_DATA");
        } else if (name === "saved") {
          record.bytes = bytes;
          // An account that went away meanwhile has not sent everything.
          await organization.reach(primary.account);
          await this.#enter("SECONDARY_DOWNLOADING_METADATA");
        } else {
          await this.#enter("SECONDARY_DOWNLOADING_DATA");
          await this.#enter("SECONDARY_COMMITTING");
        }
      },
      stillWanted: () => true,
      alongside: change,
    });
  }

  /** The next phase; a fault may keep it waiting. Throws when the job shall end. */
  async #enter(phase: GroupPhaseName): Promise<void> {
    const { organization, group, signal } = this.request;
    this.job.enter(phase);
    const held = organization.holdPhase(group.name, phase, signal);
    if (held !== undefined) {
      this.job.heldUp();
      await held;
    }
    signal.throwIfAborted();
  }

  /** The primary, when its account answers and still lists this one. */
  async #reachPrimary(): Promise<PlacedPrimary> {
    const { organization, group } = this.request;
    const { primary: address } = this.#now().role;
    const account = organization.named(address.account);
    if (account === undefined) throw primaryGroupGone(group.name);
    await organization.reach(account);
    requireReplication(account);
    const primary = findPrimaryGroup(organization, address);
    if (primary === undefined) throw primaryGroupGone(group.name);
    if (!primary.role.accounts.includes(organization.account.name)) {
      throw groupNotAllowed(groupPath(primary), accountPath(organization.account));
    }
    return primary;
  }

  /** Everything that is to be carried, as it is at this moment. */
  #look(
    primary: PlacedPrimary,
    databases: ReadonlyMap<ObjectId, ObjectId>,
    snapshot: DatabaseSnapshot | undefined,
  ): void {
    const { organization, group, force, userId } = this.request;
    const { account: from } = primary;
    const { record } = this.job;
    if (snapshot !== undefined && snapshot.databases.length !== databases.size) throw snapshotNotTaken(group.name);
    const members = { ...primary.role.members, databases: [...databases.keys()] };
    const carried = snapshotAccountObjects(from, members);
    record.snapshotAt = from.clock.now();
    record.objects = countObjects(snapshot, carried);
    requireReplicableTables(from, databases.keys());
    // D: a default from a sequence of another group's database is replicated, and fails when it is used without it.
    const dangling = snapshot === undefined ? [] : findDanglingReferences(from, snapshot, { sequences: false });
    if (dangling.length > 0) throw danglingReferences(dangling);
    const received = this.#now().role.members;
    const to = organization.account;
    checkAccountObjects(to, carried, { group, received, force, userId });
    this.#received = receiveAccountObjects(to, carried, { databases, received });
  }

  async #withoutDatabases(primary: PlacedPrimary, commit: () => void): Promise<void> {
    const { organization } = this.request;
    this.#look(primary, new Map(), undefined);
    await this.#enter("PRIMARY_UPLOADING_DATA");
    await organization.reach(primary.account);
    await this.#enter("SECONDARY_DOWNLOADING_METADATA");
    await this.#enter("SECONDARY_DOWNLOADING_DATA");
    await this.#enter("SECONDARY_COMMITTING");
    commit();
  }

  #receipt(): AccountObjectReceipt {
    if (this.#received === undefined) throw new Error("a refresh ends without having looked at its primary");
    return this.#received;
  }

  /** Account objects, and what the group is now. Within the refresh's transaction. */
  #finish(receipt: AccountObjectReceipt): void {
    const to = this.request.organization.account;
    const { volumes } = applyAccountObjects(to, receipt);
    const { members } = receipt.snapshot;
    const { group, role } = this.#now();
    to.state.objects.FAILOVER_GROUP.edit(group);
    group.role = {
      ...role,
      members: { ...members, databases: [...receipt.databases.values()], volumes },
      snapshotAt: this.job.record.snapshotAt,
    };
  }

  /** The group as it is now. Throws 003919 when it was dropped or promoted. */
  #now(): { readonly group: FailoverGroup; readonly role: SecondaryGroupRole } {
    const { id, name } = this.request.group;
    const group = this.request.organization.account.state.objects.FAILOVER_GROUP.byId(id);
    if (group?.role.kind !== "secondary") throw groupRefreshOvertaken(name);
    return { group, role: group.role };
  }

  /** Throws 003919 unless the group still follows this primary. */
  #requireFollower({ account, group }: PlacedPrimary): void {
    const { organization } = this.request;
    const { primary } = this.#now().role;
    const same = primary.account === account.name && primary.groupId === group.id;
    if (!same || findPrimaryGroup(organization, primary) === undefined) {
      throw groupRefreshOvertaken(this.request.group.name);
    }
  }
}
