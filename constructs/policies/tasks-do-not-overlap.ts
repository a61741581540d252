import { eachResource, type PolicyRule } from "./policy-rule";

/** A task that is still running is not begun again. */
export const tasksDoNotOverlap: PolicyRule = {
  id: "tasks-do-not-overlap",
  requirements: ["own"],
  reason:
    "two runs of one procedure would change the same views at once; said, because the default is Snowflake's to choose",
  source: "docs.snowflake.com/en/sql-reference/sql/create-task",
  fix: "set allow_overlapping_execution to false",
  judge: eachResource("snowflake_task", ({ allow_overlapping_execution: allowed }) =>
    allowed === "false" ? [] : ["allow_overlapping_execution isn't false"],
  ),
};
