import { eachGroupStatement } from "./failover-group-statement";
import type { PolicyRule } from "./policy-rule";

/** A failover group is made once, with what CREATE takes. */
export const failoverGroupCreationIsLegal: PolicyRule = {
  id: "failover-group-creation-is-legal",
  requirements: ["R6"],
  reason: "CREATE FAILOVER GROUP takes neither OR REPLACE nor COMMENT",
  source: "docs.snowflake.com/en/sql-reference/sql/create-failover-group",
  fix: "say CREATE FAILOVER GROUP IF NOT EXISTS; a comment is set by ALTER FAILOVER GROUP … SET COMMENT",
  judge: eachGroupStatement(({ action, clauses, group, orReplace }) =>
    action === "create" || action === "replica"
      ? [
          ...(orReplace ? [`CREATE OR REPLACE FAILOVER GROUP ${group} isn't a statement`] : []),
          ...(clauses.has("COMMENT") ? [`CREATE FAILOVER GROUP ${group} takes no COMMENT`] : []),
        ]
      : [],
  ),
};
