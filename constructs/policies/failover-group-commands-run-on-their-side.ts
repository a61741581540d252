import { eachGroupStatement } from "./failover-group-statement";
import type { PolicyRule } from "./policy-rule";

const ROLE_CHANGES = ["PRIMARY", "SUSPEND", "RESUME"];

/** A refresh is asked for in the target, shape is given in the source, and who is primary is never declared. */
export const failoverGroupCommandsRunOnTheirSide: PolicyRule = {
  id: "failover-group-commands-run-on-their-side",
  requirements: ["R6"],
  reason:
    "REFRESH, PRIMARY, SUSPEND and RESUME are the target account's; Terraform owns shape, the controller who is primary",
  source: "docs.snowflake.com/en/sql-reference/sql/alter-failover-group",
  fix: "move the statement to the stack of its side; who is primary is changed by twinberg failover",
  judge: eachGroupStatement(({ action, group }, { stack }, { context }) => {
    const inTarget = stack === context.targetStack;
    if (ROLE_CHANGES.includes(action)) {
      return [`${action} of ${group} is the controller's to say, at run time`];
    }
    const ofTarget = action === "REFRESH" || action === "replica";
    if (ofTarget === inTarget) {
      return [];
    }
    const said = { replica: "AS REPLICA OF", create: "CREATE" }[action] ?? action;
    return [
      ofTarget
        ? `${said} of ${group} is refused in the account that has the source`
        : `${said} of ${group} is refused in an account that has the replica`,
    ];
  }),
};
