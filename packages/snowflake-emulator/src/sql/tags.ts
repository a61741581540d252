import { doesNotExist, limitExceeded, noSuchColumn } from "../errors";
import { OBJECT_TYPES, type ObjectType } from "../objects/object-types";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import type { Tag } from "../objects/tag";
import { objectById } from "../state/account-state";
import { tagKey } from "../state/attachments";
import { locate, type Path } from "./names";
import type { ExecutionContext } from "./statement";

/** D: Object tagging, quotas: tags on one object, and on the columns of one table. */
const MOST_TAGS = 50;

/** What a tag can be on. */
export interface TagHolder {
  readonly type: ObjectType | "ACCOUNT";
  /** undefined: the account. */
  readonly object: SnowflakeObject | undefined;
  /** null: the object itself. */
  readonly column: string | null;
}

/** Finds a tag. Throws 002003. */
export function findTag(context: ExecutionContext, path: Path): Tag {
  const location = locate(context, "TAG", path, "SET TAG");
  return context.access.require("TAG", location.name, "VISIBLE", undefined, location);
}

/** Finds what a tag is on. Throws 002003, and 000904 for a column that is not there. */
export function findTagHolder(
  context: ExecutionContext,
  type: ObjectType,
  path: Path,
  column: string | null,
): TagHolder {
  const location = locate(context, type, path, "SET TAG");
  const object = context.access.require(type, location.name, "VISIBLE", undefined, location);
  if (column !== null) {
    const columns = "columns" in object ? object.columns.map((one) => one.name) : [];
    if (!columns.includes(column)) throw noSuchColumn(column, 1, 0);
  }
  return { type, object, column };
}

/** D: Object tagging, APPLY TAG on the account, or APPLY on the tag and OWNERSHIP of the object. */
export function mayTag({ access }: ExecutionContext, tag: Tag, holder: TagHolder): boolean {
  if (access.holds({ type: "ACCOUNT" }, "APPLY TAG")) return true;
  const applies = access.owns(tag) || access.holds({ type: "TAG", id: tag.id }, "APPLY");
  return applies && (holder.object === undefined ? access.isAccountAdmin() : access.owns(holder.object));
}

/** Puts a tag on an object. Throws for a value that the tag doesn't take and for more tags than there can be. */
export function setTag(context: ExecutionContext, tag: Tag, holder: TagHolder, value: string): void {
  const { tags } = context.account.state.attachments;
  if (value.length > 256) throw limitExceeded("A tag value has at most 256 characters.");
  if (tag.allowedValues !== null && !tag.allowedValues.includes(value)) {
    throw limitExceeded(`Tag value '${value}' is not one of the allowed values of tag '${tag.name}'.`);
  }
  const objectId = holder.object?.id ?? null;
  const key = { tagId: tag.id, objectId, column: holder.column };
  const others = tags.byRight(String(objectId)).filter((one) => (one.column === null) === (holder.column === null));
  if (tags.current(tagKey(key)) === undefined && others.length >= MOST_TAGS) {
    throw limitExceeded(`An object has at most ${MOST_TAGS} tags.`);
  }
  tags.add({ ...key, value });
}

export function unsetTag({ account }: ExecutionContext, tag: Tag, holder: TagHolder): void {
  const key = { tagId: tag.id, objectId: holder.object?.id ?? null, column: holder.column };
  account.state.attachments.tags.remove(tagKey(key));
}

/** One tag as seen from an object: with the level that it comes from. */
export interface TagReference {
  readonly tag: Tag;
  readonly value: string;
  /** ACCOUNT, DATABASE, SCHEMA, TABLE, COLUMN …: where it was set. */
  readonly level: string;
  readonly object: SnowflakeObject | undefined;
  readonly column: string | null;
}

/** The places that tags of a holder come from, the innermost first (D: tag lineage). */
function lineage({ account }: ExecutionContext, holder: TagHolder): readonly TagHolder[] {
  const { state } = account;
  const { object, column } = holder;
  if (object === undefined) return [holder];
  const own: TagHolder[] = column === null ? [holder] : [holder, { ...holder, column: null }];
  const schema = objectById(state, "SCHEMA", object.parentId);
  const database = objectById(state, "DATABASE", schema?.parentId ?? object.parentId);
  return [
    ...own,
    ...(schema === undefined ? [] : [{ type: "SCHEMA" as const, object: schema, column: null }]),
    ...(database === undefined ? [] : [{ type: "DATABASE" as const, object: database, column: null }]),
    { type: "ACCOUNT", object: undefined, column: null },
  ];
}

/** Every tag of a holder, its own before inherited ones of the same name (what INFORMATION_SCHEMA.TAG_REFERENCES lists). */
export function tagReferences(context: ExecutionContext, holder: TagHolder): readonly TagReference[] {
  const { state } = context.account;
  const found = new Map<ObjectId, TagReference>();
  for (const place of lineage(context, holder)) {
    for (const one of state.attachments.tags.byRight(String(place.object?.id ?? null))) {
      const tag = objectById(state, "TAG", one.tagId);
      if (tag === undefined || one.column !== place.column || found.has(tag.id)) continue;
      const level =
        place.column !== null ? "COLUMN" : place.type === "ACCOUNT" ? "ACCOUNT" : OBJECT_TYPES[place.type].words;
      found.set(tag.id, { tag, value: one.value, level, object: place.object, column: place.column });
    }
  }
  return [...found.values()];
}

/** The type that a domain such as `TABLE` or `COLUMN` names. Throws 002003 for none. */
export function typeOfDomain(domain: string): ObjectType | "ACCOUNT" | "COLUMN" {
  const upper = domain.toUpperCase().replaceAll("_", " ");
  if (upper === "ACCOUNT" || upper === "COLUMN") return upper;
  const found = (Object.keys(OBJECT_TYPES) as readonly ObjectType[]).find((type) => OBJECT_TYPES[type].words === upper);
  if (found === undefined) throw doesNotExist("Domain", domain);
  return found;
}
