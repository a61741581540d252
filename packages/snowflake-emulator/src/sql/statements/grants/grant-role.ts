import { doesNotExist, grantNotExecuted, revokeNotExecuted, roleCycle } from "../../../errors";
import type { RoleGrant } from "../../../grants/grant-state";
import { grantRole as addRoleGrant, revokeRole as removeRoleGrant, roleClosure } from "../../../grants/grant-store";
import type { Role } from "../../../objects/role";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import type { ExecutionContext, StatementKind } from "../../statement";

interface Wanted {
  readonly role: string;
  readonly type: "ROLE" | "USER";
  readonly name: string;
}

function readMembership(cursor: Cursor, verb: "GRANT" | "REVOKE"): Wanted {
  cursor.expect(`${verb} ROLE`);
  const role = cursor.identifier();
  cursor.expect(verb === "GRANT" ? "TO" : "FROM");
  const type = cursor.takeOneOf("ROLE", "USER");
  if (type === undefined) throw cursor.unexpected();
  return { role, type, name: cursor.identifier() };
}

function find({ account }: ExecutionContext, wanted: Wanted): { role: Role; grantee: RoleGrant["grantee"] } {
  const role = account.state.objects.ROLE.get(wanted.role);
  if (role === undefined) throw doesNotExist("Role", wanted.role);
  const grantee = account.state.objects[wanted.type].get(wanted.name);
  if (grantee === undefined) throw doesNotExist(wanted.type === "ROLE" ? "Role" : "User", wanted.name);
  return { role, grantee: { type: wanted.type, id: grantee.id } };
}

/** D: a role is granted by its owner or by a role with MANAGE GRANTS. */
function mayGrant({ access }: ExecutionContext, role: Role): boolean {
  return access.owns(role) || access.managesGrants();
}

/** GRANT ROLE role TO { ROLE | USER } name */
export const grantRole: StatementKind = {
  leading: "GRANT ROLE",
  parse(cursor) {
    const wanted = readMembership(cursor, "GRANT");
    return (context) => {
      const { account } = context;
      const { role, grantee } = find(context, wanted);
      if (!mayGrant(context, role)) throw grantNotExecuted();
      if (grantee.type === "ROLE" && roleClosure(account.state.grants, [role.id]).has(grantee.id)) {
        throw roleCycle(role.name, wanted.name);
      }
      addRoleGrant(account.state.grants, {
        roleId: role.id,
        grantee,
        grantedByRoleId: role.ownerRoleId ?? context.session.primaryRoleId,
        createdOn: account.clock.now(),
      });
      return statusResult(EXECUTED);
    };
  },
};

/** REVOKE ROLE role FROM { ROLE | USER } name. Revoking what was not granted changes nothing. */
export const revokeRole: StatementKind = {
  leading: "REVOKE ROLE",
  parse(cursor) {
    const wanted = readMembership(cursor, "REVOKE");
    return (context) => {
      const { role, grantee } = find(context, wanted);
      if (!mayGrant(context, role)) throw revokeNotExecuted();
      removeRoleGrant(context.account.state.grants, { roleId: role.id, grantee });
      return statusResult(EXECUTED);
    };
  },
};
