import { blockOf, type ResourceArguments } from "./declared-program";
import { eachResource, type PolicyRule } from "./policy-rule";

/** An event or a call that can't be delivered is tried again for a said time, and then kept. */
export const eventTargetKeepsWhatItLoses: PolicyRule = {
  id: "event-target-keeps-what-it-loses",
  requirements: ["R14"],
  reason: "what EventBridge can't deliver is dropped after its last try, unless the target has a dead-letter queue",
  source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
  fix: "give the target dead_letter_config and retry_policy",
  judge: (program) => [
    ...eachResource("aws_cloudwatch_event_target", targetProblems)(program),
    ...eachResource("aws_scheduler_schedule", (schedule) => targetProblems(blockOf(schedule, "target") ?? {}))(program),
  ],
};

function targetProblems(target: ResourceArguments): string[] {
  return [
    ...(blockOf(target, "dead_letter_config")?.arn === undefined ? ["it has no dead-letter queue"] : []),
    ...(blockOf(target, "retry_policy") === undefined ? ["it has no retry policy"] : []),
  ];
}
