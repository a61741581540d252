import { listOf } from "./declared-program";
import { eachResource, type PolicyRule } from "./policy-rule";

/** A function that takes messages in batches says which of them failed. */
export const queueConsumerTellsWhatFailed: PolicyRule = {
  id: "queue-consumer-tells-what-failed",
  requirements: ["R14"],
  reason: "without it, one message that fails sends the whole batch back, and what was done is done again",
  source: "docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
  fix: "add ReportBatchItemFailures to function_response_types",
  judge: eachResource("aws_lambda_event_source_mapping", (mapping) =>
    listOf(mapping, "function_response_types").includes("ReportBatchItemFailures")
      ? []
      : ["function_response_types has no ReportBatchItemFailures"],
  ),
};
