import { dependentGrant, doesNotExist, notEmulated, revokeNotExecuted } from "../../../errors";
import { dependentGrants, findPrivilege, revokeGrantOption, revokeWithDependents } from "../../../grants/grant-store";
import { roleName } from "../../../state/account-state";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import { expandPrivileges, readGranteeRole, readPrivileges } from "../../privilege-list";
import { readSecurable, resolveSecurable } from "../../securables";
import type { StatementKind } from "../../statement";
import { grantorFor } from "./grant-privileges";

/**
 * REVOKE [GRANT OPTION FOR] { privilege, … | ALL [PRIVILEGES] } ON … FROM [ROLE] role [RESTRICT | CASCADE]
 * D: without CASCADE it fails when the privilege has been passed on. Revoking what was not granted changes nothing.
 */
export const revokePrivileges: StatementKind = {
  leading: "REVOKE",
  remark: "as GRANT",
  parse(cursor) {
    cursor.expect("REVOKE");
    if (cursor.isWords("DATABASE", "ROLE")) throw notEmulated("REVOKE DATABASE ROLE");
    if (cursor.isWords("OWNERSHIP")) throw notEmulated("REVOKE OWNERSHIP (future grants only)");
    const optionOnly = cursor.take("GRANT OPTION FOR");
    const list = readPrivileges(cursor);
    cursor.expect("ON");
    const wanted = readSecurable(cursor);
    cursor.expect("FROM");
    const name = readGranteeRole(cursor);
    const cascade = cursor.takeOneOf("RESTRICT", "CASCADE") === "CASCADE";
    return ({ account, access }) => {
      const { grants, objects } = account.state;
      const role = objects.ROLE.get(name);
      if (role === undefined) throw doesNotExist("Role", name);
      const securable = resolveSecurable(access, wanted);
      const privileges = expandPrivileges(list, securable);
      const allowed = privileges.filter((one) => grantorFor(access, securable, one) !== undefined);
      if (allowed.length === 0 && privileges.length > 0) throw revokeNotExecuted();
      const found = allowed.flatMap((one) => findPrivilege(grants, securable.on, one, role.id) ?? []);
      for (const grant of cascade ? [] : found) {
        const [dependent] = dependentGrants(grants, grant);
        if (dependent !== undefined && role.id !== securable.ownerRoleId) {
          throw dependentGrant(grant.privilege, securable.name, roleName(account.state, dependent.granteeRoleId));
        }
      }
      for (const grant of found) {
        if (!optionOnly) revokeWithDependents(grants, grant);
        else revokeGrantOption(grants, grant);
      }
      return statusResult(EXECUTED);
    };
  },
};
