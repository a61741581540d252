import type { FutureGrant, PrivilegeGrant, RoleGrant } from "../../../grants/grant-state";
import { ALL_OBJECT_TYPES, OBJECT_TYPES, type ObjectType } from "../../../objects/object-types";
import type { ObjectId, SnowflakeObject } from "../../../objects/snowflake-object";
import { type AccountState, objectById, roleName } from "../../../state/account-state";
import type { ColumnPlan } from "../../../wire/result-table";
import { renderIdentifier } from "../../identifiers";
import { fullName } from "../../names";
import { describeSecurable, grantName } from "../../securables";
import type { ExecutionContext } from "../../statement";

type RoleType = "ROLE" | "DATABASE_ROLE";

/** One row about a privilege. */
export interface PrivilegeRow {
  readonly createdOn: number;
  readonly privilege: string;
  readonly grantedOn: string;
  readonly name: string;
  readonly grantedTo: RoleType;
  readonly granteeName: string;
  readonly grantOption: boolean;
  readonly grantedBy: ObjectId | null;
}

/** ROLE or DATABASE_ROLE. */
export function roleTypeOf(state: AccountState, id: ObjectId | null): RoleType {
  return objectById(state, "DATABASE_ROLE", id) === undefined ? "ROLE" : "DATABASE_ROLE";
}

/** created_on, privilege, granted_on, name, granted_to, grantee_name, grant_option, granted_by, granted_by_role_type */
export function privilegeColumns({ account: { state } }: ExecutionContext): ColumnPlan<PrivilegeRow> {
  return {
    created_on: ["timestamp_ltz", (row) => new Date(row.createdOn)],
    privilege: ["text", (row) => row.privilege],
    granted_on: ["text", (row) => row.grantedOn],
    name: ["text", (row) => row.name],
    granted_to: ["text", (row) => row.grantedTo],
    grantee_name: ["text", (row) => renderIdentifier(row.granteeName)],
    grant_option: ["text", (row) => String(row.grantOption)],
    granted_by: ["text", (row) => roleName(state, row.grantedBy)],
    granted_by_role_type: ["text", (row) => (row.grantedBy === null ? "" : roleTypeOf(state, row.grantedBy))],
  };
}

/** A grant as a row. */
export function privilegeRow(context: ExecutionContext, grant: PrivilegeGrant): PrivilegeRow {
  const { state } = context.account;
  return {
    createdOn: grant.createdOn,
    privilege: grant.privilege,
    ...describeSecurable(context, grant.on),
    grantedTo: roleTypeOf(state, grant.granteeRoleId),
    granteeName: roleName(state, grant.granteeRoleId),
    grantOption: grant.grantOption,
    grantedBy: grant.grantedByRoleId,
  };
}

/**
 * The rows that tell who owns an object; none for what Snowflake itself made. D (behavior change 1397): the owner of an
 * object in a managed access schema has no grant option; the owner of such a schema has MANAGE GRANTS on it.
 */
export function ownershipRows(
  context: ExecutionContext,
  type: ObjectType,
  object: SnowflakeObject,
): readonly PrivilegeRow[] {
  const { state } = context.account;
  const owner = roleName(state, object.ownerRoleId);
  if (owner === "") return [];
  const schema = objectById(state, "SCHEMA", object.parentId);
  const row: PrivilegeRow = {
    createdOn: object.createdOn,
    privilege: "OWNERSHIP",
    grantedOn: OBJECT_TYPES[type].grantedOn,
    name: grantName(context, object),
    grantedTo: roleTypeOf(state, object.ownerRoleId),
    granteeName: owner,
    grantOption: schema?.managedAccess !== true,
    grantedBy: object.ownerRoleId,
  };
  const manages = "managedAccess" in object && object.managedAccess === true;
  return manages ? [row, { ...row, privilege: "MANAGE GRANTS" }] : [row];
}

/** What a role owns, as rows. */
export function ownedRows(context: ExecutionContext, roleId: ObjectId): readonly PrivilegeRow[] {
  const { objects } = context.account.state;
  return ALL_OBJECT_TYPES.flatMap((type) =>
    objects[type].ownedBy(roleId).flatMap((object: SnowflakeObject) => ownershipRows(context, type, object)),
  );
}

/** Memberships as privilege rows: USAGE on the role. Users' are none. */
export function usageRows(context: ExecutionContext, memberships: readonly RoleGrant[]): readonly PrivilegeRow[] {
  const { state } = context.account;
  return memberships.flatMap((grant): readonly PrivilegeRow[] => {
    if (grant.grantee.type === "USER") return [];
    const role = objectById(state, "ROLE", grant.roleId) ?? objectById(state, "DATABASE_ROLE", grant.roleId);
    return [
      {
        createdOn: grant.createdOn,
        privilege: "USAGE",
        grantedOn: roleTypeOf(state, grant.roleId),
        name: role === undefined ? "" : fullName(context, role),
        grantedTo: grant.grantee.type,
        granteeName: roleName(state, grant.grantee.id),
        grantOption: false,
        grantedBy: grant.grantedByRoleId,
      },
    ];
  });
}

/** created_on, role, granted_to, grantee_name, granted_by */
export function membershipColumns(context: ExecutionContext): ColumnPlan<RoleGrant> {
  const { state } = context.account;
  const role = (id: ObjectId) => objectById(state, "ROLE", id) ?? objectById(state, "DATABASE_ROLE", id);
  const named = (object: SnowflakeObject | undefined) => (object === undefined ? "" : fullName(context, object));
  return {
    created_on: ["timestamp_ltz", (grant) => new Date(grant.createdOn)],
    role: ["text", (grant) => named(role(grant.roleId))],
    granted_to: ["text", (grant) => grant.grantee.type],
    grantee_name: ["text", ({ grantee }) => named(objectById(state, grantee.type, grantee.id))],
    granted_by: ["text", (grant) => roleName(state, grant.grantedByRoleId)],
  };
}

/** created_on, privilege, grant_on, name, grant_to, grantee_name, grant_option; names end in the type: `DB.SCHEMA.<TABLE>`. */
export function futureColumns(context: ExecutionContext): ColumnPlan<FutureGrant> {
  const { state } = context.account;
  return {
    created_on: ["timestamp_ltz", (grant) => new Date(grant.createdOn)],
    privilege: ["text", (grant) => grant.privilege],
    grant_on: ["text", (grant) => OBJECT_TYPES[grant.objectType].grantedOn],
    name: [
      "text",
      ({ container, objectType }) => {
        const object = objectById(state, container.type, container.id);
        return `${object === undefined ? "" : fullName(context, object)}.<${OBJECT_TYPES[objectType].grantedOn}>`;
      },
    ],
    grant_to: ["text", (grant) => roleTypeOf(state, grant.granteeRoleId)],
    grantee_name: ["text", (grant) => renderIdentifier(roleName(state, grant.granteeRoleId))],
    grant_option: ["text", (grant) => String(grant.grantOption)],
  };
}
