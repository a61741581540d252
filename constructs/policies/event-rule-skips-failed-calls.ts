import type { ResourceArguments } from "./declared-program";
import { eachResource, type PolicyRule } from "./policy-rule";

const API_CALL = "AWS API Call via CloudTrail";

/** A rule that takes API calls takes those that succeeded. */
export const eventRuleSkipsFailedCalls: PolicyRule = {
  id: "event-rule-skips-failed-calls",
  requirements: ["R14"],
  reason: "a call that failed is delivered too, with an errorCode: what it asked for didn't happen",
  source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html",
  fix: 'add "errorCode": [{"exists": false}] to the pattern\'s detail, and name its detail-type',
  judge: eachResource("aws_cloudwatch_event_rule", (rule) => patternProblems(rule)),
};

/** A pattern without detail-type takes API calls, too. */
function patternProblems({ event_pattern: text }: ResourceArguments): string[] {
  if (text === undefined) {
    return [];
  }
  const pattern = parsed(text);
  if (pattern === undefined) {
    return ["its pattern can't be told at synthesis: give it as text"];
  }
  const types: unknown = Reflect.get(pattern, "detail-type");
  const takesCalls =
    types === undefined || [types].flat().some((type) => type === API_CALL || typeof type !== "string");
  const detail: unknown = Reflect.get(pattern, "detail");
  const errorCode: unknown =
    typeof detail === "object" && detail !== null ? Reflect.get(detail, "errorCode") : undefined;
  return !takesCalls || JSON.stringify(errorCode) === '[{"exists":false}]'
    ? []
    : ["it takes calls that failed: its detail has no errorCode that must be absent"];
}

function parsed(text: unknown): object | undefined {
  if (typeof text !== "string" || !text.trimStart().startsWith("{")) {
    return undefined;
  }
  const pattern: unknown = JSON.parse(text);
  return typeof pattern === "object" && pattern !== null ? pattern : undefined;
}
