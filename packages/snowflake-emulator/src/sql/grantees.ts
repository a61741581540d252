import { databaseRoleOutOfReach, doesNotExist, notEmulated } from "../errors";
import type { DatabaseRole } from "../objects/database-role";
import type { Role } from "../objects/role";
import type { ObjectId } from "../objects/snowflake-object";
import type { Cursor } from "./cursor";
import { locate, type Path, renderPath } from "./names";
import type { ExecutionContext } from "./statement";

/** Who gets privileges: as written. */
export type GranteeName =
  | { readonly type: "ROLE"; readonly name: string }
  | { readonly type: "DATABASE_ROLE"; readonly path: Path };

/** Who gets privileges, found. */
export type Grantee =
  | { readonly type: "ROLE"; readonly role: Role }
  | { readonly type: "DATABASE_ROLE"; readonly role: DatabaseRole };

/** Reads `[ROLE] name` or `DATABASE ROLE [db.]name` after TO or FROM. Other kinds of grantee are refused by name. */
export function readGrantee(cursor: Cursor): GranteeName {
  if (cursor.take("DATABASE ROLE")) return { type: "DATABASE_ROLE", path: cursor.path(2) };
  for (const other of ["APPLICATION ROLE", "APPLICATION", "SHARE", "USER"]) {
    if (cursor.take(other)) throw notEmulated(`privileges of a ${other}`);
  }
  cursor.take("ROLE");
  return { type: "ROLE", name: cursor.identifier() };
}

/** Finds a database role. Throws 002003 when it, or its database, is missing or can't be used. */
export function findDatabaseRole(context: ExecutionContext, path: Path): DatabaseRole {
  const location = locate(context, "DATABASE_ROLE", path, "GRANT");
  const role = context.account.state.objects.DATABASE_ROLE.get(location.name, location.parentId);
  if (role === undefined) throw doesNotExist("Database role", renderPath(path));
  return role;
}

/** Finds who gets privileges. Throws 002003. */
export function resolveGrantee(context: ExecutionContext, wanted: GranteeName): Grantee {
  if (wanted.type === "DATABASE_ROLE") return { type: wanted.type, role: findDatabaseRole(context, wanted.path) };
  const role = context.account.state.objects.ROLE.get(wanted.name);
  if (role === undefined) throw doesNotExist("Role", wanted.name);
  return { type: "ROLE", role };
}

/** D: a database role gets privileges on its own database and on what is in it, on nothing else. Throws 003011. */
export function checkReach(grantee: Grantee, databaseId: ObjectId | undefined): void {
  if (grantee.type === "DATABASE_ROLE" && grantee.role.parentId !== databaseId) {
    throw databaseRoleOutOfReach(grantee.role.name);
  }
}
