import { relationDoesNotExist } from "../../../errors";
import { OBJECT_TYPES, type ObjectsByType, RELATION_TYPES, type RelationType } from "../../../objects/object-types";
import { objectById } from "../../../state/account-state";
import type { Cursor } from "../../cursor";
import type { LikePattern } from "../../like";
import { locate, type Path } from "../../names";
import { type InSchema, tablesIn, visibleIn } from "../../schema-objects";
import { readShowScope, type ShowScope } from "../../show-scope";
import type { ExecutionContext } from "../../statement";
import { temporaryTable } from "../../tables";

/** A table or view with its type. */
export type AnyRelation = {
  [T in RelationType]: InSchema<ObjectsByType[T]> & { readonly type: T };
}[RelationType];

/** Where SHOW COLUMNS and SHOW … KEYS look: a scope, or one table or view. */
export type RelationScope = ShowScope | { readonly kind: "RELATION"; readonly path: Path };

/** Reads `[IN { ACCOUNT | DATABASE [name] | SCHEMA [name] | [TABLE | VIEW] name }]`. A bare name is a table. */
export function readRelationScope(cursor: Cursor): RelationScope {
  const follows = cursor.peek(1);
  if (!cursor.isWords("IN")) return { kind: "DEFAULT" };
  const scoped = follows.kind === "word" && ["ACCOUNT", "DATABASE", "SCHEMA"].includes(follows.value);
  if (scoped) return readShowScope(cursor);
  cursor.expect("IN");
  cursor.takeOneOf("TABLE", "VIEW");
  return { kind: "RELATION", path: cursor.path(3) };
}

/** The visible table or view of a path. Throws 002003. */
export function findRelation(
  context: ExecutionContext,
  path: Path,
  action: string,
  label: "Table" | "View" = "Table",
): AnyRelation {
  const { access, account } = context;
  const location = locate(context, "TABLE", path, action);
  const schema = objectById(account.state, "SCHEMA", location.parentId);
  const database = objectById(account.state, "DATABASE", schema?.parentId ?? null);
  if (schema === undefined || database === undefined) throw relationDoesNotExist(label, location.shown);
  const where = { name: location.name, schema, database };
  const own = temporaryTable(context, location.parentId, location.name);
  if (own !== undefined) return { ...where, type: "TABLE", object: own };
  for (const type of RELATION_TYPES) {
    const found = inType(context, type, location);
    if (found !== undefined && access.sees(type, found.object)) return { ...where, ...found };
  }
  throw relationDoesNotExist(label, location.shown);
}

type Typed = { [T in RelationType]: { readonly type: T; readonly object: ObjectsByType[T] } }[RelationType];

function inType(
  { account }: ExecutionContext,
  type: RelationType,
  { name, parentId }: { readonly name: string; readonly parentId: number | null },
): Typed | undefined {
  const { TABLE, ICEBERG_TABLE, EXTERNAL_TABLE, VIEW, MATERIALIZED_VIEW } = account.state.objects;
  const typed = <T extends RelationType>(as: T, object: ObjectsByType[T] | undefined) =>
    object === undefined ? undefined : { type: as, object };
  if (type === "TABLE") return typed("TABLE", TABLE.get(name, parentId));
  if (type === "ICEBERG_TABLE") return typed("ICEBERG_TABLE", ICEBERG_TABLE.get(name, parentId));
  if (type === "EXTERNAL_TABLE") return typed("EXTERNAL_TABLE", EXTERNAL_TABLE.get(name, parentId));
  if (type === "VIEW") return typed("VIEW", VIEW.get(name, parentId));
  return typed("MATERIALIZED_VIEW", MATERIALIZED_VIEW.get(name, parentId));
}

/** All tables and views (of these types) that a scope reaches, by database, schema and name. */
export async function relationsIn(
  context: ExecutionContext,
  scope: RelationScope,
  action: string,
  like?: LikePattern,
  types: readonly RelationType[] = RELATION_TYPES,
): Promise<readonly AnyRelation[]> {
  if (scope.kind === "RELATION") return [findRelation(context, scope.path, action)];
  const tables = types.includes("TABLE") ? await tablesIn(context, scope, action, like) : [];
  const iceberg = types.includes("ICEBERG_TABLE") ? await visibleIn(context, "ICEBERG_TABLE", scope, action, like) : [];
  const external = types.includes("EXTERNAL_TABLE")
    ? await visibleIn(context, "EXTERNAL_TABLE", scope, action, like)
    : [];
  const views = types.includes("VIEW") ? await visibleIn(context, "VIEW", scope, action, like) : [];
  const materialized = types.includes("MATERIALIZED_VIEW")
    ? await visibleIn(context, "MATERIALIZED_VIEW", scope, action, like)
    : [];
  const all: readonly AnyRelation[] = [
    ...tables.map((one) => ({ ...one, type: "TABLE" as const })),
    ...iceberg.map((one) => ({ ...one, type: "ICEBERG_TABLE" as const })),
    ...external.map((one) => ({ ...one, type: "EXTERNAL_TABLE" as const })),
    ...views.map((one) => ({ ...one, type: "VIEW" as const })),
    ...materialized.map((one) => ({ ...one, type: "MATERIALIZED_VIEW" as const })),
  ];
  const keyOf = ({ database, schema, name }: AnyRelation) => `${database.name}\0${schema.name}\0${name}`;
  return [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The words for a relation's type, as SHOW OBJECTS and INFORMATION_SCHEMA say them. */
export function relationKind(relation: AnyRelation): string {
  if (relation.type === "TABLE") return relation.object.kind;
  if (relation.type === "EXTERNAL_TABLE") return "EXTERNAL_TABLE";
  // A: an Iceberg table is a table in this respect.
  return relation.type === "ICEBERG_TABLE" ? "TABLE" : OBJECT_TYPES[relation.type].words;
}

/** A view, materialized or not. */
export type ViewRelation = Extract<AnyRelation, { readonly type: "VIEW" | "MATERIALIZED_VIEW" }>;

/** Is it a view, materialized or not? */
export function isView(relation: AnyRelation): relation is ViewRelation {
  return relation.type === "VIEW" || relation.type === "MATERIALIZED_VIEW";
}
