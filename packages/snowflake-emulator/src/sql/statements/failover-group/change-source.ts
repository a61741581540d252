import type { FailoverGroup, PrimaryGroupRole } from "../../../objects/failover-group";
import { requirePrimaryGroup } from "../../../replication/groups/change-group";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { Target } from "../../object-statements";
import type { Execute, ExecutionContext } from "../../statement";

/** A statement for the source account: needs OWNERSHIP, and a primary group (D). IF EXISTS of something missing does nothing. */
export function changeSource(
  { name, ifExists }: Target,
  change: (context: ExecutionContext, group: FailoverGroup, role: PrimaryGroupRole) => void,
): Execute {
  return (context) => {
    const { access, account, organization } = context;
    if (ifExists && !account.state.objects.FAILOVER_GROUP.has(name)) return statusResult(EXECUTED);
    const group = access.require("FAILOVER_GROUP", name, "OWNERSHIP");
    change(context, group, requirePrimaryGroup(organization, group));
    return statusResult(EXECUTED);
  };
}
