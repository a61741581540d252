import type { FailoverGroup } from "../../../objects/failover-group";
import { requireSecondaryGroup, setSuspended } from "../../../replication/groups/change-group";
import { promoteGroup } from "../../../replication/groups/promote-group";
import { refreshGroup } from "../../../replication/groups/refresh-group";
import { EXECUTED, type ResultTable, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import type { Target } from "../../object-statements";
import type { Execute, ExecutionContext } from "../../statement";

/** A statement for the target account. `privilege`: is enough besides OWNERSHIP (D). */
function onTarget(
  { name, ifExists }: Target,
  privilege: readonly string[],
  work: (context: ExecutionContext, group: FailoverGroup) => ResultTable | Promise<ResultTable>,
): Execute {
  return (context) => {
    const { access, account } = context;
    if (ifExists && !account.state.objects.FAILOVER_GROUP.has(name)) return statusResult(EXECUTED);
    return work(context, access.require("FAILOVER_GROUP", name, privilege));
  };
}

function refresh(target: Target, force: boolean): Execute {
  return onTarget(target, ["REPLICATE"], async ({ organization, queryId, session, signal }, group) => {
    const { userId } = session;
    await refreshGroup({ organization, group, jobId: queryId, scheduled: false, force, userId, signal });
    return statusResult(EXECUTED);
  });
}

function promote(target: Target): Execute {
  return onTarget(target, ["FAILOVER"], (context, group) => {
    const changed = promoteGroup(context.organization, group);
    // What the other accounts have become is kept, too, before anybody is told.
    return Promise.all(changed.map((account) => account.flush())).then(() => statusResult(EXECUTED));
  });
}

function suspend(target: Target, suspended: boolean, immediate: boolean): Execute {
  return onTarget(target, [], (context, group) => {
    requireSecondaryGroup(group, suspended ? "suspended" : "resumed");
    setSuspended(context.organization, group, suspended, immediate);
    return statusResult(EXECUTED);
  });
}

/** REFRESH [FORCE], PRIMARY, SUSPEND [IMMEDIATE], RESUME; undefined: something else. */
export function parseTargetStatement(cursor: Cursor, target: Target): Execute | undefined {
  if (cursor.take("REFRESH")) return refresh(target, cursor.take("FORCE"));
  if (cursor.take("PRIMARY")) return promote(target);
  if (cursor.take("SUSPEND")) return suspend(target, true, cursor.take("IMMEDIATE"));
  if (cursor.take("RESUME")) return suspend(target, false, false);
  return undefined;
}
