import { setImmediate } from "node:timers/promises";
import type { Database } from "../objects/database";
import type { ObjectsByType, ObjectType } from "../objects/object-types";
import type { Schema } from "../objects/schema";
import type { Table } from "../objects/table";
import { objectById } from "../state/account-state";
import { type LikePattern, likeMatches } from "./like";
import { applyShowFilter, type ShowFilter } from "./show-filter";
import { type ShowScope, schemasIn } from "./show-scope";
import type { ExecutionContext } from "./statement";

/** An object with the schema and database that it is in. */
export interface InSchema<T> {
  readonly name: string;
  readonly object: T;
  readonly schema: Schema;
  readonly database: Database;
}

function place<T extends { readonly name: string }>(
  { account }: ExecutionContext,
  object: T,
  schema: Schema,
): readonly InSchema<T>[] {
  const database = objectById(account.state, "DATABASE", schema.parentId);
  return database === undefined ? [] : [{ name: object.name, object, schema, database }];
}

/**
 * The objects of a type that a scope reaches and the active roles see, by database, schema and name. LIKE is looked up in an
 * index; without it, the event loop turns after each schema.
 */
export async function visibleIn<T extends ObjectType>(
  context: ExecutionContext,
  type: T,
  scope: ShowScope,
  action: string,
  like?: LikePattern,
): Promise<readonly InSchema<ObjectsByType[T]>[]> {
  const found: InSchema<ObjectsByType[T]>[] = [];
  for (const schema of schemasIn(context, scope, action)) {
    const objects = context.access.visible(type, schema.id, like);
    for (const object of objects) found.push(...place<ObjectsByType[T]>(context, object, schema));
    if (objects.length > 1000) await setImmediate();
  }
  return found;
}

/** The tables that a scope reaches, the session's temporary ones among them. */
export async function tablesIn(
  context: ExecutionContext,
  scope: ShowScope,
  action: string,
  like?: LikePattern,
): Promise<readonly InSchema<Table>[]> {
  const permanent = await visibleIn(context, "TABLE", scope, action, like);
  const own = [...context.account.temporaryTables.of(context.session.id).values()];
  if (own.length === 0) return permanent;
  const schemas = new Map(schemasIn(context, scope, action).map((schema) => [schema.id, schema]));
  const temporary = own.flatMap((table) => {
    const schema = table.parentId === null ? undefined : schemas.get(table.parentId);
    const matches = like === undefined || likeMatches(like, table.name.toUpperCase());
    return schema === undefined || !matches ? [] : place(context, table, schema);
  });
  return [...permanent, ...temporary].sort(byPlace);
}

/** By database, schema and name. */
export function byPlace(a: InSchema<unknown>, b: InSchema<unknown>): number {
  const keyOf = ({ database, schema, name }: InSchema<unknown>) => [database.name, schema.name, name];
  const [x, y] = [keyOf(a), keyOf(b)];
  const at = x.findIndex((part, index) => part !== y[index]);
  if (at < 0) return 0;
  return (x[at] ?? "") < (y[at] ?? "") ? -1 : 1;
}

/** Those that pass STARTS WITH and LIMIT … FROM. */
export function page<T>(filter: Omit<ShowFilter, "like">, found: readonly InSchema<T>[]): readonly InSchema<T>[] {
  return applyShowFilter({ like: undefined, ...filter }, found);
}
