import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTableOptimizer } from "@cdktf/provider-aws/lib/glue-catalog-table-optimizer";
import { GlueResourcePolicy } from "@cdktf/provider-aws/lib/glue-resource-policy";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { type App, TerraformStack } from "cdktf";

/** Declares, as they should be, the kinds of things that rules are about and that the program itself doesn't have. */
export function declareSoundAdditions(app: App): void {
  declareEvents(new TerraformStack(app, "events"));
  declareReplica(new TerraformStack(app, "replica"));
}

function declareEvents(stack: TerraformStack): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  const deadLetters = new SqsQueue(stack, "DeadLetters", { name: "dead" });
  const queue = new SqsQueue(stack, "Queue", {
    name: "work",
    redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
  });
  const alarm = (id: string, metricName: string, of: SqsQueue) =>
    new CloudwatchMetricAlarm(stack, id, {
      alarmName: id,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      namespace: "AWS/SQS",
      metricName,
      dimensions: { QueueName: of.name },
    });
  alarm("QueueAlarm", "ApproximateAgeOfOldestMessage", queue);
  alarm("DeadLettersAlarm", "ApproximateNumberOfMessagesVisible", deadLetters);
  const keeps = {
    deadLetterConfig: { arn: deadLetters.arn },
    retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
  };
  const calls = new CloudwatchEventRule(stack, "Calls", {
    eventPattern: JSON.stringify({
      source: ["aws.glue"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { errorCode: [{ exists: false }] },
    }),
  });
  new CloudwatchEventRule(stack, "Changes", {
    eventPattern: JSON.stringify({ source: ["aws.glue"], "detail-type": ["Glue Data Catalog Table State Change"] }),
  });
  new CloudwatchEventTarget(stack, "Target", { rule: calls.name, arn: queue.arn, ...keeps });
  new SchedulerSchedule(stack, "Sweep", {
    scheduleExpression: "rate(1 hour)",
    flexibleTimeWindow: { mode: "OFF" },
    target: { arn: queue.arn, roleArn: "arn:aws:iam::123456789012:role/sweep", ...keeps },
  });
  new LambdaEventSourceMapping(stack, "Consumer", {
    eventSourceArn: queue.arn,
    functionName: "sync",
    functionResponseTypes: ["ReportBatchItemFailures"],
  });
  new GlueCatalogTableOptimizer(stack, "Retention", {
    catalogId: "123456789012",
    databaseName: "iceberg_advertising_db",
    tableName: "campaigns",
    type: "retention",
    configuration: [
      {
        enabled: true,
        roleArn: "arn:aws:iam::123456789012:role/optimizer",
        retentionConfiguration: [{ icebergConfiguration: [{ snapshotRetentionPeriodInDays: 5 }] }],
      },
    ],
  });
}

const deny = (actions: readonly string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OnlyTheReplicator",
        Effect: "Deny",
        Principal: "*",
        Action: actions,
        Resource: "*",
        Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/replicator" } },
      },
    ],
  });

function declareReplica(stack: TerraformStack): void {
  new AwsProvider(stack, "aws", { region: "us-west-2" });
  const bucket = new S3Bucket(stack, "Bucket", { bucket: "twinberg-demo-copy", lifecycle: { preventDestroy: true } });
  new S3BucketPolicy(stack, "BucketPolicy", { bucket: bucket.id, policy: deny(["s3:Put*", "s3:DeleteObject*"]) });
  new GlueCatalogDatabase(stack, "Database", { name: "iceberg_advertising_db", lifecycle: { preventDestroy: true } });
  new GlueResourcePolicy(stack, "CatalogPolicy", {
    policy: deny(["glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable", "glue:DeleteDatabase"]),
  });
  new GlueCatalogTableOptimizer(stack, "Compaction", {
    catalogId: "123456789012",
    databaseName: "iceberg_advertising_db",
    tableName: "campaigns",
    type: "compaction",
    configuration: [{ enabled: false, roleArn: "arn:aws:iam::123456789012:role/optimizer" }],
  });
}
