import { notEmulated } from "../../../errors";
import { privilegesOn } from "../../../grants/grant-store";
import { ALL_OBJECT_TYPES, OBJECT_TYPES } from "../../../objects/object-types";
import type { ObjectId, SnowflakeObject } from "../../../objects/snowflake-object";
import { objectById, roleName } from "../../../state/account-state";
import { type ColumnPlan, type ResultTable, tableOf } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { renderIdentifier } from "../../identifiers";
import { describeSecurable, readSecurable, resolveSecurable } from "../../securables";
import type { ExecutionContext, StatementKind } from "../../statement";

/** One row about a privilege. */
interface PrivilegeRow {
  readonly createdOn: number;
  readonly privilege: string;
  readonly grantedOn: string;
  readonly name: string;
  readonly grantedTo: "ROLE" | "USER";
  readonly granteeName: string;
  readonly grantOption: boolean;
  readonly grantedBy: string;
}

const PRIVILEGE_COLUMNS: ColumnPlan<PrivilegeRow> = {
  created_on: ["timestamp_ltz", (row) => new Date(row.createdOn)],
  privilege: ["text", (row) => row.privilege],
  granted_on: ["text", (row) => row.grantedOn],
  name: ["text", (row) => row.name],
  granted_to: ["text", (row) => row.grantedTo],
  grantee_name: ["text", (row) => renderIdentifier(row.granteeName)],
  grant_option: ["text", (row) => String(row.grantOption)],
  granted_by: ["text", (row) => row.grantedBy],
  granted_by_role_type: ["text", (row) => (row.grantedBy === "" ? "" : "ROLE")],
};

/** One row about a role's membership. */
interface MembershipRow {
  readonly createdOn: number;
  readonly role: string;
  readonly grantedTo: "ROLE" | "DATABASE_ROLE" | "USER";
  readonly granteeName: string;
  readonly grantedBy: string;
}

const MEMBERSHIP_COLUMNS: ColumnPlan<MembershipRow> = {
  created_on: ["timestamp_ltz", (row) => new Date(row.createdOn)],
  role: ["text", (row) => renderIdentifier(row.role)],
  granted_to: ["text", (row) => row.grantedTo],
  grantee_name: ["text", (row) => renderIdentifier(row.granteeName)],
  granted_by: ["text", (row) => row.grantedBy],
};

/** The row that tells who owns an object; none for what Snowflake itself made. */
function ownershipRow(context: ExecutionContext, grantedOn: string, object: SnowflakeObject): readonly PrivilegeRow[] {
  const owner = roleName(context.account.state, object.ownerRoleId);
  if (owner === "") return [];
  return [
    {
      createdOn: object.createdOn,
      privilege: "OWNERSHIP",
      grantedOn,
      name: renderIdentifier(object.name),
      grantedTo: "ROLE",
      granteeName: owner,
      grantOption: true,
      grantedBy: owner,
    },
  ];
}

/** Memberships of these roles as privilege rows: USAGE on the role. */
function usageRows(context: ExecutionContext, matches: (roleId: ObjectId, granteeRoleId: ObjectId) => boolean) {
  const { state } = context.account;
  return [...state.grants.roles.values()].flatMap((grant): readonly PrivilegeRow[] => {
    if (grant.grantee.type !== "ROLE" || !matches(grant.roleId, grant.grantee.id)) return [];
    return [
      {
        createdOn: grant.createdOn,
        privilege: "USAGE",
        grantedOn: "ROLE",
        name: renderIdentifier(roleName(state, grant.roleId)),
        grantedTo: "ROLE",
        granteeName: roleName(state, grant.grantee.id),
        grantOption: false,
        grantedBy: roleName(state, grant.grantedByRoleId),
      },
    ];
  });
}

