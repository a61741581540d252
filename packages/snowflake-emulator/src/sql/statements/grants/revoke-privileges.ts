import { dependentGrant, notEmulated, revokeNotExecuted } from "../../../errors";
import { futureGrantorFor, grantorFor } from "../../../grants/authority";
import { futureGrantKey, type PrivilegeGrant } from "../../../grants/grant-state";
import { dependentGrants, findPrivilege, revokeGrantOption, revokeWithDependents } from "../../../grants/grant-store";
import { roleName } from "../../../state/account-state";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import { type GrantTarget, readGrantTarget } from "../../grant-target";
import { type Grantee, readGrantee, resolveGrantee } from "../../grantees";
import { expandPrivileges, type PrivilegeList, readPrivileges } from "../../privilege-list";
import { type ResolvedSecurable, resolveContainer, resolveSecurable, securablesIn } from "../../securables";
import type { ExecutionContext, StatementKind } from "../../statement";
import { executedOn, futurePrivileges } from "./grant-privileges";

interface How {
  readonly list: PrivilegeList;
  readonly optionOnly: boolean;
  readonly cascade: boolean;
}

/** Throws when a grant has been passed on and CASCADE was not said. */
function checkDependents(context: ExecutionContext, securable: ResolvedSecurable, grant: PrivilegeGrant): void {
  const { state } = context.account;
  const [dependent] = dependentGrants(state.grants, grant);
  if (dependent === undefined || grant.granteeRoleId === securable.ownerRoleId) return;
  throw dependentGrant(grant.privilege, securable.name, roleName(state, dependent.granteeRoleId));
}

/** Takes privileges on one securable away. Gives how many of them the active roles may take away. */
function revokeOn(
  context: ExecutionContext,
  securable: ResolvedSecurable,
  privileges: readonly string[],
  grantee: Grantee,
  { optionOnly, cascade }: How,
): number {
  const { grants } = context.account.state;
  const allowed = privileges.filter((one) => grantorFor(context.access, securable, one) !== undefined);
  const found = allowed.flatMap((one) => findPrivilege(grants, securable.on, one, grantee.role.id) ?? []);
  if (!cascade) for (const grant of found) checkDependents(context, securable, grant);
  for (const grant of found) {
    if (optionOnly) revokeGrantOption(grants, grant);
    else revokeWithDependents(grants, grant);
  }
  return allowed.length;
}

function revokeFuture(
  context: ExecutionContext,
  target: Exclude<GrantTarget, { kind: "ONE" }>,
  grantee: Grantee,
  { list, optionOnly }: How,
): void {
  const container = resolveContainer(context, target.container);
  if (futureGrantorFor(context.access, container) === undefined) throw revokeNotExecuted();
  const { future } = context.account.state.grants;
  const ownership = list !== "ALL" && list.includes("OWNERSHIP");
  const others = list === "ALL" ? list : list.filter((one) => one !== "OWNERSHIP");
  const privileges = [...futurePrivileges(target, others), ...(ownership ? ["OWNERSHIP"] : [])];
  for (const privilege of privileges) {
    const grant = future.current(
      futureGrantKey({
        container: { type: container.type, id: container.object.id },
        objectType: target.type,
        privilege,
        granteeRoleId: grantee.role.id,
      }),
    );
    if (grant === undefined) continue;
    if (optionOnly) future.add({ ...grant, grantOption: false });
    else future.drop(grant);
  }
}

/**
 * REVOKE [GRANT OPTION FOR] { privilege, … | ALL [PRIVILEGES] } ON … FROM { [ROLE] role | DATABASE ROLE role } [RESTRICT | CASCADE]
 * D: without CASCADE it fails when the privilege has been passed on. Revoking what was not granted changes nothing.
 */
export const revokePrivileges: StatementKind = {
  leading: "REVOKE",
  remark: "as GRANT",
  parse(cursor) {
    cursor.expect("REVOKE");
    if (cursor.isWords("APPLICATION", "ROLE")) throw notEmulated("REVOKE APPLICATION ROLE");
    const optionOnly = cursor.take("GRANT OPTION FOR");
    const list = readPrivileges(cursor);
    cursor.expect("ON");
    const target = readGrantTarget(cursor);
    cursor.expect("FROM");
    const wanted = readGrantee(cursor);
    const cascade = cursor.takeOneOf("RESTRICT", "CASCADE") === "CASCADE";
    const how: How = { list, optionOnly, cascade };
    return (context) => {
      const grantee = resolveGrantee(context, wanted);
      if (target.kind === "FUTURE") {
        revokeFuture(context, target, grantee, how);
        return statusResult(EXECUTED);
      }
      if (target.kind === "ONE") {
        const securable = resolveSecurable(context, target.name);
        const privileges = expandPrivileges(list, securable);
        const allowed = revokeOn(context, securable, privileges, grantee, how);
        if (allowed === 0 && privileges.length > 0) throw revokeNotExecuted();
        return statusResult(EXECUTED);
      }
      const privileges = futurePrivileges(target, list);
      const securables = securablesIn(context, target.type, resolveContainer(context, target.container));
      const allowed = securables.map((one) => revokeOn(context, one, privileges, grantee, how));
      if (allowed.length > 0 && allowed.every((count) => count === 0)) throw revokeNotExecuted();
      return executedOn(securables.length);
    };
  },
};
