import { grantNotExecuted, grantPartiallyExecuted, notEmulated } from "../../../errors";
import { futureGrantorFor, grantorFor } from "../../../grants/authority";
import { grantFuture, grantPrivilege } from "../../../grants/grant-store";
import { OBJECT_PRIVILEGES } from "../../../grants/privileges";
import { OBJECT_TYPES } from "../../../objects/object-types";
import { EXECUTED, type ResultTable, statusResult } from "../../../wire/result-table";
import { type GrantTarget, readGrantTarget } from "../../grant-target";
import { checkReach, type Grantee, readGrantee, resolveGrantee } from "../../grantees";
import { expandPrivileges, type PrivilegeList, readPrivileges } from "../../privilege-list";
import { type ResolvedSecurable, resolveContainer, resolveSecurable, securablesIn } from "../../securables";
import type { ExecutionContext, StatementKind } from "../../statement";

/** How GRANT and REVOKE call what FUTURE is about. */
export function futurePrivileges(target: Exclude<GrantTarget, { kind: "ONE" }>, list: PrivilegeList) {
  return expandPrivileges(list, {
    privileges: OBJECT_PRIVILEGES[target.type],
    grantedOn: OBJECT_TYPES[target.type].grantedOn,
  });
}

/** The answer for statements about all objects of a container. O: it counts them. */
export const executedOn = (count: number): ResultTable => statusResult(`${EXECUTED} ${count} objects affected.`);

/** Grants what may be granted on one securable, and gives the privileges that may not. */
function grantOn(
  { account, access }: ExecutionContext,
  securable: ResolvedSecurable,
  privileges: readonly string[],
  grantee: Grantee,
  grantOption: boolean,
): readonly string[] {
  return privileges.filter((privilege) => {
    const grantor = grantorFor(access, securable, privilege);
    if (grantor === undefined) return true;
    grantPrivilege(account.state.grants, {
      privilege,
      on: securable.on,
      granteeRoleId: grantee.role.id,
      grantOption,
      grantedByRoleId: grantor.roleId,
      createdOn: account.clock.now(),
    });
    return false;
  });
}

/** Throws unless everything that was asked for has been granted. */
function checkGranted(asked: number, refused: readonly string[]): void {
  if (refused.length === 0) return;
  if (refused.length === asked) throw grantNotExecuted();
  throw grantPartiallyExecuted([...new Set(refused)]);
}

function grantFutureOn(
  context: ExecutionContext,
  target: Exclude<GrantTarget, { kind: "ONE" }>,
  list: PrivilegeList,
  grantee: Grantee,
  grantOption: boolean,
): void {
  const { account, access } = context;
  const container = resolveContainer(context, target.container);
  checkReach(grantee, container.databaseId);
  const grantor = futureGrantorFor(access, container);
  const privileges = futurePrivileges(target, list);
  if (grantor === undefined) throw grantNotExecuted();
  for (const privilege of privileges) {
    grantFuture(account.state.grants, {
      privilege,
      objectType: target.type,
      container: { type: container.type, id: container.object.id },
      granteeRoleId: grantee.role.id,
      grantOption,
      grantedByRoleId: grantor.roleId,
      createdOn: account.clock.now(),
    });
  }
}

/**
 * GRANT { privilege, … | ALL [PRIVILEGES] } ON { ACCOUNT | type name | { ALL | FUTURE } types IN { DATABASE | SCHEMA } name }
 * TO { [ROLE] role | DATABASE ROLE role } [WITH GRANT OPTION]
 */
export const grantPrivileges: StatementKind = {
  leading: "GRANT",
  remark: "to account and database roles",
  parse(cursor) {
    cursor.expect("GRANT");
    if (cursor.isWords("APPLICATION", "ROLE")) throw notEmulated("GRANT APPLICATION ROLE");
    const list = readPrivileges(cursor);
    cursor.expect("ON");
    const target = readGrantTarget(cursor);
    cursor.expect("TO");
    const wanted = readGrantee(cursor);
    const grantOption = cursor.take("WITH GRANT OPTION");
    return (context) => {
      const grantee = resolveGrantee(context, wanted);
      if (target.kind === "FUTURE") {
        grantFutureOn(context, target, list, grantee, grantOption);
        return statusResult(EXECUTED);
      }
      if (target.kind === "ONE") {
        const securable = resolveSecurable(context, target.name);
        checkReach(grantee, securable.databaseId);
        const privileges = expandPrivileges(list, securable);
        checkGranted(privileges.length, grantOn(context, securable, privileges, grantee, grantOption));
        return statusResult(EXECUTED);
      }
      const container = resolveContainer(context, target.container);
      checkReach(grantee, container.databaseId);
      const privileges = futurePrivileges(target, list);
      const securables = securablesIn(context, target.type, container);
      const refused = securables.flatMap((one) => grantOn(context, one, privileges, grantee, grantOption));
      checkGranted(privileges.length * securables.length, refused);
      return executedOn(securables.length);
    };
  },
};