function grantsOn(cursor: Cursor): (context: ExecutionContext) => ResultTable {
  const wanted = readSecurable(cursor);
  return (context) => {
    const { account, access } = context;
    const { state } = account;
    const { on } = resolveSecurable(access, wanted);
    const object = on.type === "ACCOUNT" ? undefined : objectById(state, on.type, on.id);
    const shown = describeSecurable(state, on, access.accountName);
    return tableOf(PRIVILEGE_COLUMNS, [
      ...(object === undefined ? [] : ownershipRow(context, shown.grantedOn, object)),
      ...privilegesOn(state.grants, on).map(
        (grant): PrivilegeRow => ({
          createdOn: grant.createdOn,
          privilege: grant.privilege,
          ...shown,
          grantedTo: "ROLE",
          granteeName: roleName(state, grant.granteeRoleId),
          grantOption: grant.grantOption,
          grantedBy: roleName(state, grant.grantedByRoleId),
        }),
      ),
      ...(on.type === "ROLE" ? usageRows(context, (roleId) => roleId === on.id) : []),
    ]);
  };
}

function grantsToRole(cursor: Cursor): (context: ExecutionContext) => ResultTable {
  const name = cursor.identifier();
  return (context) => {
    const { account, access } = context;
    const { state } = account;
    const role = access.require("ROLE", name, "VISIBLE");
    const owned = ALL_OBJECT_TYPES.flatMap((type) =>
      [...state.objects[type].values()]
        .filter((object: SnowflakeObject) => object.ownerRoleId === role.id)
        .flatMap((object: SnowflakeObject) => ownershipRow(context, OBJECT_TYPES[type].grantedOn, object)),
    );
    const held = state.grants.privileges.byRight(String(role.id)).map(
      (grant): PrivilegeRow => ({
        createdOn: grant.createdOn,
        privilege: grant.privilege,
        ...describeSecurable(state, grant.on, access.accountName),
        grantedTo: "ROLE",
        granteeName: role.name,
        grantOption: grant.grantOption,
        grantedBy: roleName(state, grant.grantedByRoleId),
      }),
    );
    const contained = usageRows(context, (_roleId, grantee) => grantee === role.id);
    return tableOf(PRIVILEGE_COLUMNS, [...owned, ...held, ...contained]);
  };
}

function membershipTable(
  context: ExecutionContext,
  matches: (roleId: ObjectId, type: string, id: ObjectId) => boolean,
) {
  const { state } = context.account;
  const rows = [...state.grants.roles.values()]
    .filter((grant) => matches(grant.roleId, grant.grantee.type, grant.grantee.id))
    .map(
      (grant): MembershipRow => ({
        createdOn: grant.createdOn,
        role: roleName(state, grant.roleId),
        grantedTo: grant.grantee.type,
        granteeName: objectById(state, grant.grantee.type, grant.grantee.id)?.name ?? "",
        grantedBy: roleName(state, grant.grantedByRoleId),
      }),
    );
  return tableOf(MEMBERSHIP_COLUMNS, rows);
}

function grantsToUser(cursor: Cursor): (context: ExecutionContext) => ResultTable {
  const name = cursor.identifier();
  return (context) => {
    const user = context.access.require("USER", name, "VISIBLE");
    return membershipTable(context, (_roleId, type, id) => type === "USER" && id === user.id);
  };
}

function grantsOfRole(cursor: Cursor): (context: ExecutionContext) => ResultTable {
  const name = cursor.identifier();
  return (context) => {
    const role = context.access.require("ROLE", name, "VISIBLE");
    return membershipTable(context, (roleId) => roleId === role.id);
  };
}

/** SHOW GRANTS [ON { ACCOUNT | type name } | TO { ROLE | USER } name | OF ROLE name]; alone: to the current user */
export const showGrants: StatementKind = {
  leading: "SHOW GRANTS",
  parse(cursor) {
    cursor.expect("SHOW GRANTS");
    if (cursor.take("ON")) return grantsOn(cursor);
    if (cursor.take("TO ROLE")) return grantsToRole(cursor);
    if (cursor.take("TO USER")) return grantsToUser(cursor);
    if (cursor.take("OF ROLE")) return grantsOfRole(cursor);
    if (!cursor.isEnd()) throw notEmulated(`SHOW GRANTS ${cursor.peek().value} ${cursor.peek(1).value}`.trim());
    return (context) =>
      membershipTable(context, (_roleId, type, id) => type === "USER" && id === context.session.userId);
  },
};
