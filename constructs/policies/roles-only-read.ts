import type { PolicyDocument } from "../aws/policy-documents";
import type { PolicyRule } from "./policy-rule";

const READS = /^(s3:(Get|List)[A-Za-z]+|glue:Get[A-Za-z]+|lakeformation:GetDataAccess)$/;

/** What a function takes besides, of which nothing is the lake's: its queue, its facts, its log, its key or token. */
const OF_A_FUNCTION = new Set([
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "secretsmanager:GetSecretValue",
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:ReceiveMessage",
  "sqs:SendMessage",
  "sts:GetWebIdentityToken",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
]);

/** Actions that name no resource. */
const WITHOUT_RESOURCE = new Set(["sts:GetWebIdentityToken", "xray:PutTelemetryRecords", "xray:PutTraceSegments"]);

/** No role may write to the lake, no action is a wildcard, and what isn't the lake's is named. */
export const rolesOnlyRead: PolicyRule = {
  id: "roles-only-read",
  reason: "two Snowflake accounts read one lake; a role that can write makes either of them a second writer",
  resourceType: "aws_iam_role_policy",
  violations: ({ policy }) => {
    const { Statement: statements }: PolicyDocument = JSON.parse(String(policy));
    return statements
      .filter(({ Effect: effect }) => effect === "Allow")
      .flatMap(({ Action: actions, Resource: resources }) => actions.flatMap((action) => problem(action, resources)));
  },
};

function problem(action: string, resources: readonly string[] | undefined): string[] {
  if (READS.test(action)) {
    return [];
  }
  if (!OF_A_FUNCTION.has(action)) {
    return [`${action} is more than reading`];
  }
  const everywhere = resources?.includes("*") ?? true;
  return everywhere && !WITHOUT_RESOURCE.has(action) ? [`${action} is on everything`] : [];
}
