import { FAILOVER_GROUP_RESOURCES, failoverGroupStatement } from "./failover-group-statement";
import type { PolicyNames, PolicyRule } from "./policy-rule";

const ROLE_CHANGES = ["PRIMARY", "SUSPEND", "RESUME"];

/** A refresh is asked for in the target, shape is given in the source, and who is primary is never declared. */
export function failoverGroupCommandsRunOnTheirSide({ targetStack }: PolicyNames): PolicyRule {
  return {
    id: "failover-group-commands-run-on-their-side",
    reason:
      "docs.snowflake.com, alter-failover-group: REFRESH, PRIMARY, SUSPEND and RESUME are the target account's; Terraform owns shape, the controller who is primary",
    resourceType: FAILOVER_GROUP_RESOURCES,
    violations: (resource, path) => {
      const statement = failoverGroupStatement(resource);
      if (statement === undefined) {
        return [];
      }
      const { action, group } = statement;
      const inTarget = path.split("/", 1)[0] === targetStack;
      if (ROLE_CHANGES.includes(action)) {
        return [`${action} of ${group} is the controller's to say, at run time`];
      }
      const ofTarget = action === "REFRESH" || action === "replica";
      const said = action === "replica" ? "AS REPLICA OF" : action;
      if (ofTarget !== inTarget) {
        return [
          ofTarget
            ? `${said} of ${group} is refused in the account that has the source`
            : `${action === "create" ? "CREATE" : said} of ${group} is refused in an account that has the replica`,
        ];
      }
      return [];
    },
  };
}
