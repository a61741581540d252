import { createObject, readCreateHead } from "../../object-statements";
import { readProperties, text } from "../../properties";
import type { StatementKind } from "../../statement";
import { readTagClause } from "../../tag-clause";

/** CREATE [OR REPLACE] ROLE [IF NOT EXISTS] name [COMMENT = '…'] [[WITH] TAG (…)] */
export const createRole: StatementKind = {
  leading: "CREATE ROLE",
  parse(cursor) {
    const head = readCreateHead(cursor, "ROLE");
    const { COMMENT = null } = readProperties(cursor, { COMMENT: text });
    const tags = readTagClause(cursor);
    return (context) =>
      createObject(context, "ROLE", head, "CREATE ROLE", (base) => ({ ...base, comment: COMMENT, system: false }), {
        tags,
      });
  },
};
