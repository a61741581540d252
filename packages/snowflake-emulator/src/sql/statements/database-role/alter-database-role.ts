import { invalidProperty } from "../../../errors";
import { locate } from "../../names";
import { alterObject, readTarget, rename } from "../../object-statements";
import { text } from "../../properties";
import type { StatementKind } from "../../statement";

/** ALTER DATABASE ROLE [IF EXISTS] name { RENAME TO name | SET COMMENT = '…' | UNSET COMMENT } */
export const alterDatabaseRole: StatementKind = {
  leading: "ALTER DATABASE ROLE",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "DATABASE ROLE", 2);
    const newPath = cursor.take("RENAME TO") ? cursor.path(2) : undefined;
    let comment: string | null = null;
    if (newPath === undefined && cursor.take("SET")) {
      cursor.expect("COMMENT");
      cursor.expectSymbol("=");
      comment = text(cursor, "COMMENT");
    } else if (newPath === undefined) cursor.expect("UNSET COMMENT");
    return (context) =>
      alterObject(context, "DATABASE_ROLE", target, "OWNERSHIP", (role) => {
        if (newPath === undefined) {
          role.comment = comment;
          return;
        }
        // D: ALTER DATABASE ROLE, a database role stays in its database.
        if (newPath.length > 1 && locate(context, "DATABASE_ROLE", newPath, "RENAME").parentId !== role.parentId) {
          throw invalidProperty("RENAME TO", "a database role can't be moved to another database");
        }
        rename(context, "DATABASE_ROLE", role, newPath);
      });
  },
};
