import { notEmulated } from "../../../errors";
import { privilegesOn } from "../../../grants/grant-store";
import { type ResultTable, tableOf } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { readContainer, readSecurable } from "../../grant-target";
import { type GranteeName, resolveGrantee } from "../../grantees";
import { resolveContainer, resolveSecurable } from "../../securables";
import type { ExecutionContext, StatementKind } from "../../statement";
import {
  futureColumns,
  membershipColumns,
  ownedRows,
  ownershipRows,
  privilegeColumns,
  privilegeRow,
  usageRows,
} from "./grant-rows";

type Answer = (context: ExecutionContext) => ResultTable;

function grantsOn(cursor: Cursor): Answer {
  const wanted = readSecurable(cursor);
  return (context) => {
    const { grants } = context.account.state;
    const { on, object } = resolveSecurable(context, wanted);
    const members = on.type === "ROLE" || on.type === "DATABASE_ROLE" ? grants.roles.byLeft(String(on.id)) : [];
    return tableOf(privilegeColumns(context), [
      ...(object === undefined || on.type === "ACCOUNT" ? [] : ownershipRows(context, on.type, object)),
      ...privilegesOn(grants, on).map((grant) => privilegeRow(context, grant)),
      ...usageRows(context, members),
    ]);
  };
}

/** Reads `ROLE name` or `DATABASE ROLE name`. */
function readRole(cursor: Cursor): GranteeName {
  if (cursor.take("DATABASE ROLE")) return { type: "DATABASE_ROLE", path: cursor.path(2) };
  cursor.expect("ROLE");
  return { type: "ROLE", name: cursor.identifier() };
}

function grantsToRole(cursor: Cursor): Answer {
  const wanted = readRole(cursor);
  return (context) => {
    const { grants } = context.account.state;
    const { id } = resolveGrantee(context, wanted).role;
    return tableOf(privilegeColumns(context), [
      ...ownedRows(context, id),
      ...grants.privileges.byRight(String(id)).map((grant) => privilegeRow(context, grant)),
      ...usageRows(context, grants.roles.byRight(String(id))),
    ]);
  };
}

function grantsToUser(cursor: Cursor): Answer {
  const name = cursor.identifier();
  return (context) => {
    const user = context.access.require("USER", name, "VISIBLE");
    return tableOf(membershipColumns(context), context.account.state.grants.roles.byRight(String(user.id)));
  };
}

function grantsOfRole(cursor: Cursor): Answer {
  const wanted = readRole(cursor);
  return (context) => {
    const { id } = resolveGrantee(context, wanted).role;
    return tableOf(membershipColumns(context), context.account.state.grants.roles.byLeft(String(id)));
  };
}

function futureGrantsIn(cursor: Cursor): Answer {
  const wanted = readContainer(cursor);
  return (context) => {
    const { object } = resolveContainer(context, wanted);
    return tableOf(futureColumns(context), context.account.state.grants.future.byLeft(String(object.id)));
  };
}

function futureGrantsTo(cursor: Cursor): Answer {
  const wanted = readRole(cursor);
  return (context) => {
    const { id } = resolveGrantee(context, wanted).role;
    return tableOf(futureColumns(context), context.account.state.grants.future.byRight(String(id)));
  };
}

/** Refuses what SHOW GRANTS can name besides. */
function refuseRest(cursor: Cursor, statement: string): void {
  for (const kind of ["APPLICATION", "SHARE", "CLASS"]) {
    if (cursor.isWords("TO", kind) || cursor.isWords("OF", kind) || cursor.isWords("IN", kind)) {
      throw notEmulated(`${statement} ${cursor.peek().value} ${kind}`);
    }
  }
}

/** SHOW GRANTS [ON { ACCOUNT | type name } | TO { ROLE | DATABASE ROLE | USER } name | OF { ROLE | DATABASE ROLE } name]; alone: to the current user */
export const showGrants: StatementKind = {
  leading: "SHOW GRANTS",
  parse(cursor) {
    cursor.expect("SHOW GRANTS");
    refuseRest(cursor, "SHOW GRANTS");
    if (cursor.take("ON")) return grantsOn(cursor);
    if (cursor.take("TO USER")) return grantsToUser(cursor);
    if (cursor.take("TO")) return grantsToRole(cursor);
    if (cursor.take("OF")) return grantsOfRole(cursor);
    return (context) =>
      tableOf(membershipColumns(context), context.account.state.grants.roles.byRight(String(context.session.userId)));
  },
};

/** SHOW FUTURE GRANTS { IN { DATABASE | SCHEMA } name | TO { ROLE | DATABASE ROLE } name } */
export const showFutureGrants: StatementKind = {
  leading: "SHOW FUTURE GRANTS",
  parse(cursor) {
    cursor.expect("SHOW FUTURE GRANTS");
    refuseRest(cursor, "SHOW FUTURE GRANTS");
    if (cursor.take("TO")) return futureGrantsTo(cursor);
    return futureGrantsIn(cursor);
  },
};
