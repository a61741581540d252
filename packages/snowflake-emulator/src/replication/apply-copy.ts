import { isDeepStrictEqual } from "node:util";
import type { Account } from "../account";
import { applyFutureGrants } from "../grants/future-grants";
import type { ObjectsByType } from "../objects/object-types";
import { removeObject } from "../objects/remove-object";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import type { AccountState } from "../state/account-state";
import { tagKey } from "../state/attachments";
import type { ObjectCollection } from "../state/object-collection";
import { encodeValues } from "../state/saved-state";
import { type CopiedObject, type CopiedType, objectsIn, type Translation, translate } from "./copied-objects";
import type { DatabaseSnapshot } from "./database-snapshot";
import { globalId } from "./global-ids";

/** Which id each object of a snapshot has, or gets, in the account that receives it: by global id. */
export type LocalIds = ReadonlyMap<string, ObjectId>;

/** What an account receives: databases of a snapshot, and which of its own they become. */
export interface Receipt {
  readonly snapshot: DatabaseSnapshot;
  /** Ids of databases: the source's, and the account's own. */
  readonly databases: ReadonlyMap<ObjectId, ObjectId>;
  /** Who owns an object that comes for the first time. */
  readonly newOwner: (object: SnowflakeObject) => ObjectId | null;
}

/** A (deviation): what a reference means in an account that has nothing of that name. No object has this id. */
const NOBODY: ObjectId = 0;

/** The ids of what a database's objects are called everywhere, in this account. */
export function knownIds(account: Account, databases: Iterable<ObjectId>): Map<string, ObjectId> {
  const ids = new Map<string, ObjectId>();
  for (const databaseId of databases) {
    for (const { object } of objectsIn(account.state, databaseId)) ids.set(globalId(account, object.id), object.id);
  }
  return ids;
}

/** Finds or makes an id for each object of a snapshot. Objects that are there already keep theirs. */
export function localIds(account: Account, { snapshot, databases }: Receipt): LocalIds {
  const { state } = account;
  const ids = knownIds(account, databases.values());
  const missing = snapshot.objects.flatMap(({ object }) => {
    const name = snapshot.globalIds.get(object.id);
    return name === undefined || ids.has(name) ? [] : [name];
  });
  if (missing.length > 0) {
    state.changes.transact(() => {
      for (const name of missing) ids.set(name, state.newId());
    });
  }
  return ids;
}

/** What an account's databases are to hold, in terms of this account. `rows`: which rows each table has, by its own id. */
export function translateSnapshot(
  account: Account,
  receipt: Receipt,
  ids: LocalIds,
  rows: ReadonlyMap<ObjectId, string | undefined>,
): readonly CopiedObject[] {
  const { state } = account;
  const { snapshot, newOwner } = receipt;
  const translation = translationTo(account, receipt, ids);
  return snapshot.objects.map((copied) => {
    const id = translation.id(copied.object.id);
    const there = currentObject(state, copied.type, id);
    const ownerRoleId = there === undefined ? newOwner(copied.object) : there.ownerRoleId;
    return translate(copied, { ownerRoleId, rowsFrom: rows.get(id) }, translation);
  });
}

function translationTo({ state }: Account, { snapshot, databases }: Receipt, ids: LocalIds): Translation {
  const databaseNames = new Map(
    snapshot.databases.flatMap(({ id, name }) => {
      const own = state.objects.DATABASE.byId(databases.get(id) ?? null);
      return own === undefined ? [] : [[name, own.name] as const];
    }),
  );
  return {
    id: (id) => databases.get(id) ?? ids.get(snapshot.globalIds.get(id) ?? "") ?? NOBODY,
    warehouse: (id) => state.objects.WAREHOUSE.get(snapshot.warehouseNames.get(id) ?? "")?.id ?? NOBODY,
    user: (id) => state.objects.USER.get(snapshot.userNames.get(id) ?? "")?.id ?? NOBODY,
    databaseName: (name) => databaseNames.get(name) ?? name,
  };
}

