import type { DatabaseRole } from "../../../objects/database-role";
import { ownerRoleType, roleName } from "../../../state/account-state";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { currentDatabase, findDatabase } from "../../names";
import { applyShowFilter, readLike, readPage } from "../../show-filter";
import type { ExecutionContext, StatementKind } from "../../statement";

function columns({ account: { state }, access }: ExecutionContext): ColumnPlan<DatabaseRole> {
  const { roles } = state.grants;
  const count = (role: DatabaseRole, type: string) =>
    roles.byLeft(String(role.id)).filter(({ grantee }) => grantee.type === type).length;
  const contained = (role: DatabaseRole) => roles.byRight(String(role.id)).length;
  return {
    created_on: ["timestamp_ltz", (role) => new Date(role.createdOn)],
    name: ["text", (role) => role.name],
    is_default: ["text", () => "N"],
    is_current: ["text", () => "N"],
    is_inherited: ["text", (role) => (access.effective.has(role.id) ? "Y" : "N")],
    granted_to_roles: ["fixed", (role) => count(role, "ROLE")],
    granted_to_database_roles: ["fixed", (role) => count(role, "DATABASE_ROLE")],
    granted_database_roles: ["fixed", contained],
    owner: ["text", (role) => roleName(state, role.ownerRoleId)],
    comment: ["text", (role) => role.comment ?? ""],
    owner_role_type: ["text", (role) => ownerRoleType(state, role)],
  };
}

/** SHOW DATABASE ROLES [LIKE '…'] IN DATABASE name [LIMIT n [FROM '…']] */
export const showDatabaseRoles: StatementKind = {
  leading: "SHOW DATABASE ROLES",
  parse(cursor) {
    cursor.expect("SHOW DATABASE ROLES");
    const like = readLike(cursor);
    let name: string | undefined;
    if (cursor.take("IN DATABASE")) name = cursor.identifier();
    const filter = { like, ...readPage(cursor) };
    return (context) => {
      const database =
        name === undefined ? currentDatabase(context, "SHOW DATABASE ROLES") : findDatabase(context, name);
      const roles = context.access.visible("DATABASE_ROLE", database.id, like);
      return tableOf(columns(context), applyShowFilter(filter, roles));
    };
  },
};
