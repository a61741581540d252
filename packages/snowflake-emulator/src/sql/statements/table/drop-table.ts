import { SnowflakeError } from "../../../errors";
import { statusResult } from "../../../wire/result-table";
import { pathLength, readTarget, type Target } from "../../object-statements";
import type { ExecutionContext, StatementKind } from "../../statement";
import { findTable } from "../../tables";
import { drop } from "../drop-object";
import { dropIcebergTable } from "../iceberg-table/drop-iceberg-table";
import { findIcebergTable } from "../iceberg-table/find-iceberg-table";

/** Is the name that of an Iceberg table? What keeps it from being found is told by the DROP itself. */
function isIcebergTable(context: ExecutionContext, { path, ifExists }: Target): boolean {
  try {
    return findIcebergTable(context, path, "DROP TABLE") !== undefined;
  } catch (error) {
    if (ifExists && error instanceof SnowflakeError) return false;
    throw error;
  }
}

/** DROP TABLE [IF EXISTS] name [CASCADE | RESTRICT]. The session's temporary table goes before a permanent one. */
export const dropTable: StatementKind = {
  leading: "DROP TABLE",
  parse(cursor) {
    const target = readTarget(cursor, "DROP", "TABLE", pathLength("TABLE"));
    cursor.takeOneOf("CASCADE", "RESTRICT");
    return (context) => {
      const { account, session } = context;
      const mayHide = account.temporaryTables.of(session.id).size > 0;
      const found = mayHide ? findTable(context, target.path, "DROP TABLE") : undefined;
      if (found === undefined || found.table.sessionId === null) {
        // D: DROP TABLE drops Iceberg tables too.
        return isIcebergTable(context, target) ? dropIcebergTable(context, target) : drop(context, "TABLE", target);
      }
      found.changes.transact(() => found.tables.drop(found.table));
      return statusResult(`${found.table.name} successfully dropped.`);
    };
  },
};