function currentObject(state: AccountState, type: CopiedType, id: ObjectId): SnowflakeObject | undefined {
  const objects: ObjectCollection<ObjectsByType[CopiedType]> = collection(state, type);
  return objects.byId(id);
}

function collection<T extends CopiedType>(state: AccountState, type: T): ObjectCollection<ObjectsByType[T]> {
  return state.objects[type];
}

/** What work would change, as a line that `decodeValues` reads. */
export function describeChange(account: Account, work: () => void): string {
  const changes = account.state.changes.rehearse(work);
  return encodeValues(changes.map(({ store, key, after }) => ({ store, key, value: after })));
}

/**
 * Makes the account's databases hold what a snapshot says, and nothing else of the types that are copied; what is the same already
 * isn't touched. Objects that are new get what future grants promise, those that are gone lose their grants. To be called
 * within a transaction without guards.
 */
export function copyInto(account: Account, receipt: Receipt, wanted: readonly CopiedObject[], ids: LocalIds): void {
  const { state } = account;
  const there = [...receipt.databases.values()].flatMap((id) => objectsIn(state, id));
  const before = new Map(there.map((one) => [one.object.id, one]));
  const changed = wanted.filter((one) => !isDeepStrictEqual(before.get(one.object.id)?.object, one.object));
  const wantedIds = new Set(wanted.map(({ object }) => object.id));
  const gone = there.filter(({ object }) => !wantedIds.has(object.id));
  // First names become free, then they are taken: two objects may have exchanged theirs, or moved out of a schema that goes.
  for (const { object } of changed) {
    const old = before.get(object.id);
    if (old !== undefined) drop(state, old);
  }
  for (const one of gone.toReversed()) remove(state, one);
  for (const one of changed) add(state, one);
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  for (const one of changed) {
    if (before.has(one.object.id)) continue;
    nameEverywhere(account, one.object.id, names.get(one.object.id));
    applyNewFutureGrants(state, one);
  }
  applyTags(account, receipt, ids);
}

function nameEverywhere({ state, identity }: Account, id: ObjectId, name: string | undefined): void {
  // An object that comes back to where it was first made has its own id's name already.
  if (name === undefined || name === `${identity.locator}.${id}`) return;
  state.attachments.globalIds.put(String(id), name);
}

function drop(state: AccountState, { type, object }: CopiedObject): void {
  collection<CopiedType>(state, type).drop(object);
}

function add(state: AccountState, { type, object }: CopiedObject): void {
  collection<CopiedType>(state, type).add(object);
}

function remove(state: AccountState, { type, object }: CopiedObject): void {
  // A schema has taken its objects along.
  if (currentObject(state, type, object.id) !== undefined) removeObject<CopiedType>(state, type, object, null);
}

function applyNewFutureGrants(state: AccountState, { type, object }: CopiedObject): void {
  applyFutureGrants<CopiedType>(state, type, object);
}

/** Sets the tags of the copied objects as the snapshot has them. */
function applyTags(account: Account, receipt: Receipt, ids: LocalIds): void {
  const { attachments } = account.state;
  const translation = translationTo(account, receipt, ids);
  const wanted = new Map(
    receipt.snapshot.tags.map((one) => {
      const tag = {
        ...one,
        tagId: translation.id(one.tagId),
        objectId: one.objectId === null ? null : translation.id(one.objectId),
      };
      return [tagKey(tag), tag] as const;
    }),
  );
  for (const { object } of receipt.snapshot.objects) {
    for (const one of attachments.tags.byRight(String(translation.id(object.id)))) {
      if (!wanted.has(tagKey(one))) attachments.tags.remove(tagKey(one));
    }
  }
  for (const [key, tag] of wanted) {
    if (!isDeepStrictEqual(attachments.tags.current(key), tag)) attachments.tags.add(tag);
  }
}
