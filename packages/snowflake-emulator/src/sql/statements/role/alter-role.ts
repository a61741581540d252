import { systemRole } from "../../../errors";
import { alterObject, readTarget, rename } from "../../object-statements";
import { text } from "../../properties";
import type { StatementKind } from "../../statement";

/** ALTER ROLE [IF EXISTS] name { RENAME TO name | SET COMMENT = '…' | UNSET COMMENT } */
export const alterRole: StatementKind = {
  leading: "ALTER ROLE",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "ROLE");
    const newName = cursor.take("RENAME TO") ? cursor.path(1) : undefined;
    let comment: string | null = null;
    if (newName === undefined && cursor.take("SET")) {
      cursor.expect("COMMENT");
      cursor.expectSymbol("=");
      comment = text(cursor, "COMMENT");
    } else if (newName === undefined) cursor.expect("UNSET COMMENT");
    return (context) =>
      alterObject(context, "ROLE", target, "OWNERSHIP", (role) => {
        if (role.system) throw systemRole(role.name, "altered");
        if (newName === undefined) role.comment = comment;
        else rename(context, "ROLE", role, newName);
      });
  },
};
