import { databaseRoleElsewhere, doesNotExist, grantNotExecuted, revokeNotExecuted, roleCycle } from "../../../errors";
import type { RoleGrant } from "../../../grants/grant-state";
import { grantRole as addRoleGrant, revokeRole as removeRoleGrant, roleClosure } from "../../../grants/grant-store";
import type { SnowflakeObject } from "../../../objects/snowflake-object";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { findDatabaseRole, type GranteeName, resolveGrantee } from "../../grantees";
import { type Path, renderPath } from "../../names";
import type { ExecutionContext, StatementKind } from "../../statement";

interface Membership {
  readonly role: SnowflakeObject;
  readonly grantee: RoleGrant["grantee"];
  readonly granteeName: string;
}

type Find = (context: ExecutionContext) => Membership;

/** Reads what comes after GRANT ROLE and REVOKE ROLE. */
function readRoleMembership(cursor: Cursor, verb: "GRANT" | "REVOKE"): Find {
  const name = cursor.identifier();
  cursor.expect(verb === "GRANT" ? "TO" : "FROM");
  const type = cursor.takeOneOf("ROLE", "USER");
  if (type === undefined) throw cursor.unexpected();
  const granteeName = cursor.identifier();
  return ({ account }) => {
    const { objects } = account.state;
    const role = objects.ROLE.get(name);
    if (role === undefined) throw doesNotExist("Role", name);
    const grantee = objects[type].get(granteeName);
    if (grantee === undefined) throw doesNotExist(type === "ROLE" ? "Role" : "User", granteeName);
    return { role, grantee: { type, id: grantee.id }, granteeName };
  };
}

/** Reads what comes after GRANT DATABASE ROLE and REVOKE DATABASE ROLE. D: users and shares get none. */
function readDatabaseRoleMembership(cursor: Cursor, verb: "GRANT" | "REVOKE"): Find {
  const path: Path = cursor.path(2);
  cursor.expect(verb === "GRANT" ? "TO" : "FROM");
  let wanted: GranteeName;
  if (cursor.take("DATABASE ROLE")) wanted = { type: "DATABASE_ROLE", path: cursor.path(2) };
  else {
    cursor.expect("ROLE");
    wanted = { type: "ROLE", name: cursor.identifier() };
  }
  return (context) => {
    const role = findDatabaseRole(context, path);
    const grantee = resolveGrantee(context, wanted);
    if (grantee.type === "DATABASE_ROLE" && grantee.role.parentId !== role.parentId) {
      throw databaseRoleElsewhere(role.name, grantee.role.name);
    }
    const granteeName = wanted.type === "ROLE" ? wanted.name : renderPath(wanted.path);
    return { role, grantee: { type: grantee.type, id: grantee.role.id }, granteeName };
  };
}

/** D: a role is granted by its owner or by a role with MANAGE GRANTS. */
function mayGrant({ access }: ExecutionContext, role: SnowflakeObject): boolean {
  return access.owns(role) || access.managesGrants();
}

function grant(context: ExecutionContext, { role, grantee, granteeName }: Membership) {
  const { account, session } = context;
  const { grants } = account.state;
  if (!mayGrant(context, role)) throw grantNotExecuted();
  if (grantee.type !== "USER" && roleClosure(grants, [role.id]).has(grantee.id)) {
    throw roleCycle(role.name, granteeName);
  }
  addRoleGrant(grants, {
    roleId: role.id,
    grantee,
    grantedByRoleId: role.ownerRoleId ?? session.primaryRoleId,
    createdOn: account.clock.now(),
  });
  return statusResult(EXECUTED);
}

function revoke(context: ExecutionContext, { role, grantee }: Membership) {
  if (!mayGrant(context, role)) throw revokeNotExecuted();
  removeRoleGrant(context.account.state.grants, { roleId: role.id, grantee });
  return statusResult(EXECUTED);
}

/** GRANT ROLE role TO { ROLE | USER } name */
export const grantRole: StatementKind = {
  leading: "GRANT ROLE",
  parse(cursor) {
    cursor.expect("GRANT ROLE");
    const find = readRoleMembership(cursor, "GRANT");
    return (context) => grant(context, find(context));
  },
};

/** REVOKE ROLE role FROM { ROLE | USER } name. Revoking what was not granted changes nothing. */
export const revokeRole: StatementKind = {
  leading: "REVOKE ROLE",
  parse(cursor) {
    cursor.expect("REVOKE ROLE");
    const find = readRoleMembership(cursor, "REVOKE");
    return (context) => revoke(context, find(context));
  },
};

/** GRANT DATABASE ROLE role TO { ROLE | DATABASE ROLE } name (D: of the same database only) */
export const grantDatabaseRole: StatementKind = {
  leading: "GRANT DATABASE ROLE",
  parse(cursor) {
    cursor.expect("GRANT DATABASE ROLE");
    const find = readDatabaseRoleMembership(cursor, "GRANT");
    return (context) => grant(context, find(context));
  },
};

/** REVOKE DATABASE ROLE role FROM { ROLE | DATABASE ROLE } name */
export const revokeDatabaseRole: StatementKind = {
  leading: "REVOKE DATABASE ROLE",
  parse(cursor) {
    cursor.expect("REVOKE DATABASE ROLE");
    const find = readDatabaseRoleMembership(cursor, "REVOKE");
    return (context) => revoke(context, find(context));
  },
};
