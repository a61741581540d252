import type { PolicyRule } from "./policy-rule";

/** A task that is still running is not begun again. */
export const tasksDoNotOverlap: PolicyRule = {
  id: "tasks-do-not-overlap",
  reason:
    "two runs of one procedure would change the same views at once; said, because the default is Snowflake's to choose",
  resourceType: "snowflake_task",
  violations: ({ allow_overlapping_execution: allowed }) =>
    allowed === "false" ? [] : ["allow_overlapping_execution isn't false"],
};
