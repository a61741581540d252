import type { PrivilegeGrant } from "../grants/grant-state";
import { privilegesOn } from "../grants/grant-store";
import type { Database } from "../objects/database";
import { ALL_OBJECT_TYPES, isRelationType, OBJECT_TYPES, type ObjectType } from "../objects/object-types";
import type { SnowflakeObject } from "../objects/snowflake-object";
import type { ExecutionContext } from "../sql/statement";
import { objectById, roleName } from "../state/account-state";
import { viewOf, yesNo } from "./information-schema-view";

/** A privilege on an object; ownership counts as one, which the owner has given itself. */
interface Source {
  readonly type: ObjectType;
  readonly object: SnowflakeObject;
  readonly schema: string | null;
  readonly catalog: string;
  readonly privilege: string;
  readonly grant: Pick<PrivilegeGrant, "granteeRoleId" | "grantedByRoleId" | "grantOption" | "createdOn">;
}

function privilegesOf(
  context: ExecutionContext,
  database: Database,
  type: ObjectType,
  object: SnowflakeObject,
): Source[] {
  const { account } = context;
  const schema = objectById(account.state, "SCHEMA", object.parentId)?.name ?? null;
  const base = { type, object, schema, catalog: database.name };
  const granted = privilegesOn(account.state.grants, { type, id: object.id }).map((grant) => ({
    ...base,
    privilege: grant.privilege,
    grant,
  }));
  const { ownerRoleId, createdOn } = object;
  if (ownerRoleId === null) return granted;
  const own = { granteeRoleId: ownerRoleId, grantedByRoleId: ownerRoleId, grantOption: true, createdOn };
  return [{ ...base, privilege: "OWNERSHIP", grant: own }, ...granted];
}

function collect(
  context: ExecutionContext,
  database: Database,
  accepts: (type: ObjectType) => boolean,
): readonly Source[] {
  const { access } = context;
  const found: Source[] = accepts("DATABASE") ? privilegesOf(context, database, "DATABASE", database) : [];
  const add = (type: ObjectType, parentId: number) => {
    for (const object of access.visible(type, parentId)) found.push(...privilegesOf(context, database, type, object));
  };
  for (const type of ALL_OBJECT_TYPES)
    if (OBJECT_TYPES[type].level === "DATABASE" && accepts(type)) add(type, database.id);
  for (const schema of access.visible("SCHEMA", database.id)) {
    for (const type of ALL_OBJECT_TYPES)
      if (OBJECT_TYPES[type].level === "SCHEMA" && accepts(type)) add(type, schema.id);
  }
  return found;
}

/** D: TABLE_PRIVILEGES view: on tables and views of the database. */
export const tablePrivilegesView = viewOf<Source>(
  "TABLE_PRIVILEGES",
  (context, database) => collect(context, database, isRelationType),
  {
    GRANTOR: ["text", ({ grant }, { account }) => roleName(account.state, grant.grantedByRoleId)],
    GRANTEE: ["text", ({ grant }, { account }) => roleName(account.state, grant.granteeRoleId)],
    GRANTED_TO: ["text", () => "ROLE"],
    TABLE_CATALOG: ["text", ({ catalog }) => catalog],
    TABLE_SCHEMA: ["text", ({ schema }) => schema],
    TABLE_NAME: ["text", ({ object }) => object.name],
    PRIVILEGE_TYPE: ["text", ({ privilege }) => privilege],
    IS_GRANTABLE: ["text", ({ grant }) => yesNo(grant.grantOption)],
    WITH_HIERARCHY: ["text", () => "NO"],
    CREATED: ["timestamp", ({ grant }) => new Date(grant.createdOn)],
  },
);

/** D: OBJECT_PRIVILEGES view: on all objects of the database. */
export const objectPrivilegesView = viewOf<Source>(
  "OBJECT_PRIVILEGES",
  (context, database) => collect(context, database, () => true),
  {
    GRANTOR: ["text", ({ grant }, { account }) => roleName(account.state, grant.grantedByRoleId)],
    GRANTEE: ["text", ({ grant }, { account }) => roleName(account.state, grant.granteeRoleId)],
    GRANTED_TO: ["text", () => "ROLE"],
    OBJECT_CATALOG: ["text", ({ catalog }) => catalog],
    OBJECT_SCHEMA: ["text", ({ schema, type, object }) => (type === "SCHEMA" ? object.name : schema)],
    OBJECT_NAME: ["text", ({ object }) => object.name],
    OBJECT_TYPE: ["text", ({ type }) => OBJECT_TYPES[type].words],
    PRIVILEGE_TYPE: ["text", ({ privilege }) => privilege],
    IS_GRANTABLE: ["text", ({ grant }) => yesNo(grant.grantOption)],
    CREATED: ["timestamp", ({ grant }) => new Date(grant.createdOn)],
  },
);
