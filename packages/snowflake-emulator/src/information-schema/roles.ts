import type { RoleGrant } from "../grants/grant-state";
import { rolesOfUser } from "../grants/grant-store";
import { objectById, roleName } from "../state/account-state";
import { viewOf, yesNo } from "./information-schema-view";

/** D: APPLICABLE_ROLES view: the roles that the user can use, and through whom. */
export const applicableRolesView = viewOf<RoleGrant>(
  "APPLICABLE_ROLES",
  ({ account, session }) => {
    const { roles } = account.state.grants;
    const found: RoleGrant[] = [...roles.byRight(String(session.userId))];
    const seen = new Set(rolesOfUser(account.state.grants, session.userId));
    // A set visits what is added while it is being walked through.
    for (const role of seen) {
      for (const grant of roles.byRight(String(role))) {
        found.push(grant);
        seen.add(grant.roleId);
      }
    }
    return found;
  },
  {
    GRANTEE: [
      "text",
      ({ grantee }, { account }) =>
        grantee.type === "USER"
          ? (objectById(account.state, "USER", grantee.id)?.name ?? null)
          : roleName(account.state, grantee.id),
    ],
    ROLE_NAME: ["text", ({ roleId }, { account }) => roleName(account.state, roleId)],
    ROLE_OWNER: [
      "text",
      ({ roleId }, { account }) =>
        roleName(account.state, objectById(account.state, "ROLE", roleId)?.ownerRoleId ?? null),
    ],
    IS_GRANTABLE: ["text", () => yesNo(false)],
  },
);

/** D: ENABLED_ROLES view: the roles that are active in the session, with those below them. */
export const enabledRolesView = viewOf<number>("ENABLED_ROLES", ({ access }) => [...access.effective], {
  ROLE_NAME: ["text", (id, { account }) => roleName(account.state, id)],
  ROLE_OWNER: [
    "text",
    (id, { account }) => roleName(account.state, objectById(account.state, "ROLE", id)?.ownerRoleId ?? null),
  ],
});
