import { invalidProperty, notEmulated } from "../../../errors";
import type { Database } from "../../../objects/database";
import { addPublicSchema } from "../../../objects/public-schema";
import type { Cursor } from "../../cursor";
import { applyObjectSettings, readObjectSettings } from "../../object-settings";
import { createObject, readCreateName } from "../../object-statements";
import type { Execute, StatementKind } from "../../statement";
import type { TagSetting } from "../../tag-clause";
import { parseLinkedDatabase } from "./create-linked-database";
import { parseSecondaryDatabase } from "./create-secondary-database";

/** Ways to make a database out of something else. */
const ELSEWHERE = ["CLONE", "FROM SHARE", "FROM LISTING", "FROM BACKUP SET"] as const;

const refuse = (_cursor: Cursor, name: string): never => {
  throw notEmulated(`CREATE DATABASE … ${name}`);
};

/** It comes first, and not with TRANSIENT (D: CREATE DATABASE, catalog-linked). */
const misplacedLink = (): never => {
  throw invalidProperty("LINKED_CATALOG", "it follows the name of a permanent database");
};

function parse(cursor: Cursor): Execute {
  cursor.expect("CREATE");
  const orReplace = cursor.take("OR REPLACE");
  const transient = cursor.take("TRANSIENT");
  cursor.expect("DATABASE");
  const head = readCreateName(cursor, orReplace, 1);
  if (cursor.take("AS REPLICA OF")) return parseSecondaryDatabase(cursor, head, transient);
  const elsewhere = cursor.takeOneOf(...ELSEWHERE);
  if (elsewhere !== undefined) throw notEmulated(`CREATE DATABASE … ${elsewhere}`);
  if (!transient && cursor.isWords("LINKED_CATALOG")) return parseLinkedDatabase(cursor, head);
  const tags: TagSetting[] = [];
  const settings = readObjectSettings(
    cursor,
    "DATABASE",
    { LINKED_CATALOG: misplacedLink, CATALOG_SYNC: refuse },
    tags,
  );
  return (context) => {
    const { account, session } = context;
    const { DATABASE } = account.state.objects;
    const known = DATABASE.get(head.name);
    const result = createObject(
      context,
      "DATABASE",
      head,
      "CREATE DATABASE",
      (base) => {
        const database: Database = { ...base, transient, parameters: new Map() };
        applyObjectSettings(context, database, settings, transient);
        return database;
      },
      { tags },
    );
    const created = DATABASE.get(head.name);
    if (created === undefined || created === known) return result;
    // D: CREATE DATABASE, usage notes: it has the schema PUBLIC and becomes the session's.
    const schema = addPublicSchema(account.state, created);
    session.databaseId = created.id;
    session.schemaId = schema.id;
    return result;
  };
}

/** CREATE [OR REPLACE] [TRANSIENT] DATABASE [IF NOT EXISTS] name [parameter = value …] [COMMENT = '…'] */
export const createDatabaseStatements: readonly StatementKind[] = [
  { leading: "CREATE DATABASE", parse },
  { leading: "CREATE TRANSIENT DATABASE", parse },
];
