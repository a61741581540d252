import type { Account } from "../account";
import { Access } from "../grants/access";
import { ACCOUNT } from "../grants/grant-state";
import type { SnowflakeObject } from "../objects/snowflake-object";
import type { TaskCompute } from "../objects/task";
import { objectById } from "../state/account-state";
import { ownerLacksExecuteAlert, ownerLacksExecuteTask, ownerLacksWarehouse } from "./task-errors";

/** D: tasks run as a system user that is nobody's, with the privileges of their owner. No user has this id. */
export const SYSTEM_USER = -1;

/** What may be run on behalf of whom. */
export interface Owned extends SnowflakeObject {
  readonly compute: TaskCompute;
}

/** What the owner of a task or alert may do. */
export function ownerAccess({ state, identity }: Account, owned: SnowflakeObject): Access {
  const roles = { userId: SYSTEM_USER, primaryRoleId: owned.ownerRoleId, secondaryRoles: "NONE" as const };
  return new Access(state, roles, identity.locator);
}

/** Throws 091090 unless the owner may use the warehouse (D: needed to run, and to resume). */
export function checkWarehouse(account: Account, owned: Owned, kind: "task" | "alert"): void {
  if (owned.compute.kind === "serverless") return;
  const warehouse = objectById(account.state, "WAREHOUSE", owned.compute.id);
  const usable = warehouse !== undefined && ownerAccess(account, owned).may("WAREHOUSE", warehouse, ["USAGE"]);
  if (!usable) throw ownerLacksWarehouse(kind);
}

/** Throws 091089 unless the owner of a task holds EXECUTE TASK. */
export function checkExecuteTask(account: Account, owned: Owned): void {
  if (!ownerAccess(account, owned).holds(ACCOUNT, "EXECUTE TASK")) throw ownerLacksExecuteTask("EXECUTE TASK");
}

/** Throws 091089 unless the owner of a serverless task holds EXECUTE MANAGED TASK. */
export function checkManaged(account: Account, owned: Owned): void {
  if (owned.compute.kind === "warehouse" || ownerAccess(account, owned).holds(ACCOUNT, "EXECUTE MANAGED TASK")) return;
  throw ownerLacksExecuteTask("EXECUTE MANAGED TASK");
}

/** Throws 392000 unless the owner of an alert holds EXECUTE ALERT. */
export function checkExecuteAlert(account: Account, owned: Owned): void {
  if (!ownerAccess(account, owned).holds(ACCOUNT, "EXECUTE ALERT")) throw ownerLacksExecuteAlert();
}
