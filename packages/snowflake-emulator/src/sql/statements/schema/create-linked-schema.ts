import { localName, schemaNameOf } from "../../../catalog-link/namespaces";
import { namespaceNotLinked, notInLinkedDatabase, schemaNameNotAlphanumeric } from "../../../errors";
import { removeObject } from "../../../objects/remove-object";
import type { Schema } from "../../../objects/schema";
import type { ResultTable } from "../../../wire/result-table";
import { checkWritable, type LinkedDatabase } from "../../linked-database";
import { applyObjectSettings, type ObjectSettings } from "../../object-settings";
import { type CreateHead, checkCreate, createObject } from "../../object-statements";
import type { ExecutionContext } from "../../statement";
import type { TagSetting } from "../../tag-clause";

/** What CREATE SCHEMA says besides the name. */
export interface SchemaDefinition {
  readonly transient: boolean;
  readonly managedAccess: boolean;
  readonly settings: ObjectSettings;
  readonly tags: readonly TagSetting[];
}

/**
 * The remote name of a new schema. D: lower case unless it was quoted with capital and small letters, exactly as written in a catalog that
 * tells them apart. Throws 004506 for anything but letters, digits and underscores.
 */
function newNamespace(written: string, { link }: LinkedDatabase): string {
  if (!/^[A-Za-z0-9_]+$/.test(written)) throw schemaNameNotAlphanumeric();
  const folds = link.caseSensitivity === "CASE_INSENSITIVE" && written === written.toUpperCase();
  return folds ? written.toLowerCase() : written;
}

/**
 * CREATE SCHEMA in a catalog-linked database: makes the namespace first, then the schema (D: Write support for externally managed
 * tables). Throws 093679 where nothing may be committed, 093678 for what such schemas are not.
 */
export async function createLinkedSchema(
  context: ExecutionContext,
  database: LinkedDatabase,
  head: CreateHead,
  { transient, managedAccess, settings, tags }: SchemaDefinition,
): Promise<ResultTable> {
  const { account, session } = context;
  const check = checkCreate(context, "SCHEMA", head, "CREATE SCHEMA");
  if (check.kind === "exists") return check.result;
  if (head.orReplace || transient) throw notInLinkedDatabase();
  checkWritable(database);
  const namespace = newNamespace(head.name, database);
  const name = localName(namespace, database.link.caseSensitivity);
  if (schemaNameOf(namespace, database.link) !== name) throw namespaceNotLinked(namespace, database.name);
  await account.iceberg.sessionOf(context).catalog(database.link.integrationId).createNamespace(namespace);
  return account.state.changes.transact(() => {
    // A discovery may have found the namespace meanwhile: the statement's schema takes the place of that one, which is empty.
    const found = account.state.objects.SCHEMA.get(name, database.id);
    if (found?.remoteNamespace === namespace) removeObject(account.state, "SCHEMA", found, null);
    const result = createObject(
      context,
      "SCHEMA",
      { ...head, name },
      "CREATE SCHEMA",
      (base) => {
        const schema: Schema = {
          ...base,
          transient: false,
          managedAccess,
          parameters: new Map(),
          remoteNamespace: namespace,
        };
        applyObjectSettings(context, schema, settings, false);
        return schema;
      },
      { tags },
    );
    session.databaseId = database.id;
    session.schemaId = account.state.objects.SCHEMA.get(name, database.id)?.id ?? null;
    return result;
  });
}
