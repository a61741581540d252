import { alreadyExists, insufficientPrivileges, invalidProperty, systemRole } from "../errors";
import type { AccountObject } from "../objects/account-object";
import { addObject, renameObject } from "../objects/account-state";
import { OBJECT_TYPES, type ObjectsByType, type ObjectType } from "../objects/object-types";
import { removeObject } from "../objects/remove-object";
import { type ResultTable, statusResult } from "../wire/result-table";
import type { Cursor } from "./cursor";
import { likePredicate } from "./like";
import type { ExecutionContext } from "./statement";

/** The beginning of a CREATE statement. */
export interface CreateHead {
  readonly name: string;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
}

/** Reads `CREATE [OR REPLACE] <words> [IF NOT EXISTS] <name>`. */
export function readCreateHead(cursor: Cursor, words: string): CreateHead {
  cursor.expect("CREATE");
  const orReplace = cursor.take("OR REPLACE");
  cursor.expect(words);
  const ifNotExists = cursor.take("IF NOT EXISTS");
  return { name: cursor.identifier(), orReplace, ifNotExists };
}

/** Reads `<verb> <words> [IF EXISTS] <name>`. */
export function readTarget(cursor: Cursor, verb: string, words: string): { name: string; ifExists: boolean } {
  cursor.expect(`${verb} ${words}`);
  const ifExists = cursor.take("IF EXISTS");
  return { name: cursor.identifier(), ifExists };
}

/**
 * Creates an object owned by the session's role, after the checks that all CREATE statements share: syntax has been
 * checked, then the privilege on the account, then whether the name is free.
 */
export function createObject<T extends ObjectType>(
  context: ExecutionContext,
  type: T,
  head: CreateHead,
  /** A global privilege, or "ACCOUNTADMIN" where only that role will do. */
  privilege: string,
  build: (base: AccountObject) => ObjectsByType[T],
): ResultTable {
  const { account, access, session } = context;
  const { label } = OBJECT_TYPES[type];
  if (head.orReplace && head.ifNotExists) {
    throw invalidProperty("OR REPLACE", "it can't be combined with IF NOT EXISTS");
  }
  if (privilege !== "ACCOUNTADMIN") access.requireCreate(privilege);
  else if (!access.isAccountAdmin()) throw insufficientPrivileges("account", access.accountName);
  const existing = account.state.objects[type].get(head.name);
  if (existing !== undefined) {
    if (head.ifNotExists) return statusResult(`${head.name} already exists, statement succeeded.`);
    if (!head.orReplace) throw alreadyExists(head.name);
    if ("system" in existing && existing.system) throw systemRole(existing.name, "replaced");
    access.require(type, head.name, "OWNERSHIP");
  }
  const object = build({
    id: account.state.nextId,
    name: head.name,
    ownerRoleId: session.primaryRoleId,
    createdOn: account.clock.now(),
    comment: null,
  });
  account.state.nextId += 1;
  if (existing !== undefined)
    removeObject(account.state, type, access.require(type, head.name, "OWNERSHIP"), session.primaryRoleId);
  addObject(account.state, type, object);
  return statusResult(`${label} ${head.name} successfully created.`);
}

/** Finds what an ALTER is about and changes it. `IF EXISTS` of something invisible succeeds and changes nothing. */
export function alterObject<T extends ObjectType>(
  context: ExecutionContext,
  type: T,
  target: { readonly name: string; readonly ifExists: boolean },
  requirement: "OWNERSHIP" | readonly string[],
  change: (object: ObjectsByType[T]) => void,
  accepts?: (object: ObjectsByType[T]) => boolean,
): ResultTable {
  const { access, account } = context;
  const existing = account.state.objects[type].has(target.name);
  if (target.ifExists && !existing) return statusResult("Statement executed successfully.");
  change(access.require(type, target.name, requirement, accepts));
  return statusResult("Statement executed successfully.");
}

/** RENAME TO: needs a free name. */
export function rename<T extends ObjectType>(
  context: ExecutionContext,
  type: T,
  object: ObjectsByType[T],
  name: string,
): void {
  if (context.account.state.objects[type].has(name)) throw alreadyExists(name);
  renameObject(context.account.state, type, object, name);
}

/** What SHOW commands filter by. */
export interface ShowFilter {
  readonly matches: (name: string) => boolean;
  readonly limit: number | undefined;
  readonly from: string | undefined;
}

/** Reads `[LIKE '…'] [STARTS WITH '…'] [LIMIT n [FROM '…']]`. */
export function readShowFilter(cursor: Cursor): ShowFilter {
  const like = cursor.take("LIKE") ? likePredicate(cursor.string()) : undefined;
  const start = cursor.take("STARTS WITH") ? cursor.string() : "";
  const limit = cursor.take("LIMIT") ? cursor.integer() : undefined;
  const from = limit !== undefined && cursor.take("FROM") ? cursor.string() : undefined;
  return { matches: (name) => name.startsWith(start) && (like === undefined || like(name)), limit, from };
}

/** The objects that pass a filter, in the given order. */
export function applyShowFilter<T extends { readonly name: string }>(filter: ShowFilter, objects: readonly T[]) {
  const { from } = filter;
  return objects
    .filter((object) => filter.matches(object.name) && (from === undefined || object.name > from))
    .slice(0, filter.limit);
}
