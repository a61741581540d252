import type { Account } from "../../account";
import { policyAttached } from "../../errors";
import { checkDroppable } from "../../objects/droppable";
import type { GroupMembers } from "../../objects/failover-group";
import type { ObjectsByType } from "../../objects/object-types";
import { removeObject } from "../../objects/remove-object";
import type { ObjectId } from "../../objects/snowflake-object";
import { type AccountState, objectById } from "../../state/account-state";
import type { ObjectCollection } from "../../state/object-collection";
import { same } from "../../state/same";
import { applyAttachments } from "./apply-attachments";
import { applyGrants } from "./apply-grants";
import { type CarriedObject, type CarriedType, carriedObjects, databaseRolesIn } from "./carried";
import { idsByName, nameEverywhere } from "./names-everywhere";
import type { AccountObjectReceipt } from "./receive";
import { type CarriedIds, translateCarried } from "./translate";

/**
 * Makes an account's objects those of a snapshot: drops what the snapshot has not, changes and adds the rest, and with roles their
 * grants and owners; what is the same already isn't touched. To be called within a transaction without guards, after the group's
 * databases have been copied. Gives the volumes that have come, for the group's members. Throws 003050 for a volume that is in use.
 */
export function applyAccountObjects(to: Account, receipt: AccountObjectReceipt): Pick<GroupMembers, "volumes"> {
  const { snapshot } = receipt;
  const { state } = to;
  const ids = carriedIds(to, receipt);
  const wanted = snapshot.objects.flatMap((one) => {
    if (one.type === "DATABASE_ROLE" && !receipt.withGrants) return [];
    return translateCarried(to, receipt, one, ids) ?? [];
  });
  replaceObjects(to, receipt, wanted, ids);
  if (receipt.withGrants) applyGrants(to, receipt, ids);
  applyAttachments(state, receipt, ids);
  if (snapshot.members.objectTypes.includes("NETWORK POLICIES")) checkNetworkPolicies(state);
  const { volumes } = snapshot.members;
  return { volumes: volumes === "ALL" ? "ALL" : volumes.flatMap((id) => ids.of(id) ?? []) };
}

function carriedIds(to: Account, { snapshot, databases, newIds }: AccountObjectReceipt): CarriedIds {
  const byName = idsByName(to);
  for (const [name, id] of newIds) if (!byName.has(name)) byName.set(name, id);
  for (const [source, own] of databases) byName.set(snapshot.names.get(source) ?? "", own);
  return {
    byName,
    of: (id) => (id === null ? undefined : byName.get(snapshot.names.get(id) ?? "")),
  };
}

function replaceObjects(
  to: Account,
  receipt: AccountObjectReceipt,
  wanted: readonly CarriedObject[],
  ids: CarriedIds,
): void {
  const { state } = to;
  const there = objectsInScope(to, receipt, wanted);
  const before = new Map(there.map((one) => [one.object.id, one]));
  const changed = wanted.filter((one) => !same(before.get(one.object.id)?.object, one.object));
  const wantedIds = new Set(wanted.map(({ object }) => object.id));
  const gone = there.filter(({ object }) => !wantedIds.has(object.id));
  // First names become free, then they are taken: two objects may have exchanged theirs.
  const heir = state.objects.ROLE.get("ACCOUNTADMIN")?.id ?? null;
  for (const one of gone) remove(state, one, heir);
  for (const one of changed) if (before.has(one.object.id)) collection(state, one.type).drop(one.object);
  for (const one of changed) add(state, one);
  const names = new Map([...ids.byName].map(([name, id]) => [id, name]));
  for (const { object } of changed) {
    const name = names.get(object.id);
    if (before.has(object.id) || name === undefined || name === `${to.identity.locator}.${object.id}`) continue;
    state.attachments.globalIds.put(String(object.id), name);
  }
}

/** What the account has of what the group carries: all of that is to be as the snapshot says. */
function objectsInScope(
  to: Account,
  { snapshot, databases, received, withGrants }: AccountObjectReceipt,
  wanted: readonly CarriedObject[],
): readonly CarriedObject[] {
  const { state } = to;
  const members: GroupMembers = {
    ...snapshot.members,
    databases: [],
    volumes: volumesInScope(to, snapshot, received, wanted),
  };
  const objectTypes =
    received?.objectTypes.includes("EXTERNAL VOLUMES") === true && !members.objectTypes.includes("EXTERNAL VOLUMES")
      ? ([...members.objectTypes, "EXTERNAL VOLUMES"] as const)
      : members.objectTypes;
  return [
    ...carriedObjects(state, { ...members, objectTypes }),
    ...(withGrants ? databaseRolesIn(state, databases.values()) : []),
  ];
}

/** All volumes with ALL (D: those of the account are dropped); else what is listed now, of the same name, or was listed before. */
function volumesInScope(
  to: Account,
  { members, groupedVolumes }: AccountObjectReceipt["snapshot"],
  received: GroupMembers | null,
  wanted: readonly CarriedObject[],
): GroupMembers["volumes"] {
  const { objects } = to.state;
  if (members.objectTypes.includes("EXTERNAL VOLUMES") && members.volumes === "ALL") return "ALL";
  const listed = wanted.flatMap((one) => (one.type === "EXTERNAL_VOLUME" ? [one.object] : []));
  const replaced = listed.flatMap(({ name }) => objects.EXTERNAL_VOLUME.get(name)?.id ?? []);
  const earlier = received?.objectTypes.includes("EXTERNAL VOLUMES") === true ? received.volumes : [];
  const left = (earlier === "ALL" ? [...objects.EXTERNAL_VOLUME.values()].map(({ id }) => id) : earlier).filter(
    (id) => !groupedVolumes.has(nameEverywhere(to, id)),
  );
  return [...new Set([...listed.map(({ id }) => id), ...replaced, ...left])];
}

function collection<T extends CarriedType>(state: AccountState, type: T): ObjectCollection<ObjectsByType[T]> {
  return state.objects[type];
}

function add(state: AccountState, { type, object }: CarriedObject): void {
  collection<CarriedType>(state, type).add(object);
}

function remove(state: AccountState, { type, object }: CarriedObject, heirRoleId: ObjectId | null): void {
  if (objectById(state, type, object.id) === undefined) return;
  if (type !== "NETWORK_POLICY") checkDroppable(state, type, object, "dropped");
  removeObject<CarriedType>(state, type, object, heirRoleId);
}

/** A network policy that has gone while the account or one of its own users has it (A). */
function checkNetworkPolicies({ objects, parameters }: AccountState): void {
  const missing = (name: string | undefined) => name !== undefined && name !== "" && !objects.NETWORK_POLICY.has(name);
  const onAccount = parameters.current("NETWORK_POLICY") ?? "";
  if (missing(onAccount)) throw policyAttached("dropped", "network policy", onAccount, "ACCOUNT");
  for (const user of objects.USER.values()) {
    const policy = user.parameters.get("NETWORK_POLICY") ?? "";
    if (missing(policy)) throw policyAttached("dropped", "network policy", policy, `USER with name ${user.name}`);
  }
}
