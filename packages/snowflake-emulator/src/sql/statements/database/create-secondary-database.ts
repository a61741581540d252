import { primaryDatabaseUnknown, replicationNotAllowed, SnowflakeError } from "../../../errors";
import type { Database } from "../../../objects/database";
import { requireReplication } from "../../../replication/account-replication";
import { globalId } from "../../../replication/global-ids";
import { requireOnItsOwn } from "../../../replication/groups/on-its-own";
import { accountPath } from "../../../replication/organization-access";
import {
  addressOf,
  allows,
  databasePath,
  findPrimary,
  type PlacedDatabase,
} from "../../../replication/replicated-databases";
import type { Cursor } from "../../cursor";
import { type Path, renderPath } from "../../names";
import { applyObjectSettings, readObjectSettings } from "../../object-settings";
import { type CreateHead, createObject } from "../../object-statements";
import type { Execute, ExecutionContext } from "../../statement";

/** The primary database of a path `org.account.database`. Throws 003901, and 003913 where this account may have no replica. */
function findSource({ account, organization }: ExecutionContext, path: Path): PlacedDatabase {
  const at = accountAt(organization, path);
  const database = at?.state.objects.DATABASE.get(path.at(-1) ?? "");
  const primary =
    at === undefined || database === undefined
      ? undefined
      : findPrimary(organization, addressOf({ account: at, database }));
  if (primary === undefined) throw primaryDatabaseUnknown(renderPath(path));
  requireOnItsOwn(primary.account, primary.database, "replicated");
  requireReplication(account);
  requireReplication(primary.account);
  if (!allows(primary.role.replicationAccounts, primary.account, account)) {
    throw replicationNotAllowed(databasePath(primary), accountPath(account));
  }
  return primary;
}

/** O: an account that is not there is told as the database is. */
function accountAt(organization: ExecutionContext["organization"], path: Path) {
  try {
    return organization.find(path.slice(0, -1));
  } catch (error) {
    if (error instanceof SnowflakeError && error.code === "003904") return undefined;
    throw error;
  }
}

/**
 * The rest of CREATE [OR REPLACE] [TRANSIENT] DATABASE [IF NOT EXISTS] name AS REPLICA OF org.account.database
 * [parameter = value …] [COMMENT = '…']. D: needs ACCOUNTADMIN; no tags. A: it has no schema before its first refresh.
 */
export function parseSecondaryDatabase(cursor: Cursor, head: CreateHead, transient: boolean): Execute {
  const path = cursor.path(3);
  const settings = readObjectSettings(cursor, "DATABASE");
  return (context) => {
    const { account, session } = context;
    const { DATABASE } = account.state.objects;
    const known = DATABASE.get(head.name);
    const result = createObject(context, "DATABASE", head, "ACCOUNTADMIN", (base) => {
      const source = findSource(context, path);
      const primary = addressOf(source);
      // So that a group of which the primary becomes a member finds it.
      account.state.attachments.globalIds.put(String(base.id), globalId(source.account, source.database.id));
      const database: Database = {
        ...base,
        transient,
        parameters: new Map(),
        replication: { kind: "secondary", primary },
      };
      applyObjectSettings(context, database, settings, transient);
      return database;
    });
    const created = DATABASE.get(head.name);
    if (created === undefined || created === known) return result;
    session.databaseId = created.id;
    session.schemaId = null;
    return result;
  };
}
