import type { Account } from "../account";
import {
  alreadyRefreshing,
  danglingReferences,
  notSecondaryDatabase,
  policiesNeedEnterprise,
  primaryDatabaseGone,
  replicationNotAllowed,
} from "../errors";
import type { Database } from "../objects/database";
import type { ObjectId } from "../objects/snowflake-object";
import { requireReplication } from "./account-replication";
import { copyDatabases } from "./copy-databases";
import { findDanglingReferences } from "./dangling-references";
import type { SecondaryRole } from "./database-replication";
import { type DatabaseSnapshot, hasPoliciesOrTags } from "./database-snapshot";
import { requireOnItsOwn } from "./groups/on-its-own";
import { accountPath, type OrganizationAccess } from "./organization-access";
import { RefreshJob } from "./refresh-job";
import { allows, databasePath, findPrimary } from "./replicated-databases";
import { requireReplicableTables } from "./unsupported-tables";

/** A refresh that a statement asks for. */
export interface RefreshRequest {
  readonly organization: OrganizationAccess;
  /** In the organization's own account. */
  readonly database: Database;
  /** Owns what comes for the first time (D: the role that executes the refresh). */
  readonly ownerRoleId: ObjectId | null;
  /** The statement's query id: the job's name. */
  readonly jobId: string;
  readonly signal: AbortSignal;
}

/**
 * Makes a secondary database hold what its primary holds at this moment. All or nothing, and one at a time. Rejects with 003910 for
 * a database that is no replica, 003915 while it is being refreshed, 003917 when the primary's account can't be reached, 003131 for
 * references that leave the database; then the secondary is what it was.
 */
export async function refreshDatabase(request: RefreshRequest): Promise<void> {
  const { organization, database, jobId, signal } = request;
  const { account } = organization;
  const { replication } = database;
  if (replication?.kind !== "secondary") throw notSecondaryDatabase(database.name, "refreshed");
  requireOnItsOwn(account, database, "refreshed");
  const running = account.refreshing.of(database.id);
  if (running !== undefined) throw alreadyRefreshing(database.name, running.jobId);
  const job = new RefreshJob(account, database, jobId);
  try {
    await refresh(request, replication, job);
    job.end("COMPLETED");
  } catch (error) {
    job.end(signal.aborted ? "CANCELED" : "FAILED");
    throw error;
  }
}

async function refresh(request: RefreshRequest, role: SecondaryRole, job: RefreshJob): Promise<void> {
  const { organization, database, ownerRoleId, signal } = request;
  const to = organization.account;
  requireReplication(to);
  const { account: from, database: source } = await reachPrimary(organization, database, role);
  job.enter("PRIMARY_UPLOADING_METADATA");
  await copyDatabases({
    from,
    to,
    databases: new Map([[source.id, database.id]]),
    newOwner: () => ownerRoleId,
    signal,
    check: (snapshot) => checkSnapshot(organization, from, source, snapshot),
    async step(name, figures) {
      if (name === "snapshot") {
        const { snapshotAt, objects } = figures;
        job.tell({ snapshot_transaction_timestamp: new Date(snapshotAt).toISOString() });
        job.enter("PRIMARY_UPLOADING_DATA", { snapshot_transaction_timestamp: new Date(snapshotAt).toISOString() });
        job.counted(objects);
        return;
      }
      if (name === "saved") {
        job.carried(figures.bytes);
        // An account that went away meanwhile has not sent everything.
        await organization.reach(from);
        job.enter("SECONDARY_DOWNLOADING_METADATA", { objects: figures.objects, tables: figures.tables });
        return;
      }
      job.enter("SECONDARY_DOWNLOADING_DATA", { total_bytes: figures.bytes, bytes_copied: figures.bytes });
    },
    stillWanted: () => isSecondaryOf(to, database.id, role),
  });
}

function isSecondaryOf({ state }: Account, id: ObjectId, { primary }: SecondaryRole): boolean {
  const replication = state.objects.DATABASE.byId(id)?.replication;
  return (
    replication?.kind === "secondary" &&
    replication.primary.account === primary.account &&
    replication.primary.databaseId === primary.databaseId
  );
}

/** The primary, when its account answers and still allows the replica. */
async function reachPrimary(organization: OrganizationAccess, database: Database, role: SecondaryRole) {
  const account = organization.named(role.primary.account);
  if (account === undefined) throw primaryDatabaseGone(database.name);
  await organization.reach(account);
  requireReplication(account);
  const primary = findPrimary(organization, role.primary);
  if (primary === undefined) throw primaryDatabaseGone(database.name);
  if (!allows(primary.role.replicationAccounts, account, organization.account)) {
    throw replicationNotAllowed(databasePath(primary), accountPath(organization.account));
  }
  return primary;
}

function checkSnapshot(
  organization: OrganizationAccess,
  from: Account,
  source: Database,
  snapshot: DatabaseSnapshot,
): void {
  requireReplicableTables(from, [source.id]);
  const dangling = findDanglingReferences(from, snapshot);
  if (dangling.length > 0) throw danglingReferences(dangling);
  if (from.edition === "STANDARD" || !hasPoliciesOrTags(snapshot) || source.replication?.kind !== "primary") return;
  const lower = source.replication.replicationAccounts.filter(
    (name) => organization.named(name)?.edition === "STANDARD",
  );
  if (lower.length > 0) {
    throw policiesNeedEnterprise(
      source.name,
      lower.map((name) => `${from.organization}.${name}`),
    );
  }
}
