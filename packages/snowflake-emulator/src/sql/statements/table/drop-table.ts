import { statusResult } from "../../../wire/result-table";
import { pathLength, readTarget } from "../../object-statements";
import type { StatementKind } from "../../statement";
import { findTable } from "../../tables";
import { drop } from "../drop-object";

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
      if (found === undefined || found.table.sessionId === null) return drop(context, "TABLE", target);
      found.changes.transact(() => found.tables.drop(found.table));
      return statusResult(`${found.table.name} successfully dropped.`);
    };
  },
};
