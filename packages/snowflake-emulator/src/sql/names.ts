import { doesNotExist, noCurrentDatabase, noCurrentSchema } from "../errors";
import type { Place } from "../grants/access";
import type { Database } from "../objects/database";
import { OBJECT_TYPES, type ObjectType } from "../objects/object-types";
import type { Schema } from "../objects/schema";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import { objectById } from "../state/account-state";
import { renderIdentifier } from "./identifiers";
import { nameIn } from "./linked-database";
import type { ExecutionContext } from "./statement";

/** A name of one to three parts, each exact: how a statement names an object. */
export type Path = readonly string[];

/** A path as messages write it. */
export function renderPath(path: Path): string {
  return path.map(renderIdentifier).join(".");
}

/** Where the object of a path is, found through the session's database and schema, and what contains it. */
export interface Location extends Place {
  readonly name: string;
  readonly container:
    | { readonly type: "ACCOUNT" }
    | { readonly type: "DATABASE"; readonly object: Database }
    | { readonly type: "SCHEMA"; readonly object: Schema };
}

/** The database of this name. Throws 002003 when it is missing or the active roles can't use it. */
export function findDatabase({ account, access }: ExecutionContext, name: string): Database {
  const database = account.state.objects.DATABASE.get(name);
  if (database === undefined || !access.canUse("DATABASE", database)) throw doesNotExist("Database", name);
  return database;
}

/** The session's database. Throws 090105 when it has none. `action` as in "CREATE TABLE". */
export function currentDatabase({ account, session }: ExecutionContext, action: string): Database {
  const database = objectById(account.state, "DATABASE", session.databaseId);
  if (database === undefined) throw noCurrentDatabase(action);
  return database;
}

/**
 * The schema of a path of zero (the session's), one or two parts. Throws 002003 when it or its database is missing or the
 * active roles can't use them, 090105 or 090106 when the session has none.
 */
export function findSchema(context: ExecutionContext, path: Path, action: string): Schema {
  const { account, access, session } = context;
  const [first, second] = path;
  if (first === undefined) {
    const database = currentDatabase(context, action);
    const schema = objectById(account.state, "SCHEMA", session.schemaId);
    if (schema === undefined || schema.parentId !== database.id) throw noCurrentSchema(action);
    return schema;
  }
  const database = second === undefined ? currentDatabase(context, action) : findDatabase(context, first);
  const name = nameIn(account.state, database.id, second ?? first);
  const schema = account.state.objects.SCHEMA.get(name, database.id);
  if (schema === undefined || !access.canUse("SCHEMA", schema)) throw doesNotExist("Schema", renderPath(path));
  return schema;
}

/** Finds out where an object of this type with this path is. Throws like `findDatabase` and `findSchema`. */
export function locate(context: ExecutionContext, type: ObjectType, path: Path, action: string): Location {
  const { level } = OBJECT_TYPES[type];
  const written = path.at(-1) ?? "";
  const shown = renderPath(path);
  if (level === "ACCOUNT") return { name: written, shown, parentId: null, container: { type: "ACCOUNT" } };
  // Names that come from a linked catalog follow its rules; those of database roles do not.
  const nameOf = (parentId: ObjectId) =>
    type === "DATABASE_ROLE" ? written : nameIn(context.account.state, parentId, written);
  if (level === "SCHEMA") {
    const object = findSchema(context, path.slice(0, -1), action);
    return { name: nameOf(object.id), shown, parentId: object.id, container: { type: "SCHEMA", object } };
  }
  const [database] = path.slice(0, -1);
  const object = database === undefined ? currentDatabase(context, action) : findDatabase(context, database);
  return { name: nameOf(object.id), shown, parentId: object.id, container: { type: "DATABASE", object } };
}

/** The full name of an object: with its schema and database, each quoted where needed. */
export function fullName(context: Pick<ExecutionContext, "account">, object: SnowflakeObject): string {
  const { state } = context.account;
  const schema = objectById(state, "SCHEMA", object.parentId);
  const database = objectById(state, "DATABASE", schema?.parentId ?? object.parentId);
  return renderPath([database, schema, object].flatMap((one) => (one === undefined ? [] : [one.name])));
}
