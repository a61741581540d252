import { insufficientPrivileges, notEmulated, SnowflakeError } from "../../../errors";
import { checkDroppable } from "../../../objects/droppable";
import type { IcebergTable } from "../../../objects/iceberg-table";
import { removeObject } from "../../../objects/remove-object";
import { type ResultTable, statusResult } from "../../../wire/result-table";
import { checkWritable, type LinkedDatabase, linkedDatabaseOf } from "../../linked-database";
import { readTarget, type Target } from "../../object-statements";
import type { ExecutionContext, StatementKind } from "../../statement";
import { drop } from "../drop-object";
import { findIcebergTable } from "./find-iceberg-table";

/** The table of a DROP; undefined when there is none. What keeps it from being found is told by `drop`. */
function findDropped(context: ExecutionContext, { path, ifExists }: Target): IcebergTable | undefined {
  try {
    return findIcebergTable(context, path, "DROP ICEBERG TABLE");
  } catch (error) {
    if (ifExists && error instanceof SnowflakeError) return undefined;
    throw error;
  }
}

/** D: Write support, dropping an Iceberg table: it goes from the remote catalog first, and from Snowflake when that has confirmed it. */
async function dropLinked(
  context: ExecutionContext,
  table: IcebergTable,
  database: LinkedDatabase,
): Promise<ResultTable> {
  const { access, account, session } = context;
  if (!access.owns(table)) throw insufficientPrivileges("iceberg table", table.name);
  checkDroppable(account.state, "ICEBERG_TABLE", table, "Drop");
  checkWritable(database);
  const [namespace, name] = [table.catalogNamespace ?? "", table.catalogTableName ?? ""];
  await account.iceberg.sessionOf(context).catalog(table.integrationId).dropTable(namespace, name);
  account.catalogLinks.noteDropped(database.id, namespace, name);
  return account.state.changes.transact(() => {
    // A discovery may have noticed it meanwhile.
    const left = account.state.objects.ICEBERG_TABLE.byId(table.id);
    if (left !== undefined) removeObject(account.state, "ICEBERG_TABLE", left, session.primaryRoleId);
    return statusResult(`${table.name} successfully dropped.`);
  });
}

/** Drops an Iceberg table; one in a catalog-linked database from its catalog too. Throws 093679 where nothing may be committed. */
export function dropIcebergTable(context: ExecutionContext, target: Target): ResultTable | Promise<ResultTable> {
  const table = findDropped(context, target);
  const database = table === undefined ? undefined : linkedDatabaseOf(context.account.state, table.parentId);
  if (table === undefined || database === undefined) return drop(context, "ICEBERG_TABLE", target);
  return dropLinked(context, table, database);
}

/** DROP ICEBERG TABLE [IF EXISTS] name [CASCADE | RESTRICT]. Source: https://docs.snowflake.com/en/sql-reference/sql/drop-iceberg-table */
export const dropIcebergTableStatement: StatementKind = {
  leading: "DROP ICEBERG TABLE",
  parse(cursor) {
    const target = readTarget(cursor, "DROP", "ICEBERG TABLE", 3);
    cursor.takeOneOf("CASCADE", "RESTRICT");
    if (cursor.take("PURGE")) throw notEmulated("DROP ICEBERG TABLE … PURGE");
    return (context) => dropIcebergTable(context, target);
  },
};
