import { insufficientPrivileges, notInLinkedDatabase, syntaxError } from "../../../errors";
import type { Database } from "../../../objects/database";
import {
  disableFailover,
  disableReplication,
  enableFailover,
  enableReplication,
  findAccounts,
  promote,
} from "../../../replication/change-roles";
import { refreshDatabase } from "../../../replication/refresh-database";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import type { Path } from "../../names";
import type { Target } from "../../object-statements";
import type { Execute, ExecutionContext } from "../../statement";

function readAccounts(cursor: Cursor): readonly Path[] {
  const accounts: Path[] = [];
  do accounts.push(cursor.path(2));
  while (cursor.takeSymbol(","));
  return accounts;
}

/** `TO ACCOUNTS …`; "all" where it may be left out, and is. */
function readAccountsOrAll(cursor: Cursor): readonly Path[] | "all" {
  return cursor.take("TO ACCOUNTS") ? readAccounts(cursor) : "all";
}

/** D: only account administrators enable and manage replication and failover of databases. */
function requireManaged({ access }: ExecutionContext, { name }: Target): Database {
  const database = access.require("DATABASE", name, "VISIBLE");
  if (!access.isAccountAdmin()) throw insufficientPrivileges("database", name);
  return database;
}

function enable(cursor: Cursor, target: Target, what: "REPLICATION" | "FAILOVER"): Execute {
  cursor.expect("TO ACCOUNTS");
  const paths = readAccounts(cursor);
  const ignoreEditions = what === "REPLICATION" && cursor.take("IGNORE EDITION CHECK");
  return (context) => {
    const database = requireManaged(context, target);
    // D: catalog-linked databases are not replicated.
    if (database.link !== undefined) throw notInLinkedDatabase();
    const accounts = findAccounts(context.organization, paths);
    if (what === "REPLICATION") enableReplication(context.account, database, accounts, ignoreEditions);
    else enableFailover(context.account, database, accounts);
    return statusResult(EXECUTED);
  };
}

function disable(cursor: Cursor, target: Target, what: "REPLICATION" | "FAILOVER"): Execute {
  const paths = readAccountsOrAll(cursor);
  return (context) => {
    const database = requireManaged(context, target);
    const accounts = paths === "all" ? paths : findAccounts(context.organization, paths);
    if (what === "REPLICATION") disableReplication(context.account, database, accounts);
    else disableFailover(context.account, database, accounts);
    return statusResult(EXECUTED);
  };
}

/** D: needs OWNERSHIP on the secondary database; what comes for the first time belongs to the role that refreshes. */
function refresh({ name }: Target): Execute {
  return async ({ access, organization, queryId, session, signal }) => {
    const database = access.require("DATABASE", name, "OWNERSHIP");
    const ownerRoleId = session.primaryRoleId;
    await refreshDatabase({ organization, database, ownerRoleId, jobId: queryId, signal });
    return statusResult(EXECUTED);
  };
}

function makePrimary(target: Target): Execute {
  return (context) => {
    const changed = promote(context.organization, requireManaged(context, target));
    // What the other accounts have become is kept, too, before anybody is told.
    return Promise.all(changed.map((account) => account.flush())).then(() => statusResult(EXECUTED));
  };
}

/**
 * Reads what stands after ALTER DATABASE name when it is about replication; undefined: it is not. { ENABLE | DISABLE } REPLICATION,
 * { ENABLE | DISABLE } FAILOVER, REFRESH, PRIMARY. D: none of them takes IF EXISTS.
 */
export function parseReplicationChange(cursor: Cursor, target: Target): Execute | undefined {
  const at = cursor.peek();
  const words = cursor.takeOneOf(
    "ENABLE REPLICATION",
    "DISABLE REPLICATION",
    "ENABLE FAILOVER",
    "DISABLE FAILOVER",
    "REFRESH",
    "PRIMARY",
  );
  if (words === undefined) return undefined;
  if (target.ifExists) throw syntaxError(at.line, at.column, at.text);
  switch (words) {
    case "ENABLE REPLICATION":
      return enable(cursor, target, "REPLICATION");
    case "DISABLE REPLICATION":
      return disable(cursor, target, "REPLICATION");
    case "ENABLE FAILOVER":
      return enable(cursor, target, "FAILOVER");
    case "DISABLE FAILOVER":
      return disable(cursor, target, "FAILOVER");
    case "REFRESH":
      return refresh(target);
    case "PRIMARY":
      return makePrimary(target);
  }
}
