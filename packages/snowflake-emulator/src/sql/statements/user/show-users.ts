import type { User } from "../../../objects/user";
import { roleName } from "../../../state/account-state";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { applyShowFilter, readShowFilter } from "../../show-filter";
import type { ExecutionContext, StatementKind } from "../../statement";
import { daysToExpiry } from "./user-properties";

/** How the column default_secondary_roles and its DESCRIBE property are written. */
export function secondaryRolesText(user: User): string {
  return (user.defaultSecondaryRoles ?? "ALL") === "ALL" ? '["ALL"]' : "[]";
}

function columns({ account, access }: ExecutionContext): ColumnPlan<User> {
  const now = account.clock.now();
  const time = (at: number | null) => (at === null ? null : new Date(at));
  const number = (value: number | null) => (value === null ? "" : String(value));
  // D: details are for those who own the user or manage grants.
  const detail = (user: User, value: string) => (access.owns(user) || access.managesGrants() ? value : "");
  return {
    name: ["text", (user) => user.name],
    created_on: ["timestamp_ltz", (user) => new Date(user.createdOn)],
    login_name: ["text", (user) => detail(user, user.loginName)],
    display_name: ["text", (user) => user.displayName],
    first_name: ["text", (user) => detail(user, user.firstName ?? "")],
    last_name: ["text", (user) => detail(user, user.lastName ?? "")],
    email: ["text", (user) => detail(user, user.email ?? "")],
    mins_to_unlock: ["text", (user) => number(user.minutesToUnlock)],
    days_to_expiry: ["text", (user) => number(daysToExpiry(user, now))],
    comment: ["text", (user) => user.comment ?? ""],
    disabled: ["text", (user) => String(user.disabled)],
    must_change_password: ["text", (user) => String(user.mustChangePassword)],
    snowflake_lock: ["text", () => "false"],
    default_warehouse: ["text", (user) => user.defaultWarehouse ?? ""],
    default_namespace: ["text", (user) => user.defaultNamespace ?? ""],
    default_role: ["text", (user) => user.defaultRole ?? ""],
    default_secondary_roles: ["text", secondaryRolesText],
    ext_authn_duo: ["text", () => "false"],
    ext_authn_uid: ["text", () => ""],
    mins_to_bypass_mfa: ["text", (user) => number(user.minutesToBypassMfa)],
    owner: ["text", (user) => roleName(account.state, user.ownerRoleId)],
    last_success_login: ["timestamp_ltz", (user) => time(user.lastSuccessLogin)],
    expires_at_time: ["timestamp_ltz", (user) => time(user.expiresAt)],
    locked_until_time: ["timestamp_ltz", () => null],
    has_password: ["text", (user) => String(user.password !== null)],
    has_rsa_public_key: ["text", (user) => String(user.rsaPublicKey !== null || user.rsaPublicKey2 !== null)],
    type: ["text", (user) => user.type ?? ""],
    has_mfa: ["text", () => "false"],
    has_workload_identity: ["text", (user) => String(user.workloadIdentity !== undefined)],
  };
}

/** D: SHOW USERS, the columns of TERSE. */
function terse(all: ColumnPlan<User>): ColumnPlan<User> {
  const none = ["text", () => ""] as const;
  const names = ["name", "created_on", "display_name", "first_name", "last_name", "email"];
  const others = ["comment", "has_password", "has_rsa_public_key"];
  const pick = (keys: readonly string[]) => keys.map((key) => [key, all[key] ?? none] as const);
  return Object.fromEntries([...pick(names), ["org_identity", none] as const, ...pick(others)]);
}

/** SHOW [TERSE] USERS [LIKE '…'] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
export const showUsers: StatementKind = {
  leading: "SHOW USERS",
  parse(cursor) {
    cursor.expect("SHOW");
    const isTerse = cursor.take("TERSE");
    cursor.expect("USERS");
    const filter = readShowFilter(cursor);
    return (context) => {
      const all = columns(context);
      const users = context.access.visible("USER", null, filter.like);
      return tableOf(isTerse ? terse(all) : all, applyShowFilter(filter, users));
    };
  },
};
