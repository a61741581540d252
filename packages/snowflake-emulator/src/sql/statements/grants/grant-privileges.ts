import { doesNotExist, grantNotExecuted, grantPartiallyExecuted, notEmulated } from "../../../errors";
import type { Access } from "../../../grants/access";
import { grantPrivilege } from "../../../grants/grant-store";
import type { ObjectId } from "../../../objects/snowflake-object";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import { expandPrivileges, readGranteeRole, readPrivileges } from "../../privilege-list";
import { type ResolvedSecurable, readSecurable, resolveSecurable } from "../../securables";
import type { StatementKind } from "../../statement";

/**
 * By which right a privilege may be granted or revoked, and who then counts as grantor; undefined: by none.
 * D: the owner, MANAGE GRANTS (the grantor is then the owner), or the grant option. On the account MANAGE GRANTS is
 * not enough (O): ACCOUNTADMIN counts as its owner.
 */
export function grantorFor(
  access: Access,
  securable: ResolvedSecurable,
  privilege: string,
): { readonly roleId: ObjectId | null } | undefined {
  const { on, ownerRoleId } = securable;
  const isOwner = ownerRoleId === null ? access.isAccountAdmin() : access.effective.has(ownerRoleId);
  if (isOwner || (on.type !== "ACCOUNT" && access.managesGrants())) {
    return { roleId: ownerRoleId ?? access.state.objects.ROLE.get("ACCOUNTADMIN")?.id ?? null };
  }
  const held = access.grantOf(on, privilege, { grantOption: true });
  return held === undefined ? undefined : { roleId: held.granteeRoleId };
}

/** GRANT { privilege, … | ALL [PRIVILEGES] } ON { ACCOUNT | type name } TO [ROLE] role [WITH GRANT OPTION] */
export const grantPrivileges: StatementKind = {
  leading: "GRANT",
  remark: "on the account and on the object types of this list, to account roles",
  parse(cursor) {
    cursor.expect("GRANT");
    if (cursor.isWords("DATABASE", "ROLE")) throw notEmulated("GRANT DATABASE ROLE");
    if (cursor.isWords("APPLICATION", "ROLE")) throw notEmulated("GRANT APPLICATION ROLE");
    const list = readPrivileges(cursor);
    cursor.expect("ON");
    const wanted = readSecurable(cursor);
    cursor.expect("TO");
    const roleName = readGranteeRole(cursor);
    const grantOption = cursor.take("WITH GRANT OPTION");
    return ({ account, access }) => {
      const role = account.state.objects.ROLE.get(roleName);
      if (role === undefined) throw doesNotExist("Role", roleName);
      const securable = resolveSecurable(access, wanted);
      const privileges = expandPrivileges(list, securable);
      const refused: string[] = [];
      for (const privilege of privileges) {
        const grantor = grantorFor(access, securable, privilege);
        if (grantor === undefined) {
          refused.push(privilege);
          continue;
        }
        grantPrivilege(account.state.grants, {
          privilege,
          on: securable.on,
          granteeRoleId: role.id,
          grantOption,
          grantedByRoleId: grantor.roleId,
          createdOn: account.clock.now(),
        });
      }
      if (refused.length > 0 && refused.length === privileges.length) throw grantNotExecuted();
      if (refused.length > 0) throw grantPartiallyExecuted(refused);
      return statusResult(EXECUTED);
    };
  },
};
