import { ACCOUNT } from "../grants/grant-state";
import { grantPrivilege, grantRole } from "../grants/grant-store";
import { GLOBAL_PRIVILEGES, SYSTEM_ROLE_PRIVILEGES } from "../grants/privileges";
import type { AccountState } from "../state/account-state";
import type { Role } from "./role";

const COMMENTS: Readonly<Record<string, string>> = {
  ACCOUNTADMIN: "Account administrator can manage all aspects of the account.",
  ORGADMIN: "Organization administrator can manage organization and account level settings.",
  PUBLIC: "Public role is automatically available to every user in the account.",
  SECURITYADMIN: "Security administrator can manage security aspects of the account.",
  SYSADMIN: "System administrator can create and manage databases and warehouses.",
  USERADMIN: "User administrator can create and manage users and roles",
};

/** Which system-defined role contains which (D: system-defined roles). */
const HIERARCHY: readonly (readonly [role: string, parent: string])[] = [
  ["SYSADMIN", "ACCOUNTADMIN"],
  ["SECURITYADMIN", "ACCOUNTADMIN"],
  ["USERADMIN", "SECURITYADMIN"],
];

/** Adds the system-defined roles with their hierarchy and privileges to an empty account. */
export function addSystemRoles(state: AccountState, createdOn: number): void {
  const roles = new Map<string, Role>();
  for (const [name, comment] of Object.entries(COMMENTS)) {
    const role: Role = {
      id: state.newId(),
      name,
      parentId: null,
      ownerRoleId: null,
      createdOn,
      comment,
      system: true,
    };
    roles.set(name, role);
    state.objects.ROLE.add(role);
  }
  for (const [roleName, parentName] of HIERARCHY) {
    const role = roles.get(roleName);
    const parent = roles.get(parentName);
    if (role === undefined || parent === undefined) continue;
    grantRole(state.grants, {
      roleId: role.id,
      grantee: { type: "ROLE", id: parent.id },
      grantedByRoleId: null,
      createdOn,
    });
  }
  const elsewhere = new Set(Object.values(SYSTEM_ROLE_PRIVILEGES).flat());
  const forAdmin = GLOBAL_PRIVILEGES.filter((privilege) => !elsewhere.has(privilege));
  const initial = { ...SYSTEM_ROLE_PRIVILEGES, ACCOUNTADMIN: forAdmin };
  for (const [roleName, privileges] of Object.entries(initial)) {
    const role = roles.get(roleName);
    if (role === undefined) continue;
    for (const privilege of privileges) {
      grantPrivilege(state.grants, {
        privilege,
        on: ACCOUNT,
        granteeRoleId: role.id,
        grantOption: true,
        grantedByRoleId: null,
        createdOn,
      });
    }
  }
}
