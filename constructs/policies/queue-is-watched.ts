import { blockOf, type DeclaredProgram, type DeclaredResource, refersTo } from "./declared-program";
import { type PolicyRule, resourcesOf } from "./policy-rule";

/** Metrics that tell of messages which nobody takes. Of dead letters there must be none at all. */
const AGE = "ApproximateAgeOfOldestMessage";
const NUMBER = "ApproximateNumberOfMessagesVisible";

/** A message that nobody can handle is put aside, and somebody is told of messages that wait. */
export const queueIsWatched: PolicyRule = {
  id: "queue-is-watched",
  requirements: ["R14"],
  reason: "a message that always fails blocks or expires, and a queue that isn't looked at is silent about it",
  source: "docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  fix: "give the queue a redrive policy and an alarm on ApproximateAgeOfOldestMessage; dead letters need the alarm only",
  judge: (program) =>
    resourcesOf(program, "aws_sqs_queue").map((queue) => {
      const isForDeadLetters = takesDeadLetters(queue, program);
      return {
        path: queue.path,
        problems: [
          ...(isForDeadLetters || hasRedrive(queue, program) ? [] : ["it has no redrive policy"]),
          ...(isAlarmed(queue, program, isForDeadLetters ? [AGE, NUMBER] : [AGE]) ? [] : [`no alarm is on its ${AGE}`]),
        ],
      };
    }),
};

function takesDeadLetters(queue: DeclaredResource, program: DeclaredProgram): boolean {
  return program.resources.some(
    ({ stack, address, arguments: given }) =>
      stack === queue.stack &&
      address !== queue.address &&
      [given.redrive_policy, given.dead_letter_config, blockOf(given, "target")?.dead_letter_config].some((where) =>
        names(where, queue),
      ),
  );
}

function hasRedrive(queue: DeclaredResource, program: DeclaredProgram): boolean {
  const apart = resourcesOf(program, "aws_sqs_queue_redrive_policy").some(
    ({ stack, arguments: given }) => stack === queue.stack && names(given.queue_url, queue),
  );
  return queue.arguments.redrive_policy !== undefined || apart;
}

function isAlarmed(queue: DeclaredResource, program: DeclaredProgram, metrics: readonly string[]): boolean {
  return resourcesOf(program, "aws_cloudwatch_metric_alarm").some(
    ({ stack, arguments: { metric_name: metric, dimensions } }) =>
      stack === queue.stack && metrics.includes(String(metric)) && names(dimensions, queue),
  );
}

/** Whether something has a reference to the queue in it, or its name at the end of an ARN, an address or alone. */
function names(value: unknown, queue: DeclaredResource): boolean {
  const name = queue.arguments.name;
  const written = JSON.stringify(value) ?? "";
  return (
    refersTo(value, queue.address) ||
    (typeof name === "string" && new RegExp(`[":/]${name.replace(/[.]/g, "\\.")}\\\\?"`).test(written))
  );
}
