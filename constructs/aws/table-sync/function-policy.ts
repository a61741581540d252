import type { TableSyncNames } from "../../../config/table-sync-names";
import { type AwsPlace, glueReadArns, regionalArn } from "../arns";
import type { PolicyDocument, PolicyStatement } from "../policy-documents";

/** What the function's policy depends on. */
export interface FunctionAccess {
  readonly place: AwsPlace;
  readonly names: TableSyncNames;
  /** Glue databases: names, or beginnings that end in `*`. */
  readonly databases: readonly string[];
  /** How it proves who it is: by the key in this secret, or by a token of its role. */
  readonly identity: { readonly secretArn: string } | "workload-identity";
  /** Whether its calls are traced. */
  readonly tracing: boolean;
}

/** Who may be the function. */
export const FUNCTION_TRUST: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Lambda",
      Effect: "Allow",
      Principal: { Service: ["lambda.amazonaws.com"] },
      Action: ["sts:AssumeRole"],
    },
  ],
};

/** The least that the function takes: it reads Glue, and writes to its own queue, facts and log. */
export function functionPolicy({ place, names, databases, identity, tracing }: FunctionAccess): PolicyDocument {
  const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Action,
    Resource,
  });
  return {
    Version: "2012-10-17",
    Statement: [
      allow("ReadTables", ["glue:GetTable", "glue:GetTables", "glue:GetPartitions"], glueReadArns(place, databases)),
      // Names alone: which of them are synced is the function's to say, so it has to see them all.
      allow("ListDatabases", ["glue:GetDatabases"], glueReadArns(place, ["*"]).slice(0, 2)),
      allow(
        "Queue",
        [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ReceiveMessage",
          "sqs:SendMessage",
        ],
        [regionalArn(place, "sqs", names.queue)],
      ),
      allow(
        "Facts",
        ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan"],
        [regionalArn(place, "dynamodb", `table/${names.factTable}`)],
      ),
      allow(
        "Log",
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        [regionalArn(place, "logs", `log-group:${names.logGroup}:*`)],
      ),
      identity === "workload-identity"
        ? {
            // The action has no resource of its own.
            ...allow("Identity", ["sts:GetWebIdentityToken"], ["*"]),
            Condition: { "ForAllValues:StringEquals": { "sts:IdentityTokenAudience": "snowflakecomputing.com" } },
          }
        : allow("Key", ["secretsmanager:GetSecretValue"], [identity.secretArn]),
      // The actions have no resource of their own.
      ...(tracing ? [allow("Trace", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"])] : []),
    ],
  };
}
