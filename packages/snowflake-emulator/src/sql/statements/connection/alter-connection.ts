import { insufficientPrivileges } from "../../../errors";
import type { Connection } from "../../../objects/connection";
import { findAccounts } from "../../../replication/change-roles";
import {
  disableConnectionFailover,
  enableConnectionFailover,
  promoteConnection,
} from "../../../replication/connections";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import type { Path } from "../../names";
import { readTarget, type Target } from "../../object-statements";
import { readProperties, text } from "../../properties";
import type { Execute, ExecutionContext, StatementKind } from "../../statement";

function readAccounts(cursor: Cursor): readonly Path[] {
  const accounts: Path[] = [];
  do accounts.push(cursor.path(2));
  while (cursor.takeSymbol(","));
  return accounts;
}

/** D: only account administrators; PRIMARY also by who has FAILOVER on the connection. */
function change(
  { name, ifExists }: Target,
  work: (context: ExecutionContext, connection: Connection) => void,
  alsoWith: readonly string[] = [],
): Execute {
  return (context) => {
    const { access, account } = context;
    if (ifExists && !account.state.objects.CONNECTION.has(name, null)) return statusResult(EXECUTED);
    const connection = access.require("CONNECTION", name, "VISIBLE");
    const holds = alsoWith.some((privilege) => access.holds({ type: "CONNECTION", id: connection.id }, privilege));
    if (!holds && !access.isAccountAdmin()) throw insufficientPrivileges("connection", name);
    work(context, connection);
    return statusResult(EXECUTED);
  };
}

function setComment({ account }: ExecutionContext, connection: Connection, comment: string | null): void {
  account.state.objects.CONNECTION.edit(connection);
  connection.comment = comment;
}

/** ALTER CONNECTION [IF EXISTS] name { ENABLE FAILOVER TO ACCOUNTS … [IGNORE EDITION CHECK] | DISABLE FAILOVER [TO ACCOUNTS …] | PRIMARY | SET COMMENT = '…' | UNSET COMMENT } */
export const alterConnection: StatementKind = {
  leading: "ALTER CONNECTION",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "CONNECTION");
    if (cursor.take("ENABLE FAILOVER TO ACCOUNTS")) {
      const paths = readAccounts(cursor);
      const ignoreEditions = cursor.take("IGNORE EDITION CHECK");
      return change(target, ({ organization }, connection) =>
        enableConnectionFailover(organization, connection, findAccounts(organization, paths), ignoreEditions),
      );
    }
    if (cursor.take("DISABLE FAILOVER")) {
      const paths = cursor.take("TO ACCOUNTS") ? readAccounts(cursor) : undefined;
      return change(target, ({ organization }, connection) => {
        const accounts = paths === undefined ? "all" : findAccounts(organization, paths);
        disableConnectionFailover(organization, connection, accounts);
      });
    }
    if (cursor.take("PRIMARY")) {
      return change(target, ({ organization }, connection) => promoteConnection(organization, connection), [
        "FAILOVER",
      ]);
    }
    if (cursor.take("UNSET COMMENT")) return change(target, (context, one) => setComment(context, one, null));
    cursor.expect("SET");
    const { COMMENT } = readProperties(cursor, { COMMENT: text });
    if (COMMENT === undefined) throw cursor.unexpected();
    return change(target, (context, one) => setComment(context, one, COMMENT));
  },
};
