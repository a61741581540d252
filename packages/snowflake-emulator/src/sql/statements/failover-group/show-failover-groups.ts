import type { GroupObjectType } from "../../../objects/failover-group";
import { nextRefresh } from "../../../replication/groups/group-schedule";
import {
  findPrimaryGroup,
  groupPath,
  groupsOf,
  type PlacedGroup,
  type PlacedPrimary,
  secondariesOf,
} from "../../../replication/groups/placed-groups";
import { accountPath } from "../../../replication/organization-access";
import { roleName } from "../../../state/account-state";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";

/** O: as the Terraform provider reads them. */
const SHOWN_TYPES: Readonly<Partial<Record<GroupObjectType, string>>> = { "ACCOUNT PARAMETERS": "PARAMETERS" };

function columns({ account: own, organization }: ExecutionContext): ColumnPlan<PlacedGroup> {
  const primaryOf = (one: PlacedGroup): PlacedPrimary | undefined =>
    one.group.role.kind === "primary"
      ? { ...one, role: one.group.role }
      : findPrimaryGroup(organization, one.group.role.primary);
  // D (example): a secondary's own lists are blank.
  const listed = (value: (primary: PlacedPrimary) => readonly string[]) => (one: PlacedGroup) => {
    const primary = one.group.role.kind === "primary" ? primaryOf(one) : undefined;
    return primary === undefined ? "" : value(primary).join(", ");
  };
  const state = (one: PlacedGroup) => {
    if (one.group.role.kind === "primary" || primaryOf(one)?.role.settings.schedule == null) return null;
    return one.group.role.suspended ? "SUSPENDED" : "STARTED";
  };
  const next = (one: PlacedGroup) => {
    const settings = primaryOf(one)?.role.settings;
    if (settings === undefined || one.group.role.kind === "primary") return null;
    const at = nextRefresh(settings, one.group.role);
    return at === undefined ? null : new Date(at);
  };
  return {
    region_group: ["text", () => "PUBLIC"],
    snowflake_region: ["text", ({ account }) => account.region],
    created_on: ["timestamp_ltz", ({ group }) => new Date(group.createdOn)],
    account_name: ["text", ({ account }) => account.name],
    name: ["text", ({ group }) => group.name],
    type: ["text", () => "FAILOVER"],
    comment: ["text", ({ group }) => group.comment],
    is_primary: ["text", ({ group }) => String(group.role.kind === "primary")],
    primary: [
      "text",
      (one) => {
        const primary = primaryOf(one);
        return primary === undefined ? "" : groupPath(primary);
      },
    ],
    object_types: ["text", listed(({ role }) => role.members.objectTypes.map((type) => SHOWN_TYPES[type] ?? type))],
    allowed_integration_types: [
      "text",
      listed(({ role }) =>
        role.members.integrationTypes.map((type) => type.replace(/ INTEGRATIONS$/, "").replaceAll(" ", "_")),
      ),
    ],
    // D: the own account is one of them, also when it was not named.
    allowed_accounts: [
      "text",
      listed(({ account, role }) => [
        accountPath(account),
        ...role.accounts.map((name) => `${account.organization}.${name}`),
      ]),
    ],
    organization_name: ["text", ({ account }) => account.organization],
    account_locator: ["text", ({ account }) => account.identity.locator],
    replication_schedule: ["text", (one) => primaryOf(one)?.role.settings.schedule ?? null],
    secondary_state: ["text", state],
    next_scheduled_refresh: ["timestamp_ltz", next],
    // D: NULL for groups elsewhere.
    owner: ["text", ({ account, group }) => (account === own ? roleName(account.state, group.ownerRoleId) : null)],
    is_listing_auto_fulfillment_group: ["text", () => "false"],
    is_optimized_refresh_enabled: ["text", (one) => String(primaryOf(one)?.role.settings.optimizedRefresh ?? false)],
    rpo_assurance: ["text", () => "false"],
  };
}

/** Every primary of the organization with its secondaries, and secondaries that have lost theirs. */
function families({ organization }: ExecutionContext): readonly (readonly PlacedGroup[])[] {
  const all = organization.accounts.flatMap(groupsOf);
  const orphans = all.filter(
    ({ group: { role } }) => role.kind === "secondary" && findPrimaryGroup(organization, role.primary) === undefined,
  );
  return [
    ...all
      .filter(({ group }) => group.role.kind === "primary")
      .map((one) => [one, ...secondariesOf(organization, one)]),
    ...orphans.map((one) => [one]),
  ];
}

/**
 * What the session's roles see (D): the account's groups that they have a privilege on, and those of other accounts that are linked to
 * one of these; primaries that name this account, ACCOUNTADMIN sees (A).
 */
function visible(context: ExecutionContext): readonly PlacedGroup[] {
  const { access, account } = context;
  return families(context).flatMap((family) => {
    const own = family.filter((one) => one.account === account && access.sees("FAILOVER_GROUP", one.group));
    const named = family.some(({ group: { role } }) => role.kind === "primary" && role.accounts.includes(account.name));
    if (own.length === 0 && !(named && access.isAccountAdmin())) return [];
    return family.filter((one) => one.account !== account || own.includes(one));
  });
}

/** SHOW FAILOVER GROUPS [IN ACCOUNT name]: those of the account, and those of others that belong to them. */
export const showFailoverGroups: StatementKind = {
  leading: "SHOW FAILOVER GROUPS",
  parse(cursor) {
    cursor.expect("SHOW FAILOVER GROUPS");
    const path = cursor.take("IN ACCOUNT") ? (cursor.isEnd() ? [] : cursor.path(2)) : undefined;
    return (context) => {
      const name = path === undefined ? undefined : (path.at(-1) ?? context.account.name);
      const found = visible(context).filter(({ account }) => name === undefined || account.name === name.toUpperCase());
      return tableOf(columns(context), found);
    };
  },
};
