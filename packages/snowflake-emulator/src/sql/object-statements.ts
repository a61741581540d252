import { alreadyExists, insufficientPrivileges, invalidProperty, systemRole } from "../errors";
import { applyFutureGrants } from "../grants/future-grants";
import { grantPrivilege, privilegesOn } from "../grants/grant-store";
import { checkDroppable } from "../objects/droppable";
import {
  isRelationType,
  OBJECT_TYPES,
  type ObjectsByType,
  type ObjectType,
  RELATION_TYPES,
} from "../objects/object-types";
import { removeObject } from "../objects/remove-object";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import { checkReplicas } from "../replication/check-replicas";
import { requireWritable } from "../replication/read-only";
import type { ObjectCollection } from "../state/object-collection";
import { EXECUTED, type ResultTable, statusResult } from "../wire/result-table";
import type { Cursor } from "./cursor";
import { checkCreatableIn, checkNotLinked } from "./linked-database";
import { type Location, locate, type Path } from "./names";
import type { ExecutionContext } from "./statement";
import { applyTagSettings, type TagSetting } from "./tag-clause";

const PATH_LENGTH = { ACCOUNT: 1, DATABASE: 2, SCHEMA: 3 } as const;

/** How many parts the name of an object of this type can have. */
export function pathLength(type: ObjectType): 1 | 2 | 3 {
  return PATH_LENGTH[OBJECT_TYPES[type].level];
}

/** The beginning of a CREATE statement. */
export interface CreateHead {
  readonly path: Path;
  /** The path's last part. */
  readonly name: string;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
}

/** Reads `CREATE [OR REPLACE] <words> [IF NOT EXISTS] <name of up to `parts` parts>`. */
export function readCreateHead(cursor: Cursor, words: string, parts: 1 | 2 | 3 = 1): CreateHead {
  cursor.expect("CREATE");
  const orReplace = cursor.take("OR REPLACE");
  cursor.expect(words);
  return readCreateName(cursor, orReplace, parts);
}

/** Reads `[IF NOT EXISTS] <name>`, for statements with words of their own between CREATE and the name. */
export function readCreateName(cursor: Cursor, orReplace: boolean, parts: 1 | 2 | 3): CreateHead {
  const ifNotExists = cursor.take("IF NOT EXISTS");
  const path = cursor.path(parts);
  return { path, name: path.at(-1) ?? "", orReplace, ifNotExists };
}

/** What an ALTER, DROP or DESCRIBE is about. */
export interface Target {
  readonly path: Path;
  /** The path's last part. */
  readonly name: string;
  readonly ifExists: boolean;
}

/** Reads `<verb> <words> [IF EXISTS] <name of up to `parts` parts>`. */
export function readTarget(cursor: Cursor, verb: string, words: string, parts: 1 | 2 | 3 = 1): Target {
  cursor.expect(`${verb} ${words}`);
  const ifExists = cursor.take("IF EXISTS");
  const path = cursor.path(parts);
  return { path, name: path.at(-1) ?? "", ifExists };
}

/** What has to be true before an object can be created, or the answer when IF NOT EXISTS ends the statement. */
export type CreateCheck =
  | { readonly kind: "exists"; readonly result: ResultTable }
  | { readonly kind: "free"; readonly location: Location; readonly replaces: readonly Occupant[] };

/** An object in the way of a new one. */
interface Occupant {
  readonly type: ObjectType;
  readonly object: SnowflakeObject;
}

/** Objects of this name in this type's namespace: tables and views share one. */
function occupants({ account }: ExecutionContext, type: ObjectType, location: Location): readonly Occupant[] {
  const types: readonly ObjectType[] = isRelationType(type) ? RELATION_TYPES : [type];
  return types.flatMap((one) => {
    const object = account.state.objects[one].get(location.name, location.parentId);
    return object === undefined ? [] : [{ type: one, object }];
  });
}

/**
 * The checks that all CREATE statements share, in Snowflake's order: privilege on what will contain the object, then whether
 * the name is free, then ownership of what is replaced.
 */
export function checkCreate(
  context: ExecutionContext,
  type: ObjectType,
  head: CreateHead,
  /** A privilege on the account, database or schema, or "ACCOUNTADMIN" where only that role will do. */
  privilege: string,
): CreateCheck {
  const { access, account } = context;
  if (head.orReplace && head.ifNotExists) {
    throw invalidProperty("OR REPLACE", "it can't be combined with IF NOT EXISTS");
  }
  const location = locate(context, type, head.path, `CREATE ${OBJECT_TYPES[type].words}`);
  checkCreatableIn(account.state, type, location.parentId);
  if (privilege === "ACCOUNTADMIN") {
    if (!access.isAccountAdmin()) throw insufficientPrivileges("account", access.accountName);
  } else if (location.container.type === "ACCOUNT") access.requireCreate(privilege);
  else access.requireCreateIn(location.container.type, location.container.object, privilege);
  requireWritable(account.state, location.parentId);
  const replaces = occupants(context, type, location);
  if (replaces.length > 0) {
    if (head.ifNotExists) {
      return { kind: "exists", result: statusResult(`${head.name} already exists, statement succeeded.`) };
    }
    if (!head.orReplace || replaces.some((one) => one.type !== type)) throw alreadyExists(location.shown);
  }
  for (const one of replaces) {
    if ("system" in one.object && one.object.system === true) throw systemRole(one.object.name, "replaced");
    if (!access.owns(one.object)) throw insufficientPrivileges(OBJECT_TYPES[type].label.toLowerCase(), head.name);
    checkDroppable(account.state, one.type, one.object, "Create or Replace");
    checkReplicas(context, one.object, "replaced");
  }
  return { kind: "free", location, replaces };
}

