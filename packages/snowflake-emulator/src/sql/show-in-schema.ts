import type { ObjectsByType, ObjectType } from "../objects/object-types";
import type { SnowflakeObject } from "../objects/snowflake-object";
import { ownerRoleType, roleName } from "../state/account-state";
import { type ColumnPlan, tableOf } from "../wire/result-table";
import { type InSchema, page, visibleIn } from "./schema-objects";
import { readLike, readPage } from "./show-filter";
import { readShowScope } from "./show-scope";
import type { ExecutionContext, StatementKind } from "./statement";

/** SHOW <words> [LIKE '…'] [IN { ACCOUNT | DATABASE [name] | [SCHEMA] [name] }] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
export function showInSchema<T extends ObjectType>(
  type: T,
  words: string,
  columns: (context: ExecutionContext) => ColumnPlan<InSchema<ObjectsByType[T]>>,
): StatementKind {
  return {
    leading: `SHOW ${words}`,
    parse(cursor) {
      cursor.expect(`SHOW ${words}`);
      const like = readLike(cursor);
      const scope = readShowScope(cursor);
      const filter = readPage(cursor);
      return async (context) => {
        const found = await visibleIn(context, type, scope, `SHOW ${words}`, like);
        return tableOf(columns(context), page(filter, found));
      };
    },
  };
}

/** Columns that most SHOW commands for objects in schemas have. */
export function commonColumns<T extends SnowflakeObject>({ account: { state } }: ExecutionContext) {
  return {
    created_on: ["timestamp_ltz", ({ object }: InSchema<T>) => new Date(object.createdOn)],
    name: ["text", ({ name }: InSchema<T>) => name],
    database_name: ["text", ({ database }: InSchema<T>) => database.name],
    schema_name: ["text", ({ schema }: InSchema<T>) => schema.name],
    owner: ["text", ({ object }: InSchema<T>) => roleName(state, object.ownerRoleId)],
    comment: ["text", ({ object }: InSchema<T>) => object.comment ?? ""],
    owner_role_type: ["text", ({ object }: InSchema<T>) => ownerRoleType(state, object)],
  } as const;
}

/** An object with its schema and database. Its schema has been found before. */
export function placed<T extends SnowflakeObject>({ account }: ExecutionContext, object: T): InSchema<T> {
  const { SCHEMA, DATABASE } = account.state.objects;
  const schema = SCHEMA.byId(object.parentId);
  const database = DATABASE.byId(schema?.parentId ?? null);
  if (schema === undefined || database === undefined) throw new Error(`${object.name} is in no schema`);
  return { name: object.name, object, schema, database };
}
