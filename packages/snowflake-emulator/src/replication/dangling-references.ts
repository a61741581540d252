import type { Account } from "../account";
import { ALL_OBJECT_TYPES, OBJECT_TYPES } from "../objects/object-types";
import { sequenceOfDefault } from "../objects/sequence-default";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import { fullName, renderPath } from "../sql/names";
import { objectById } from "../state/account-state";
import type { DatabaseSnapshot } from "./database-snapshot";
import { databaseOf } from "./read-only";

/**
 * References by id that a snapshot can't resolve, each as `REFERRED 'name' <- [REFERRING 'name']` (D: Database replication
 * considerations, dangling references). Views refer by name and never count.
 * @param options `sequences`: do defaults from sequences of other databases count? Default: yes.
 */
export function findDanglingReferences(
  account: Account,
  snapshot: DatabaseSnapshot,
  { sequences = true }: { readonly sequences?: boolean } = {},
): readonly string[] {
  return [
    ...danglingViews(account, snapshot),
    ...danglingKeys(account, snapshot),
    ...(sequences ? danglingSequences(account, snapshot) : []),
    ...danglingTags(account, snapshot),
    ...attachedPolicies(account, snapshot),
  ];
}

const arrow = (referred: string, referring: string) => `${referred} <- [${referring}]`;

/** A materialized view over a table of another database, or over one that was dropped. */
function danglingViews(account: Account, { objects, globalIds }: DatabaseSnapshot): readonly string[] {
  return objects.flatMap((one) => {
    if (one.type !== "MATERIALIZED_VIEW" || globalIds.has(one.object.sourceTableId)) return [];
    const table = objectById(account.state, "TABLE", one.object.sourceTableId);
    const referred = table === undefined ? `TABLE ${one.object.sourceTableId}` : shown(account, "TABLE", table);
    return [arrow(referred, shown(account, "MATERIALIZED VIEW", one.object))];
  });
}

/** A foreign key into another database, and one that comes from another database. */
function danglingKeys(account: Account, { objects, databases, globalIds }: DatabaseSnapshot): readonly string[] {
  const { state } = account;
  const leaving = objects.flatMap((one) => {
    if (one.type !== "TABLE") return [];
    return one.object.constraints.flatMap(({ references }) => {
      const database = state.objects.DATABASE.get(references?.table[0] ?? "");
      if (references === undefined || database === undefined || globalIds.has(database.id)) return [];
      return [arrow(`TABLE '${renderPath(references.table)}'`, shown(account, "TABLE", one.object))];
    });
  });
  const names = new Set(databases.map(({ name }) => name));
  const entering = [...state.objects.TABLE.values()].flatMap((table) => {
    if (globalIds.has(table.id)) return [];
    return table.constraints.flatMap(({ references }) =>
      references !== undefined && names.has(references.table[0] ?? "")
        ? [arrow(`TABLE '${renderPath(references.table)}'`, shown(account, "TABLE", table))]
        : [],
    );
  });
  return [...leaving, ...entering];
}

/** A default from a sequence of another database. */
function danglingSequences(account: Account, { objects, globalIds }: DatabaseSnapshot): readonly string[] {
  return objects.flatMap((one) => {
    if (one.type !== "TABLE") return [];
    return one.object.columns.flatMap((column) => {
      const path = sequenceOfDefault(column.default);
      const database = account.state.objects.DATABASE.get(path?.[0] ?? "");
      if (path === undefined || database === undefined || globalIds.has(database.id)) return [];
      return [arrow(`SEQUENCE '${renderPath(path)}'`, shown(account, "TABLE", one.object))];
    });
  });
}

/** A tag of another database on an object of these, and one of these on an object of another database. */
function danglingTags(account: Account, { objects, tags, globalIds }: DatabaseSnapshot): readonly string[] {
  const { state } = account;
  const foreign = tags
    .filter(({ tagId }) => !globalIds.has(tagId))
    .flatMap(({ tagId, objectId }) => {
      const tag = objectById(state, "TAG", tagId);
      return tag === undefined ? [] : [arrow(shown(account, "TAG", tag), describe(account, objectId))];
    });
  const elsewhere = objects.flatMap(({ type, object }) => {
    if (type !== "TAG") return [];
    return state.attachments.tags.byLeft(String(object.id)).flatMap(({ objectId }) => {
      if (objectId === null || globalIds.has(objectId) || !isInDatabase(account, objectId)) return [];
      return [arrow(shown(account, "TAG", object), describe(account, objectId))];
    });
  });
  return [...foreign, ...elsewhere];
}

/** D: an authentication policy that is attached to a user or the account makes the replication fail. */
function attachedPolicies(account: Account, { objects }: DatabaseSnapshot): readonly string[] {
  const { state } = account;
  return objects.flatMap(({ type, object }) => {
    if (type !== "AUTHENTICATION_POLICY") return [];
    return [...state.attachments.authenticationPolicies.entries()].flatMap(([at, policyId]) => {
      if (policyId !== object.id) return [];
      const user = at === "ACCOUNT" ? undefined : state.objects.USER.byId(Number(at));
      const referring = user === undefined ? `ACCOUNT '${account.name}'` : `USER '${user.name}'`;
      return [arrow(referring, shown(account, "POLICY", object))];
    });
  });
}

function shown(account: Account, words: string, object: SnowflakeObject): string {
  return `${words} '${fullName({ account }, object)}'`;
}

function find(account: Account, id: ObjectId | null) {
  for (const type of ALL_OBJECT_TYPES) {
    const object = objectById(account.state, type, id);
    if (object !== undefined) return { type, object };
  }
  return undefined;
}

function describe(account: Account, id: ObjectId | null): string {
  const found = find(account, id);
  return found === undefined ? `OBJECT ${id}` : shown(account, OBJECT_TYPES[found.type].words, found.object);
}

function isInDatabase(account: Account, id: ObjectId): boolean {
  return databaseOf(account.state, find(account, id)?.object.parentId ?? null) !== undefined;
}
