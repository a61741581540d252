import { insufficientPrivileges } from "../../../errors";
import { removeObject } from "../../../objects/remove-object";
import { prepareDrop } from "../../../replication/groups/change-group";
import { statusResult } from "../../../wire/result-table";
import { readTarget } from "../../object-statements";
import type { StatementKind } from "../../statement";

/** DROP FAILOVER GROUP [IF EXISTS] name. D: its owner, or ACCOUNTADMIN; a primary only when it has no secondary. Databases stay. */
export const dropFailoverGroup: StatementKind = {
  leading: "DROP FAILOVER GROUP",
  parse(cursor) {
    const target = readTarget(cursor, "DROP", "FAILOVER GROUP");
    return ({ access, account, organization, session }) => {
      const { name, ifExists } = target;
      const { state } = account;
      if (ifExists && !state.objects.FAILOVER_GROUP.has(name)) {
        return statusResult("Drop statement executed successfully (object already dropped).");
      }
      const group = access.require("FAILOVER_GROUP", name, "VISIBLE");
      if (!access.owns(group) && !access.isAccountAdmin()) throw insufficientPrivileges("failover group", name);
      prepareDrop(organization, group);
      removeObject(state, "FAILOVER_GROUP", group, session.primaryRoleId);
      return statusResult(`${name} successfully dropped.`);
    };
  },
};
