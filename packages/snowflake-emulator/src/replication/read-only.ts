import { readOnlyDatabase } from "../errors";
import type { Database } from "../objects/database";
import { ALL_OBJECT_TYPES, OBJECT_TYPES, type ObjectType } from "../objects/object-types";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import { type AccountState, objectById } from "../state/account-state";
import type { TagAssignment } from "../state/attachments";
import type { Change } from "../state/change-log";
import { same } from "../state/same";

const CONTAINED: ReadonlySet<string> = new Set(
  ALL_OBJECT_TYPES.filter((type) => OBJECT_TYPES[type].level !== "ACCOUNT"),
);

/** Is a database a replica, and so read-only (D: read-only secondary objects)? */
export function isSecondary(database: Pick<Database, "replication"> | undefined): boolean {
  return database?.replication?.kind === "secondary";
}

/** The database that an object is in, by the id of what contains it; undefined for objects of the account. */
export function databaseOf(state: AccountState, parentId: ObjectId | null): Database | undefined {
  return objectById(state, "DATABASE", objectById(state, "SCHEMA", parentId)?.parentId ?? parentId);
}

/** Throws 003903 when a database or schema is (in) a secondary database: nothing can be made or changed there. */
export function requireWritable(state: AccountState, containerId: ObjectId | null): void {
  const database = databaseOf(state, containerId);
  if (database !== undefined && isSecondary(database)) throw readOnlyDatabase(database.name);
}

/** Throws 003903 when one of these tables is in a secondary database: its rows stay as they are. */
export function requireWritableTables(state: AccountState, ids: readonly ObjectId[]): void {
  for (const id of ids) {
    const table = state.objects.TABLE.byId(id);
    if (table !== undefined) requireWritable(state, table.parentId);
  }
}

/**
 * Keeps statements, whatever they are, from changing what is in secondary databases: the change is undone and the statement ends
 * with 003903. Owners may change, and the database itself may be renamed, given parameters, and dropped with all that it holds.
 */
export function guardSecondaryDatabases(state: AccountState): void {
  state.changes.guard((changes) => {
    if (![...state.objects.DATABASE.values()].some(isSecondary)) return;
    for (const change of changes) {
      const database = changedDatabase(state, change, changes);
      if (database !== undefined && isSecondary(database)) throw readOnlyDatabase(database.name);
    }
  });
}

/** The database in which something was changed that is no matter of owners; undefined: in none that still is there. */
function changedDatabase(state: AccountState, change: Change, changes: readonly Change[]): Database | undefined {
  if (change.store === "tags") return taggedDatabase(state, change);
  if (change.store === "DATABASE") return changedReplica(state, change);
  if (!CONTAINED.has(change.store)) return undefined;
  const before = contained(change.before);
  const after = contained(change.after);
  if (before !== undefined && after !== undefined && same(withoutOwner(before), withoutOwner(after))) {
    return undefined;
  }
  for (const object of [before, after]) {
    if (object === undefined) continue;
    const found = databaseOf(state, schemaBefore(changes, object.parentId)?.parentId ?? object.parentId);
    if (found !== undefined && isSecondary(found)) return found;
  }
  return undefined;
}

/** The replica of a group's database: of the database itself, too, only the owner and its part in replication may change (D). */
function changedReplica(state: AccountState, { before, after }: Change): Database | undefined {
  const [old, now] = [contained(before), contained(after)];
  if (old === undefined || now === undefined) return undefined;
  const database = state.objects.DATABASE.byId(now.id);
  const inGroup = database?.replication?.kind === "secondary" && database.replication.groupId !== undefined;
  return inGroup && !same(withoutRole(old), withoutRole(now)) ? database : undefined;
}

function withoutRole(object: SnowflakeObject): object {
  return { ...object, ownerRoleId: null, replication: null };
}

/** A schema that was dropped together with what it held. */
function schemaBefore(changes: readonly Change[], id: ObjectId | null): SnowflakeObject | undefined {
  const change = changes.find((one) => one.store === "SCHEMA" && one.key === String(id));
  return contained(change?.before);
}

/** Tags can't be set on a secondary database either (O). */
function taggedDatabase(state: AccountState, { before, after }: Change): Database | undefined {
  const assignment = tagAssignment(after) ?? tagAssignment(before);
  if (assignment === undefined || assignment.objectId === null) return undefined;
  const { objectId } = assignment;
  const database = objectById(state, "DATABASE", objectId);
  if (database !== undefined) return database;
  const object = ALL_OBJECT_TYPES.map((type: ObjectType) => objectById(state, type, objectId)).find(
    (one) => one !== undefined,
  );
  return databaseOf(state, object?.parentId ?? null);
}

function withoutOwner(object: SnowflakeObject): SnowflakeObject {
  return { ...object, ownerRoleId: null };
}

function contained(value: unknown): SnowflakeObject | undefined {
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is SnowflakeObject {
  return typeof value === "object" && value !== null && "parentId" in value && "ownerRoleId" in value;
}

function tagAssignment(value: unknown): TagAssignment | undefined {
  return isAssignment(value) ? value : undefined;
}

function isAssignment(value: unknown): value is TagAssignment {
  return typeof value === "object" && value !== null && "tagId" in value && "objectId" in value;
}
