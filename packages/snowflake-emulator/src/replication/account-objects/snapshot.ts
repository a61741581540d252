import type { Account } from "../../account";
import type { GroupMembers } from "../../objects/failover-group";
import type { ObjectId } from "../../objects/snowflake-object";
import type { TagAssignment } from "../../state/attachments";
import { type CarriedObject, carriedObjects, databaseRolesIn } from "./carried";
import { type GrantSnapshot, snapshotGrants } from "./grant-snapshot";
import { nameEverywhere } from "./names-everywhere";
import { findReferences, type OutwardReference } from "./references";

/** What a group carries besides databases, as it was at one moment. Ids are those of the account that it comes from. */
export interface AccountObjectSnapshot {
  /** The name of that account. */
  readonly from: string;
  readonly members: GroupMembers;
  /** Account objects, and the database roles of the group's databases. */
  readonly objects: readonly CarriedObject[];
  /** What the objects, the databases and whatever they refer to are called everywhere. */
  readonly names: ReadonlyMap<ObjectId, string>;
  readonly grants: GrantSnapshot;
  /** Parameters of the account; undefined: they are not carried. */
  readonly parameters: ReadonlyMap<string, string> | undefined;
  /** Tags on the objects, and on none of their columns. */
  readonly tags: readonly TagAssignment[];
  /** Authentication policies of users, by the user's id. */
  readonly authenticationPolicies: ReadonlyMap<ObjectId, ObjectId>;
  /** What the objects refer to outside of the group, and what refers to them. */
  readonly references: readonly OutwardReference[];
  /** Volumes that groups of the account carry, by what they are called everywhere: those that moved are not dropped. */
  readonly groupedVolumes: ReadonlySet<string>;
}

/** Copies what a group's members say besides databases. To be called at the moment at which the databases are copied. */
export function snapshotAccountObjects(from: Account, members: GroupMembers): AccountObjectSnapshot {
  const { state } = from;
  const objects = structuredClone([...carriedObjects(state, members), ...databaseRolesIn(state, members.databases)]);
  const names = new Map<ObjectId, string>();
  const remember = (id: ObjectId | null) => {
    if (id !== null) names.set(id, nameEverywhere(from, id));
  };
  for (const id of members.databases) remember(id);
  for (const { object } of objects) {
    remember(object.id);
    remember(object.ownerRoleId);
  }
  for (const one of objects) for (const id of referencesOf(one)) remember(id);
  const tags = objects.flatMap(({ object }) => state.attachments.tags.byRight(String(object.id)));
  for (const { tagId } of tags) remember(tagId);
  const authenticationPolicies = new Map(
    objects.flatMap(({ type, object }) => {
      const policy = type === "USER" ? state.attachments.authenticationPolicies.current(String(object.id)) : undefined;
      return policy === undefined ? [] : [[object.id, policy] as const];
    }),
  );
  for (const id of authenticationPolicies.values()) remember(id);
  return {
    from: from.name,
    members,
    objects,
    names,
    grants: snapshotGrants(from, members, objects),
    parameters: members.objectTypes.includes("ACCOUNT PARAMETERS") ? new Map(state.parameters.entries()) : undefined,
    tags,
    authenticationPolicies,
    references: findReferences(from, members),
    groupedVolumes: groupedVolumes(from),
  };
}

/** Objects that an object refers to by id, its owner and its container apart. */
function referencesOf(one: CarriedObject): readonly ObjectId[] {
  if (one.type === "NETWORK_POLICY") return [...one.object.allowedRules, ...one.object.blockedRules];
  if (one.type !== "WAREHOUSE" || one.object.settings.resourceMonitorId === null) return [];
  return [one.object.settings.resourceMonitorId];
}

function groupedVolumes(account: Account): ReadonlySet<string> {
  const { objects } = account.state;
  return new Set(
    [...objects.FAILOVER_GROUP.values()].flatMap(({ role }) => {
      if (role.kind !== "primary" || !role.members.objectTypes.includes("EXTERNAL VOLUMES")) return [];
      const { volumes } = role.members;
      const ids = volumes === "ALL" ? [...objects.EXTERNAL_VOLUME.values()].map(({ id }) => id) : volumes;
      return ids.map((id) => nameEverywhere(account, id));
    }),
  );
}
