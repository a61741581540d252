import { alreadyExists, notEmulated } from "../../../errors";
import { INFORMATION_SCHEMA } from "../../../information-schema/name";
import type { Schema } from "../../../objects/schema";
import { objectById } from "../../../state/account-state";
import type { Cursor } from "../../cursor";
import { linkedDatabaseOf } from "../../linked-database";
import { locate, renderPath } from "../../names";
import { applyObjectSettings, readObjectSettings } from "../../object-settings";
import { createObject, readCreateName } from "../../object-statements";
import type { Execute, StatementKind } from "../../statement";
import type { TagSetting } from "../../tag-clause";
import { createLinkedSchema } from "./create-linked-schema";

function parse(cursor: Cursor): Execute {
  cursor.expect("CREATE");
  const orReplace = cursor.take("OR REPLACE");
  const transient = cursor.take("TRANSIENT");
  cursor.expect("SCHEMA");
  const head = readCreateName(cursor, orReplace, 2);
  const elsewhere = cursor.takeOneOf("CLONE", "FROM BACKUP SET");
  if (elsewhere !== undefined) throw notEmulated(`CREATE SCHEMA … ${elsewhere}`);
  const managedAccess = cursor.take("WITH MANAGED ACCESS");
  const tags: TagSetting[] = [];
  const settings = readObjectSettings(cursor, "SCHEMA", {}, tags);
  return (context) => {
    const { account, session } = context;
    const { SCHEMA } = account.state.objects;
    const { parentId } = locate(context, "SCHEMA", head.path, "CREATE SCHEMA");
    if (head.name === INFORMATION_SCHEMA) throw alreadyExists(renderPath(head.path));
    const linked = linkedDatabaseOf(account.state, parentId);
    if (linked !== undefined) {
      return createLinkedSchema(context, linked, head, { transient, managedAccess, settings, tags });
    }
    const known = SCHEMA.get(head.name, parentId);
    const result = createObject(
      context,
      "SCHEMA",
      head,
      "CREATE SCHEMA",
      (base) => {
        // D: CREATE DATABASE, a transient database has transient schemas only.
        const inherited = objectById(account.state, "DATABASE", base.parentId)?.transient === true;
        const schema: Schema = { ...base, transient: transient || inherited, managedAccess, parameters: new Map() };
        applyObjectSettings(context, schema, settings, schema.transient);
        return schema;
      },
      { tags },
    );
    const created = SCHEMA.get(head.name, parentId);
    if (created === undefined || created === known) return result;
    // D: CREATE SCHEMA, usage notes: it becomes the session's.
    session.databaseId = parentId;
    session.schemaId = created.id;
    return result;
  };
}

/** CREATE [OR REPLACE] [TRANSIENT] SCHEMA [IF NOT EXISTS] name [WITH MANAGED ACCESS] [parameter = value …] [COMMENT = '…'] */
export const createSchemaStatements: readonly StatementKind[] = [
  { leading: "CREATE SCHEMA", parse },
  { leading: "CREATE TRANSIENT SCHEMA", parse },
];
