import {
  databaseRoleOutOfReach,
  dependentGrant,
  grantNotExecuted,
  insufficientPrivileges,
  notEmulated,
  systemRole,
} from "../../../errors";
import { futureGrantorFor, mayTransfer } from "../../../grants/authority";
import { changeGrantor, grantFuture, privilegesOn } from "../../../grants/grant-store";
import { OBJECT_TYPES, type ObjectType } from "../../../objects/object-types";
import type { ObjectId } from "../../../objects/snowflake-object";
import type { Task } from "../../../objects/task";
import { type AccountState, roleName } from "../../../state/account-state";
import { changeTaskOwner, suspendTask } from "../../../tasks/task-catalog";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import { type GrantTarget, readGrantTarget } from "../../grant-target";
import { checkReach, type Grantee, readGrantee, resolveGrantee } from "../../grantees";
import { type ResolvedSecurable, resolveContainer, resolveSecurable, securablesIn } from "../../securables";
import type { ExecutionContext, StatementKind } from "../../statement";
import { executedOn } from "./grant-privileges";

type Outbound = "REVOKE CURRENT GRANTS" | "COPY CURRENT GRANTS" | undefined;

function setOwner<T extends ObjectType>(state: AccountState, type: T, id: ObjectId, roleId: ObjectId): void {
  const objects = state.objects[type];
  const object = objects.byId(id);
  if (object !== undefined) objects.setOwner(object, roleId);
}

/**
 * Gives one object another owner. Throws 003036 when others hold privileges and nothing was said of them.
 * @param onTask what becomes of a task whose owner changes
 */
function transfer(
  context: ExecutionContext,
  securable: ResolvedSecurable,
  grantee: Grantee,
  outbound: Outbound,
  onTask: (state: AccountState, task: Task, now: number) => void,
): void {
  const { account, access } = context;
  const { state } = account;
  const { object, on } = securable;
  if (object === undefined || on.type === "ACCOUNT") throw notEmulated("GRANT OWNERSHIP ON ACCOUNT");
  if (!mayTransfer(access, object, securable.managedBy)) {
    throw insufficientPrivileges(OBJECT_TYPES[on.type].label.toLowerCase(), object.name);
  }
  if ("system" in object && object.system === true) throw systemRole(object.name, "given to another owner");
  if (object.id === grantee.role.parentId) throw databaseRoleOutOfReach(grantee.role.name);
  const { role } = grantee;
  const { privileges } = state.grants;
  const current = privilegesOn(state.grants, on);
  const ofOther = current.find((grant) => grant.granteeRoleId !== role.id);
  if (outbound === undefined && ofOther !== undefined && object.ownerRoleId !== role.id) {
    throw dependentGrant(ofOther.privilege, securable.name, roleName(state, ofOther.granteeRoleId));
  }
  if (outbound === "REVOKE CURRENT GRANTS") for (const grant of current) privileges.drop(grant);
  else changeGrantor(privileges, current, object.ownerRoleId, role.id);
  const task = on.type === "TASK" ? state.objects.TASK.byId(object.id) : undefined;
  if (task !== undefined && task.ownerRoleId !== role.id) onTask(state, task, account.clock.now());
  setOwner(state, on.type, object.id, role.id);
}

/** D: a task that changes hands with all the others of its schema is suspended and stays in its graph. */
function suspend(state: AccountState, task: Task, now: number): void {
  suspendTask(state, task, "USER_SUSPENDED", now);
}

function grantFutureOwnership(
  context: ExecutionContext,
  target: Exclude<GrantTarget, { kind: "ONE" }>,
  grantee: Grantee,
): void {
  const { account, access } = context;
  const container = resolveContainer(context, target.container);
  checkReach(grantee, container.databaseId);
  const grantor = futureGrantorFor(access, container);
  if (grantor === undefined) throw grantNotExecuted();
  grantFuture(account.state.grants, {
    privilege: "OWNERSHIP",
    objectType: target.type,
    container: { type: container.type, id: container.object.id },
    granteeRoleId: grantee.role.id,
    grantOption: false,
    grantedByRoleId: grantor.roleId,
    createdOn: account.clock.now(),
  });
}

/**
 * GRANT OWNERSHIP ON { type name | { ALL | FUTURE } types IN { DATABASE | SCHEMA } name } TO { [ROLE] role | DATABASE ROLE role }
 * [{ REVOKE | COPY } CURRENT GRANTS]
 * D: without either, it fails while others hold privileges on the object; COPY makes the new owner their grantor.
 */
export const grantOwnership: StatementKind = {
  leading: "GRANT OWNERSHIP",
  parse(cursor) {
    cursor.expect("GRANT OWNERSHIP ON");
    const target = readGrantTarget(cursor);
    cursor.expect("TO");
    const wanted = readGrantee(cursor);
    const outbound: Outbound = cursor.takeOneOf("REVOKE CURRENT GRANTS", "COPY CURRENT GRANTS");
    if (target.kind === "ONE" && target.name.type === "ACCOUNT") throw notEmulated("GRANT OWNERSHIP ON ACCOUNT");
    return (context) => {
      const grantee = resolveGrantee(context, wanted);
      if (target.kind === "FUTURE") {
        grantFutureOwnership(context, target, grantee);
        return statusResult(EXECUTED);
      }
      if (target.kind === "ONE") {
        const securable = resolveSecurable(context, target.name);
        checkReach(grantee, securable.databaseId);
        transfer(context, securable, grantee, outbound, changeTaskOwner);
        return statusResult(EXECUTED);
      }
      const container = resolveContainer(context, target.container);
      checkReach(grantee, container.databaseId);
      const securables = securablesIn(context, target.type, container);
      for (const securable of securables) transfer(context, securable, grantee, outbound, suspend);
      return executedOn(securables.length);
    };
  },
};
