import type { DeclaredProgram, DeclaredResource } from "./declared-program";
import { type PolicyRule, resourcesOf } from "./policy-rule";

/** Where events tell of changes, something also looks at everything from time to time. */
export const eventsAreSwept: PolicyRule = {
  id: "events-are-swept",
  requirements: ["R14"],
  reason: "events can be missing, late and twice: only a sweep finds what none of them told",
  source: "docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html",
  fix: "declare a schedule that compares everything, in the stack of the rule",
  judge: (program) =>
    resourcesOf(program, "aws_cloudwatch_event_rule")
      .filter(({ arguments: { event_pattern: pattern } }) => pattern !== undefined)
      .map(({ stack, path }) => ({
        path,
        problems: schedulesIn(program, stack).length > 0 ? [] : [`no schedule in ${stack} sweeps what events miss`],
      })),
};

function schedulesIn(program: DeclaredProgram, stack: string): DeclaredResource[] {
  return resourcesOf(program, ["aws_scheduler_schedule", "aws_cloudwatch_event_rule"]).filter(
    ({ stack: of, arguments: { schedule_expression: schedule, state, is_enabled: enabled } }) =>
      of === stack && schedule !== undefined && state !== "DISABLED" && enabled !== false,
  );
}
