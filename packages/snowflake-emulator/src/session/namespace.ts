import type { Account } from "../account";
import type { Access } from "../grants/access";
import type { ObjectId } from "../objects/snowflake-object";
import { resolveIdentifier } from "../sql/identifiers";

/** Where a session looks for unqualified names. */
export interface Namespace {
  readonly databaseId: ObjectId | null;
  readonly schemaId: ObjectId | null;
}

/** The names in `database[.schema]` as a user's DEFAULT_NAMESPACE holds it: bare parts in upper case, quoted ones exact. */
export function namespaceParts(text: string | null | undefined): readonly string[] {
  if (text === null || text === undefined) return [];
  return (text.match(/"(?:[^"]|"")*"|[^."]+/g) ?? []).map(resolveIdentifier);
}

/**
 * The database and schema that a new session begins with: the connect string's, else the user's default; PUBLIC where only a
 * database is named. What is missing or can't be used is null (D: connection parameters, DEFAULT_NAMESPACE is not validated).
 */
export function chooseNamespace(
  { state }: Account,
  access: Access,
  defaultNamespace: string | null,
  asked: { readonly database?: string | undefined; readonly schema?: string | undefined },
): Namespace {
  const [defaultDatabase, defaultSchema] = namespaceParts(defaultNamespace);
  const databaseName = asked.database ? resolveIdentifier(asked.database) : defaultDatabase;
  const database = databaseName === undefined ? undefined : state.objects.DATABASE.get(databaseName);
  if (database === undefined || !access.canUse("DATABASE", database)) return { databaseId: null, schemaId: null };
  const own = asked.database === undefined || asked.database === "" ? defaultSchema : undefined;
  const schema = state.objects.SCHEMA.get(
    asked.schema ? resolveIdentifier(asked.schema) : (own ?? "PUBLIC"),
    database.id,
  );
  const usable = schema !== undefined && access.canUse("SCHEMA", schema);
  return { databaseId: database.id, schemaId: usable ? schema.id : null };
}
