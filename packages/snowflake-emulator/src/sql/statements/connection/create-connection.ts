import { newPrimary, newSecondary } from "../../../replication/connections";
import { createObject, readCreateName } from "../../object-statements";
import { readProperties, text } from "../../properties";
import type { StatementKind } from "../../statement";

/**
 * CREATE CONNECTION [IF NOT EXISTS] name [AS REPLICA OF org.account.name] [COMMENT = '…']. D: needs ACCOUNTADMIN. IF NOT EXISTS looks at the
 * own account only (A).
 */
export const createConnection: StatementKind = {
  leading: "CREATE CONNECTION",
  parse(cursor) {
    cursor.expect("CREATE CONNECTION");
    const head = readCreateName(cursor, false, 1);
    const primary = cursor.take("AS REPLICA OF") ? cursor.path(3) : undefined;
    const { COMMENT } = readProperties(cursor, { COMMENT: text });
    return (context) =>
      createObject(context, "CONNECTION", head, "ACCOUNTADMIN", (base) => ({
        ...base,
        comment: COMMENT ?? null,
        ...(primary === undefined
          ? newPrimary(context.organization, head.name)
          : newSecondary(context.organization, head.name, primary)),
      }));
  },
};
