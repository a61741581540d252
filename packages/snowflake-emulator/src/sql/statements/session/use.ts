import { operationCannotBePerformed, roleNotAssigned } from "../../../errors";
import { roleClosure, rolesOfUser } from "../../../grants/grant-store";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { StatementKind } from "../../statement";

/** USE ROLE name: the role must be granted to the user, directly or through other roles. */
export const useRole: StatementKind = {
  leading: "USE ROLE",
  parse(cursor) {
    cursor.expect("USE ROLE");
    const name = cursor.identifier();
    return ({ account: { state }, session }) => {
      const role = state.objects.ROLE.get(name);
      if (role === undefined) throw operationCannotBePerformed();
      const available = roleClosure(state.grants, rolesOfUser(state.grants, session.userId));
      if (role.name !== "PUBLIC" && !available.has(role.id)) throw roleNotAssigned(name);
      session.primaryRoleId = role.id;
      return statusResult(EXECUTED);
    };
  },
};

/** USE WAREHOUSE name: needs a privilege on the warehouse. */
export const useWarehouse: StatementKind = {
  leading: "USE WAREHOUSE",
  parse(cursor) {
    cursor.expect("USE WAREHOUSE");
    const name = cursor.identifier();
    return ({ account: { state }, access, session }) => {
      const warehouse = state.objects.WAREHOUSE.get(name);
      if (warehouse === undefined || !access.may("WAREHOUSE", warehouse, ["USAGE", "OPERATE"])) {
        throw operationCannotBePerformed();
      }
      session.warehouseId = warehouse.id;
      return statusResult(EXECUTED);
    };
  },
};

/** USE SECONDARY ROLES { ALL | NONE } */
export const useSecondaryRoles: StatementKind = {
  leading: "USE SECONDARY ROLES",
  parse(cursor) {
    cursor.expect("USE SECONDARY ROLES");
    const which = cursor.takeOneOf("ALL", "NONE");
    if (which === undefined) throw cursor.unexpected();
    return ({ session }) => {
      session.secondaryRoles = which;
      return statusResult(EXECUTED);
    };
  },
};
