import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { GlueCatalogTableOptimizer } from "@cdktf/provider-aws/lib/glue-catalog-table-optimizer";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LakeformationDataLakeSettings } from "@cdktf/provider-aws/lib/lakeformation-data-lake-settings";
import { LakeformationPermissions } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import { LakeformationResource } from "@cdktf/provider-aws/lib/lakeformation-resource";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { type App, TerraformStack } from "cdktf";
import type { BrokenCase } from "./broken-case";

const ROLE = "arn:aws:iam::123456789012:role/x";

/** Mistakes on the AWS side, each in a construct of its own. */
export const brokenAws: readonly BrokenCase[] = [
  {
    rule: "trust-takes-external-id",
    what: "the original demo's trust, without an external id",
    stack: "trust",
    declare: (scope, id) =>
      new IamRole(scope, id, {
        assumeRolePolicy: JSON.stringify({
          Statement: [
            {
              Sid: "S",
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::999999999999:user/x" },
              Action: "sts:AssumeRole",
            },
          ],
        }),
      }),
    problem: "the trust statement S takes no sts:ExternalId",
  },
  {
    rule: "roles-only-read",
    what: "a role that writes the lake",
    stack: "trust",
    declare: (scope, id) =>
      new IamRolePolicy(scope, id, {
        role: "x",
        policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"] }] }),
      }),
    problem: "s3:PutObject is more than reading",
  },
  {
    rule: "lake-formation-settings-have-one-owner",
    what: "the original demo's second put of the settings, without administrators",
    stack: "lake",
    declare: (scope, id) =>
      new LakeformationDataLakeSettings(scope, id, {
        allowExternalDataFiltering: true,
        allowFullTableExternalDataAccess: true,
      }),
    problem: "lake/LakeFormation/Settings owns the settings of us-east-1",
  },
  {
    rule: "lake-formation-admin-is-not-snowflake",
    what: "a role that Snowflake assumes as administrator",
    stack: "lake",
    declare: (scope, id) =>
      new LakeformationDataLakeSettings(scope, id, { admins: ["arn:aws:iam::123456789012:role/twinberg-volume"] }),
    problem: "arn:aws:iam::123456789012:role/twinberg-volume is a role that Snowflake assumes",
  },
  {
    rule: "lake-formation-grants-only-read",
    what: "a grant to write, which can be passed on",
    stack: "trust",
    declare: (scope, id) =>
      new LakeformationPermissions(scope, id, {
        principal: ROLE,
        permissions: ["SELECT", "INSERT"],
        permissionsWithGrantOption: ["SELECT"],
        database: { name: "x" },
      }),
    problem: "SELECT could be passed on",
  },
  {
    rule: "registration-role-is-not-snowflake",
    what: "the original demo's registration with the role that Snowflake assumes",
    stack: "lake",
    declare: (scope, id) =>
      new LakeformationResource(scope, id, {
        arn: "arn:aws:s3:::x",
        roleArn: "arn:aws:iam::123456789012:role/twinberg-primary-catalog",
      }),
    problem: "arn:aws:iam::123456789012:role/twinberg-primary-catalog can be assumed by more than AWS services",
  },
  {
    rule: "replica-of-the-lake-is-not-written",
    what: "a bucket of the copy that only asks for TLS",
    stack: "open-replica",
    declare: (scope, id) => {
      const bucket = new S3Bucket(scope, id, { bucket: "twinberg-demo-copy" });
      new S3BucketPolicy(scope, `${id}-Policy`, {
        bucket: bucket.bucket,
        policy: JSON.stringify({
          Statement: [
            { Effect: "Deny", Principal: "*", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
          ],
        }),
      });
    },
    problem: "s3:PutObject isn't denied",
  },
  {
    rule: "replica-of-the-lake-is-not-written",
    what: "a catalog of the copy that anybody may change",
    stack: "open-replica",
    declare: (scope, id) => new GlueCatalogDatabase(scope, id, { name: "x" }),
    problem: "glue:UpdateTable isn't denied",
  },
  {
    rule: "replica-of-the-lake-is-not-written",
    what: "a table optimizer on the copy",
    stack: "open-replica",
    declare: (scope, id) => optimizer(scope, id, 1),
    problem: "a table optimizer writes, too",
  },
  {
    rule: "event-target-keeps-what-it-loses",
    what: "a target that drops what it can't deliver",
    stack: "lake",
    declare: (scope, id) => new CloudwatchEventTarget(scope, id, { rule: "x", arn: "arn:aws:sqs:us-east-1:1:x" }),
    problem: "it has no dead-letter queue",
  },
  {
    rule: "event-target-keeps-what-it-loses",
    what: "a schedule that drops what it can't deliver",
    stack: "open-replica",
    declare: (scope, id) =>
      new SchedulerSchedule(scope, id, {
        scheduleExpression: "rate(1 hour)",
        flexibleTimeWindow: { mode: "OFF" },
        target: { arn: "arn:aws:sqs:us-west-2:1:x", roleArn: ROLE },
      }),
    problem: "it has no retry policy",
  },
  {
    rule: "event-rule-skips-failed-calls",
    what: "the original stack's pattern, which takes calls that failed",
    stack: "lake",
    declare: (scope, id) =>
      new CloudwatchEventRule(scope, id, {
        eventPattern: JSON.stringify({ detail: { eventSource: ["glue.amazonaws.com"], eventName: ["CreateTable"] } }),
      }),
    problem: "it takes calls that failed: its detail has no errorCode that must be absent",
  },
  {
    rule: "events-are-swept",
    what: "events without a sweep",
    stack: "lake",
    declare: (scope, id) =>
      new CloudwatchEventRule(scope, id, {
        eventPattern: JSON.stringify({ "detail-type": ["Glue Data Catalog Table State Change"] }),
      }),
    problem: "no schedule in lake sweeps what events miss",
  },
  {
    rule: "queue-is-watched",
    what: "a queue that nobody looks at",
    stack: "lake",
    declare: (scope, id) => new SqsQueue(scope, id, { name: "x" }),
    problem: "it has no redrive policy",
  },
  {
    rule: "queue-consumer-tells-what-failed",
    what: "a consumer that fails whole batches",
    stack: "lake",
    declare: (scope, id) =>
      new LambdaEventSourceMapping(scope, id, { eventSourceArn: "arn:aws:sqs:us-east-1:1:x", functionName: "x" }),
    problem: "function_response_types has no ReportBatchItemFailures",
  },
  {
    rule: "snapshots-outlive-the-lag",
    what: "snapshots that go after a day",
    stack: "lake",
    declare: (scope, id) => optimizer(scope, id, 1),
    problem: "snapshots are kept for 1440 minutes, and twice the recovery point objective is 23040",
  },
  {
    rule: "snapshots-outlive-the-lag",
    what: "replaced objects that go after two days",
    stack: "lake",
    declare: (scope, id) =>
      new S3BucketLifecycleConfiguration(scope, id, {
        bucket: "x",
        rule: [{ id: "x", status: "Enabled", noncurrentVersionExpiration: [{ noncurrentDays: 2 }] }],
      }),
    problem: "replaced objects are kept for 2880 minutes, and twice the recovery point objective is 23040",
  },
  {
    rule: "stateful-is-kept",
    what: "a bucket that a destroy removes, where data are kept",
    stack: "lake",
    declare: (scope, id) => new S3Bucket(scope, id, { bucket: "x" }),
    problem: "lifecycle.prevent_destroy isn't true",
  },
  {
    rule: "names-are-legal",
    what: "a partition column of 33 characters",
    stack: "lake",
    declare: (scope, id) =>
      new GlueCatalogTable(scope, id, { name: "x", databaseName: "x", partitionKeys: [{ name: "p".repeat(33) }] }),
    problem: `the partition column ${"p".repeat(33)} has 33 characters, and 32 are allowed`,
  },
];

/** The stack that the cases of a copy in another region are in. */
export function declareReplicaStack(app: App): void {
  new AwsProvider(new TerraformStack(app, "open-replica"), "aws", { region: "us-west-2" });
}

function optimizer(scope: TerraformStack, id: string, days: number): void {
  new GlueCatalogTableOptimizer(scope, id, {
    catalogId: "123456789012",
    databaseName: "x",
    tableName: "x",
    type: "retention",
    configuration: [
      {
        enabled: true,
        roleArn: ROLE,
        retentionConfiguration: [{ icebergConfiguration: [{ snapshotRetentionPeriodInDays: days }] }],
      },
    ],
  });
}
