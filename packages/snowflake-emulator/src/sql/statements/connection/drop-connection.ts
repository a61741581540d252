import { insufficientPrivileges } from "../../../errors";
import { checkConnectionDroppable } from "../../../replication/connections";
import { readTarget } from "../../object-statements";
import type { StatementKind } from "../../statement";
import { drop } from "../drop-object";

/** DROP CONNECTION [IF EXISTS] name. D: needs ACCOUNTADMIN; a primary only when it has no secondary. */
export const dropConnection: StatementKind = {
  leading: "DROP CONNECTION",
  parse(cursor) {
    const target = readTarget(cursor, "DROP", "CONNECTION");
    return (context) => {
      const { access, account, organization } = context;
      const connection = account.state.objects.CONNECTION.get(target.name);
      if (connection !== undefined && access.sees("CONNECTION", connection)) {
        if (!access.isAccountAdmin()) throw insufficientPrivileges("connection", target.name);
        checkConnectionDroppable(organization, connection);
      }
      return drop(context, "CONNECTION", target);
    };
  },
};
