import { rolesOfUser } from "../../../grants/grant-store";
import type { Role } from "../../../objects/role";
import { objectById, roleName } from "../../../state/account-state";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { applyShowFilter, readShowFilter } from "../../show-filter";
import type { ExecutionContext, StatementKind } from "../../statement";

const yesNo = (is: boolean) => (is ? "Y" : "N");

function columns(context: ExecutionContext): ColumnPlan<Role> {
  const { account, session, access } = context;
  const { state } = account;
  const user = objectById(state, "USER", session.userId);
  const { roles } = state.grants;
  const assigned = new Set(rolesOfUser(state.grants, session.userId));
  return {
    created_on: ["timestamp_ltz", (role) => new Date(role.createdOn)],
    name: ["text", (role) => role.name],
    is_default: ["text", (role) => yesNo(role.name === user?.defaultRole)],
    is_current: ["text", (role) => yesNo(role.id === session.primaryRoleId)],
    is_inherited: [
      "text",
      (role) => yesNo(access.effective.has(role.id) && role.id !== session.primaryRoleId && !assigned.has(role.id)),
    ],
    assigned_to_users: [
      "fixed",
      (role) => roles.byLeft(String(role.id)).filter((one) => one.grantee.type === "USER").length,
    ],
    granted_to_roles: [
      "fixed",
      (role) => roles.byLeft(String(role.id)).filter((one) => one.grantee.type === "ROLE").length,
    ],
    granted_roles: ["fixed", (role) => roles.byRight(String(role.id)).length],
    owner: ["text", (role) => roleName(state, role.ownerRoleId)],
    comment: ["text", (role) => role.comment ?? ""],
  };
}

/** SHOW ROLES [LIKE '…'] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
export const showRoles: StatementKind = {
  leading: "SHOW ROLES",
  parse(cursor) {
    cursor.expect("SHOW");
    cursor.take("TERSE");
    cursor.expect("ROLES");
    const filter = readShowFilter(cursor);
    return (context) => tableOf(columns(context), applyShowFilter(filter, context.access.visible("ROLE")));
  },
};