/** How an object is created besides its own properties. */
export interface CreateOptions {
  /** An id that was taken before (tables: their rows are stored first). Default: a new one. */
  readonly id?: ObjectId;
  /** COPY GRANTS: the privileges on what is replaced go over to the new object. */
  readonly copyGrants?: boolean;
  /** How the answer calls the type. Default: its label. */
  readonly label?: string;
  /** Tags that the new object and its columns carry. Default: none. */
  readonly tags?: readonly TagSetting[];
}

/** Creates an object owned by the session's role, after the checks of `checkCreate`; future grants are applied. */
export function createObject<T extends ObjectType>(
  context: ExecutionContext,
  type: T,
  head: CreateHead,
  privilege: string,
  build: (base: SnowflakeObject) => ObjectsByType[T],
  options: CreateOptions = {},
): ResultTable {
  const { account, session } = context;
  const { state } = account;
  const check = checkCreate(context, type, head, privilege);
  if (check.kind === "exists") return check.result;
  const base: SnowflakeObject = {
    id: options.id ?? state.newId(),
    name: head.name,
    parentId: check.location.parentId,
    ownerRoleId: session.primaryRoleId,
    createdOn: account.clock.now(),
    comment: null,
  };
  const object = build(base);
  const kept =
    options.copyGrants === true
      ? check.replaces.flatMap((one) => privilegesOn(state.grants, { type: one.type, id: one.object.id }))
      : [];
  for (const { object: old } of check.replaces) {
    const same = state.objects[type].byId(old.id);
    if (same !== undefined) removeObject(state, type, replaced(state.objects[type], old.id), session.primaryRoleId);
  }
  const objects: ObjectCollection<ObjectsByType[T]> = state.objects[type];
  objects.add(object);
  for (const grant of kept) grantPrivilege(state.grants, { ...grant, on: { type, id: object.id } });
  if (options.copyGrants !== true || check.replaces.length === 0) applyFutureGrants(state, type, object);
  applyTagSettings(context, { type, object }, options.tags ?? []);
  return statusResult(`${options.label ?? OBJECT_TYPES[type].label} ${head.name} successfully created.`);
}

function replaced<T extends SnowflakeObject>(objects: ObjectCollection<T>, id: ObjectId): T {
  const object = objects.byId(id);
  if (object === undefined) throw new Error(`object ${id} is replaced and is not there`);
  return object;
}

/** Finds what an ALTER is about and changes it. `IF EXISTS` of something missing succeeds and changes nothing. */
export function alterObject<T extends ObjectType>(
  context: ExecutionContext,
  type: T,
  target: Target,
  requirement: "OWNERSHIP" | readonly string[],
  change: (object: ObjectsByType[T]) => void,
  accepts?: (object: ObjectsByType[T]) => boolean,
): ResultTable {
  const { access, account } = context;
  const location = locate(context, type, target.path, `ALTER ${OBJECT_TYPES[type].words}`);
  const objects: ObjectCollection<ObjectsByType[T]> = account.state.objects[type];
  if (target.ifExists && !objects.has(location.name, location.parentId)) return statusResult(EXECUTED);
  const object = access.require(type, location.name, requirement, accepts, location);
  objects.edit(object);
  change(object);
  return statusResult(EXECUTED);
}

/** RENAME TO: needs a free name; with a path of several parts the object moves to another schema or database. */
export function rename<T extends ObjectType>(
  context: ExecutionContext,
  type: T,
  object: ObjectsByType[T],
  path: Path,
): void {
  const location =
    path.length === 1
      ? { name: path[0] ?? "", parentId: object.parentId, shown: path[0] ?? "" }
      : locate(context, type, path, "RENAME");
  if (type !== "DATABASE_ROLE") checkNotLinked(context.account.state, object.parentId, location.parentId);
  const types: readonly ObjectType[] = isRelationType(type) ? RELATION_TYPES : [type];
  const { objects } = context.account.state;
  if (types.some((one) => objects[one].has(location.name, location.parentId))) throw alreadyExists(location.shown);
  const collection: ObjectCollection<ObjectsByType[T]> = objects[type];
  collection.rename(object, location.name, location.parentId);
}
