import { isDeepStrictEqual } from "node:util";
import type { Account } from "../../account";
import { replicaNameTaken } from "../../errors";
import type { Database } from "../../objects/database";
import type { FailoverGroup } from "../../objects/failover-group";
import { removeObject } from "../../objects/remove-object";
import type { ObjectId } from "../../objects/snowflake-object";
import { globalId } from "../global-ids";
import { accountPath, type OrganizationAccess } from "../organization-access";
import { databasesOf, forgetRowSources, setDatabaseRole } from "./group-databases";
import { type PlacedPrimary, type PlacedSecondary, secondariesOf } from "./placed-groups";

/** A database of the primary group, as it was when its refresh began, and what it becomes. */
interface Member {
  readonly source: Database;
  /** What it is called everywhere. */
  readonly name: string;
  readonly ownId: ObjectId;
}

/** Which databases of an account are, or become, those of a group. */
export interface Membership {
  readonly members: readonly Member[];
  /** Pairs of ids: the primary's database, and the account's own. */
  readonly databases: ReadonlyMap<ObjectId, ObjectId>;
}

/**
 * Finds the replicas of a primary group's databases by what they are called everywhere, and gives ids to those that are missing: so
 * a group that is made again takes its databases back (D: DROP FAILOVER GROUP), as does one after database replication (D). To
 * be called without a transaction. Throws 003942 for a database of the same name that is something else.
 */
export function planMembership(to: Account, primary: PlacedPrimary): Membership {
  const { state } = to;
  const { DATABASE } = state.objects;
  const own = new Map(DATABASE.in(null).map((database) => [globalId(to, database.id), database]));
  const found = databasesOf(primary.account, primary.role.members.databases).map((source) => {
    const name = globalId(primary.account, source.id);
    return { source, name, known: own.get(name) };
  });
  // Each of these gets its primary's name, so that the one that it has becomes free.
  const known = new Set(found.map((one) => one.known));
  for (const { source } of found) {
    const sameName = DATABASE.get(source.name);
    if (sameName === undefined || known.has(sameName) || leaves(to, primary, sameName)) continue;
    throw replicaNameTaken(source.name, `${accountPath(primary.account)}.${source.name}`);
  }
  const members = state.changes.transact(() =>
    found.map(({ source, name, known }) => ({
      source: structuredClone(source),
      name,
      ownId: known?.id ?? state.newId(),
    })),
  );
  return { members, databases: new Map(members.map(({ source, ownId }) => [source.id, ownId])) };
}

/** Is it a replica of a database that is no longer in the primary group, so that its name becomes free? */
function leaves(to: Account, { account, group, role }: PlacedPrimary, { replication }: Database): boolean {
  if (replication?.kind !== "secondary" || replication.groupId === undefined) return false;
  const own = to.state.objects.FAILOVER_GROUP.byId(replication.groupId)?.role;
  if (own?.kind !== "secondary" || own.primary.account !== account.name || own.primary.groupId !== group.id)
    return false;
  return !role.members.databases.includes(replication.primary.databaseId);
}

/**
 * Makes the databases of an account be those of a group: drops what has left it (D), unless it has moved to another group that has
 * a secondary here (A); makes what is new, without contents. Parameters and comments are the primary's (D: object parameters).
 * Within the refresh's transaction.
 */
export function applyMembership(
  organization: OrganizationAccess,
  primary: PlacedPrimary,
  group: FailoverGroup,
  { members, databases }: Membership,
  newOwnerId: ObjectId | null,
): void {
  const to = organization.account;
  const { state } = to;
  const { DATABASE } = state.objects;
  const wanted = new Set(databases.values());
  for (const database of DATABASE.in(null)) {
    if (database.replication?.groupId !== group.id || wanted.has(database.id)) continue;
    const other = movedTo(organization, primary, database);
    if (other === undefined) removeObject(state, "DATABASE", database, null);
    else setDatabaseRole(to, database, { ...database.replication, groupId: other.group.id });
  }
  const changed = members.flatMap(({ source, name, ownId }) => {
    const there = DATABASE.byId(ownId);
    const { link: _link, ...copied } = structuredClone(source);
    const database: Database = {
      ...copied,
      id: ownId,
      ownerRoleId: there?.ownerRoleId ?? newOwnerId,
      createdOn: there?.createdOn ?? to.clock.now(),
      replication: {
        kind: "secondary",
        primary: { account: primary.account.name, databaseId: source.id },
        groupId: group.id,
      },
    };
    return isDeepStrictEqual(there, database) ? [] : [{ there, database, name }];
  });
  // First names become free, then they are taken: two databases may have exchanged theirs.
  for (const { there } of changed) if (there !== undefined) DATABASE.drop(there);
  for (const { there, database, name } of changed) {
    DATABASE.add(database);
    // One that was written to meanwhile: all its rows are carried anew.
    if (there !== undefined && there.replication?.kind !== "secondary") forgetRowSources(to, database.id);
    if (there === undefined && name !== `${to.identity.locator}.${database.id}`) {
      state.attachments.globalIds.put(String(database.id), name);
    }
  }
}

/** The secondary, in this account, of the group to which the primary of a database has moved. */
function movedTo(
  organization: OrganizationAccess,
  primary: PlacedPrimary,
  { replication }: Database,
): PlacedSecondary | undefined {
  if (replication?.kind !== "secondary") return undefined;
  const { account } = primary;
  const { objects } = account.state;
  const source = objects.DATABASE.byId(replication.primary.databaseId);
  const group = objects.FAILOVER_GROUP.byId(source?.replication?.groupId ?? null);
  if (group === undefined || group.id === primary.group.id) return undefined;
  return secondariesOf(organization, { account, group }).find((one) => one.account === organization.account);
}
