import type { Account } from "../../account";
import { danglingReferences, refresherLost, unlinkedObjects, volumeInTheWay } from "../../errors";
import type { FailoverGroup, GroupMembers } from "../../objects/failover-group";
import { OBJECT_TYPES } from "../../objects/object-types";
import type { ObjectId } from "../../objects/snowflake-object";
import { GROUP_TYPES } from "./carried";
import { idsByName } from "./names-everywhere";
import type { AccountObjectSnapshot } from "./snapshot";

/** How a refresh was asked for. */
export interface CheckContext {
  /** The secondary group. */
  readonly group: Pick<FailoverGroup, "id" | "name" | "ownerRoleId">;
  /** What its last refresh brought; null: there was none. */
  readonly received: GroupMembers | null;
  /** REFRESH FORCE. */
  readonly force: boolean;
  /** Who refreshes; null: the schedule does. */
  readonly userId: ObjectId | null;
}

/**
 * Looks whether an account can receive a snapshot. Throws 003131 for references that leave what is replicated, 003952 for users and
 * roles that are not linked, before they are replicated for the first time, 003953 when whoever refreshes would lose the right to,
 * 003954 for a volume in the way.
 */
export function checkAccountObjects(to: Account, snapshot: AccountObjectSnapshot, context: CheckContext): void {
  const known = idsByName(to);
  const dangling = snapshot.references.filter(({ referred }) => referred === null || !known.has(referred));
  if (dangling.length > 0) throw danglingReferences(dangling.map(({ shown }) => shown));
  if (!context.force) {
    checkLinked(to, snapshot, context, known);
    checkVolumes(to, snapshot, context, known);
  }
  if (context.userId !== null) checkRefresher(to, snapshot, { ...context, userId: context.userId }, known);
}

/** D: Initial replication of users and roles. The other types are dropped without a word. */
function checkLinked(
  to: Account,
  snapshot: AccountObjectSnapshot,
  { group, received }: CheckContext,
  known: ReadonlyMap<string, ObjectId>,
): void {
  const found = snapshot.objects.flatMap(({ type, object }) => {
    if (type !== "ROLE" && type !== "USER") return [];
    if (received?.objectTypes.includes(GROUP_TYPES[type]) === true) return [];
    const own = to.state.objects[type].get(object.name);
    if (own === undefined || known.get(snapshot.names.get(object.id) ?? "") === own.id) return [];
    return [`${OBJECT_TYPES[type].words} '${own.name}'`];
  });
  if (found.length > 0) throw unlinkedObjects(group.name, found);
}

function checkVolumes(
  to: Account,
  snapshot: AccountObjectSnapshot,
  { group, received }: CheckContext,
  known: ReadonlyMap<string, ObjectId>,
): void {
  // D: with ALL, whatever volumes there are make way.
  if (snapshot.members.volumes === "ALL") return;
  for (const { type, object } of snapshot.objects) {
    if (type !== "EXTERNAL_VOLUME") continue;
    const own = to.state.objects.EXTERNAL_VOLUME.get(object.name);
    if (own === undefined || known.get(snapshot.names.get(object.id) ?? "") === own.id) continue;
    // One that was replaced in the source account has the name of its own replica.
    if (received?.volumes === "ALL" || received?.volumes.includes(own.id) === true) continue;
    throw volumeInTheWay(own.name, group.name);
  }
}

/** D: User who refreshes objects in a target account. */
function checkRefresher(
  to: Account,
  snapshot: AccountObjectSnapshot,
  { group, userId }: CheckContext & { readonly userId: ObjectId },
  known: ReadonlyMap<string, ObjectId>,
): void {
  const { objectTypes } = snapshot.members;
  const user = to.state.objects.USER.byId(userId);
  if (!objectTypes.includes("USERS") || user === undefined) return;
  const everywhere = [...snapshot.names].find(([, name]) => known.get(name) === user.id)?.[1];
  const carried = snapshot.objects.some(
    ({ type, object }) => type === "USER" && snapshot.names.get(object.id) === everywhere,
  );
  if (everywhere === undefined || !carried) {
    throw refresherLost(user.name, group.name, "the user does not exist in the source account and would be dropped");
  }
  if (!objectTypes.includes("ROLES")) return;
  const held = rolesHeld(snapshot, everywhere);
  const allowed = new Set([
    ...to.state.grants.privileges
      .byLeft(String(group.id))
      .flatMap(({ privilege, granteeRoleId }) => (privilege === "REPLICATE" ? [granteeRoleId] : [])),
    ...(group.ownerRoleId === null ? [] : [group.ownerRoleId]),
  ]);
  if (![...held].some((name) => allowed.has(known.get(name) ?? 0))) {
    const why =
      "in the source account the user has no role that holds REPLICATE or OWNERSHIP on the group in this account";
    throw refresherLost(user.name, group.name, why);
  }
}

/** The roles that a user has in the source account, directly or through others, by what they are called everywhere. */
function rolesHeld({ grants }: AccountObjectSnapshot, user: string): ReadonlySet<string> {
  const held = new Set<string>([user]);
  // A set visits what is added while it is being walked through.
  for (const name of held) for (const { role, grantee } of grants.roles) if (grantee.name === name) held.add(role);
  return held;
}
