import { createObject, readCreateHead } from "../../object-statements";
import { readProperties, text } from "../../properties";
import type { StatementKind } from "../../statement";

/** CREATE [OR REPLACE] DATABASE ROLE [IF NOT EXISTS] [database.]name [COMMENT = '…'] */
export const createDatabaseRole: StatementKind = {
  leading: "CREATE DATABASE ROLE",
  parse(cursor) {
    const head = readCreateHead(cursor, "DATABASE ROLE", 2);
    const { COMMENT = null } = readProperties(cursor, { COMMENT: text });
    return (context) =>
      createObject(context, "DATABASE_ROLE", head, "CREATE DATABASE ROLE", (base) => ({
        ...base,
        comment: COMMENT,
        system: false,
      }));
  },
};
