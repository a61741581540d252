import { FAILOVER_GROUP_RESOURCES, failoverGroupStatement } from "./failover-group-statement";
import type { PolicyRule } from "./policy-rule";

/** A failover group is made once, with what CREATE takes. */
export const failoverGroupCreationIsLegal: PolicyRule = {
  id: "failover-group-creation-is-legal",
  reason: "docs.snowflake.com, create-failover-group: neither OR REPLACE nor COMMENT, which ALTER … SET takes",
  resourceType: FAILOVER_GROUP_RESOURCES,
  violations: (resource) => {
    const statement = failoverGroupStatement(resource);
    const creates = statement?.action === "create" || statement?.action === "replica";
    return creates
      ? [
          ...(statement.orReplace ? [`CREATE OR REPLACE FAILOVER GROUP ${statement.group} isn't a statement`] : []),
          ...(statement.clauses.has("COMMENT") ? [`CREATE FAILOVER GROUP ${statement.group} takes no COMMENT`] : []),
        ]
      : [];
  },
};
