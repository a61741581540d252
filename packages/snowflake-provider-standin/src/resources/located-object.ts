import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { isHolderMissing, isMissing, SnowflakeError } from "../snowflake/errors";
import type { Row } from "../snowflake/result";
import { parseParts, qualified, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";

/** The name of an object and of what it is in, from the outside in: two parts for a schema, three for what is in a schema. */
export type ObjectPath =
  | readonly [database: string, schema: string]
  | readonly [database: string, schema: string, name: string];

/** Three parts. */
export type SchemaObjectPath = readonly [database: string, schema: string, name: string];

/** How the id of an object in a schema is written. */
const SCHEMA_OBJECT_FORM = "<database_name>.<schema_name>.<schema_object_name>";

/** The path that the arguments `database`, `schema` and `name` give; quotes around them don't count. */
export function configuredPath(data: ResourceData): SchemaObjectPath {
  return [trimQuotes(data.string("database")), trimQuotes(data.string("schema")), trimQuotes(data.string("name"))];
}

/** Reads `"database"."schema"."name"`. @throws Error naming the identifier and the form */
export function parsePath(text: string): SchemaObjectPath {
  const [database = "", schema = "", name = ""] = parseParts(text, SCHEMA_OBJECT_FORM);
  return [database, schema, name];
}

/** The id of the provider's older resources: `database|schema|name`. */
export function pipeId(path: SchemaObjectPath): string {
  return path.join("|");
}

/** Reads `database|schema|name`. @throws Error naming the id and the form */
export function parsePipeId(id: string): SchemaObjectPath {
  const [database, schema, name, ...more] = id.split("|");
  if (database === undefined || schema === undefined || name === undefined || more.length > 0)
    throw new Error(`invalid id ${id}, expected <database_name>|<schema_name>|<object_name>`);
  return [trimQuotes(database), trimQuotes(schema), trimQuotes(name)];
}

/** `SHOW <objects> LIKE '<name>' IN SCHEMA|DATABASE …`, and the row with exactly that name. */
export async function showIn(
  session: ResourceSession,
  objects: string,
  path: ObjectPath,
  matches: (row: Row) => boolean = () => true,
): Promise<Row | undefined> {
  const holder = path.slice(0, -1);
  const name = path[path.length - 1] ?? "";
  const scope = `${holder.length === 1 ? "DATABASE" : "SCHEMA"} ${qualified(...holder)}`;
  const rows = await session.query(`SHOW ${objects} LIKE ${literal(name)} IN ${scope}`);
  return rows.find((row) => row.text("name") === name && matches(row));
}

/**
 * As {@link showIn}; when Snowflake answers that what holds the object isn't there, that is looked up:
 * undefined when it is gone, Snowflake's error when it is there after all.
 */
export async function showSafely(
  session: ResourceSession,
  objects: string,
  path: ObjectPath,
  matches?: (row: Row) => boolean,
): Promise<Row | undefined> {
  try {
    return await showIn(session, objects, path, matches);
  } catch (error) {
    if (!isHolderMissing(error) || !(await holderIsGone(session, path))) throw error;
    return undefined;
  }
}

/** Runs a `DROP … IF EXISTS`; an object whose schema or database is gone counts as dropped. */
export async function dropSafely(session: ResourceSession, statement: string, path: ObjectPath): Promise<void> {
  try {
    await session.execute(statement);
  } catch (error) {
    if (!isMissing(error) || !(await holderIsGone(session, path))) throw error;
  }
}

/** Is the schema gone, or the database? What Snowflake objects to while looking says neither. */
async function holderIsGone(session: ResourceSession, [database, schema, name]: ObjectPath): Promise<boolean> {
  const gone = async (show: () => Promise<Row | undefined>): Promise<boolean> => {
    try {
      return (await show()) === undefined;
    } catch (error) {
      if (error instanceof SnowflakeError) return false;
      throw error;
    }
  };
  if (name !== undefined && (await gone(() => showIn(session, "SCHEMAS", [database, schema])))) return true;
  return gone(async () => {
    const rows = await session.query(`SHOW DATABASES LIKE ${literal(database)}`);
    return rows.find((row) => row.text("name") === database);
  });
}
