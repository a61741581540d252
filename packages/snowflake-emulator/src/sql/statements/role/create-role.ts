import { createObject, readCreateHead } from "../../object-statements";
import { readProperties, text } from "../../properties";
import type { StatementKind } from "../../statement";

/** CREATE [OR REPLACE] ROLE [IF NOT EXISTS] name [COMMENT = '…'] */
export const createRole: StatementKind = {
  leading: "CREATE ROLE",
  parse(cursor) {
    const head = readCreateHead(cursor, "ROLE");
    const { COMMENT = null } = readProperties(cursor, { COMMENT: text });
    return (context) =>
      createObject(context, "ROLE", head, "CREATE ROLE", (base) => ({ ...base, comment: COMMENT, system: false }));
  },
};
