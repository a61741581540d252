import { z } from "zod";
import { bucketName, externalId, glueName, schemaName, snowflakeName, stringOf } from "./field-types";

const topicArn = stringOf(
  "the ARN of an SNS topic, such as arn:aws:sns:us-east-1:111122223333:oncall",
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/,
);

/** A place in a bucket; wildcards and quotes would mean something else in policies and statements. */
const stagePrefix = stringOf(
  "a prefix such as raw/: it ends with a slash, doesn't begin with one, and holds no * ? $ { } \\ or quotes",
  /^([^/*?${}'"\\]+\/)*$/,
);

/** Glue databases by name, or by what their names begin with. */
const glueDatabases = stringOf(
  "a Glue database's name, or what names begin with and a * at its end, such as raw__*: of a to z, 0 to 9, _ and -",
  /^([a-z0-9_-]{1,255}|[a-z0-9_-]{0,254}\*)$/,
);

const address = stringOf(
  "an IPv4 address or range, such as 203.0.113.0/24",
  /^(\d{1,3}\.){3}\d{1,3}(\/(3[0-2]|[12]?\d))?$/,
);

const stage = z.strictObject({
  name: snowflakeName.describe("The stage's name."),
  bucket: bucketName.optional().describe("The bucket that it points to. Without it, the lake's."),
  prefix: stagePrefix.describe("The prefix in the bucket that it points to; empty for the whole bucket."),
});

const naming = z.strictObject({
  separator: stringOf("a separator: 1 to 16 of a to z, 0 to 9, _ and -", /^[a-z0-9_-]{1,16}$/)
    .default("__")
    .describe("What stands between database and schema in a Glue database's name."),
  mapping: z
    .record(
      glueName,
      z.strictObject({
        database: snowflakeName.describe("One of tableSync.databases."),
        schema: schemaName.describe("The schema in it, of this Glue database alone."),
      }),
    )
    .default({})
    .describe("Glue databases that go elsewhere than their names say, and where to."),
});

/** The table sync: Glue tables that aren't Iceberg's become external tables in Snowflake. */
export const tableSync = z.strictObject({
  account: z
    .enum(["primary", "secondary"])
    .default("primary")
    .describe("The Snowflake account whose external tables follow Glue."),
  databases: z
    .array(snowflakeName)
    .min(1, { error: "is empty; name a database that external tables go to" })
    .describe("The Snowflake databases that are made for external tables. The sync makes schemas in them."),
  glueDatabases: z
    .array(glueDatabases)
    .min(1, { error: "is empty; name a Glue database, or what the names begin with and a *" })
    .describe("The Glue databases that are synced: names, or beginnings that end in *. Others are never looked at."),
  naming: naming.prefault({}).describe("Which Glue database goes to which schema."),
  stages: z
    .array(stage)
    .min(1, { error: "is empty; a table whose files no stage covers can't be synced" })
    .describe(
      "The stages that are made, over the places that tables' files lie in. The longest that covers one is used.",
    ),
  orphans: z
    .enum(["drop", "mark"])
    .default("drop")
    .describe(
      "What becomes of an external table whose Glue table is gone: drop drops it, mark leaves it and says so in its comment.",
    ),
  autoRefresh: z
    .boolean()
    .default(false)
    .describe(
      "Whether Snowflake takes up new files by the bucket's own events. Otherwise Glue's partition events make it look.",
    ),
  snsTopic: topicArn
    .optional()
    .describe("The SNS topic that the bucket's events go to. Without it, Snowflake's own queue takes them."),
  createSchemas: z.boolean().default(true).describe("Whether a schema that isn't there is made."),
  adopt: z
    .boolean()
    .default(false)
    .describe("Whether an external table that somebody else made under the wanted name is taken over."),
  sweepPartitions: z
    .enum(["user-specified", "all"])
    .default("user-specified")
    .describe("Of which partitioned tables a sweep reads the partitions, at a Glue call each."),
  sweepMinutes: z
    .int()
    .min(5)
    .max(1440)
    .default(60)
    .describe("Minutes from one comparison of all tables to the next, which finds what no event told."),
  cloudTrail: z
    .boolean()
    .default(false)
    .describe(
      "Whether Glue's API calls that CloudTrail records are taken as events too: they need a trail of management events.",
    ),
  user: snowflakeName.default("TABLE_SYNC").describe("The service user that the sync logs in as."),
  role: snowflakeName.default("TABLE_SYNC").describe("The role that the sync works as, and that owns what it makes."),
  stageDatabase: snowflakeName
    .default("TABLE_SYNC")
    .describe("The database that is made for the stages, in its schema STAGES."),
  authentication: z
    .discriminatedUnion("type", [
      z.strictObject({
        type: z
          .literal("key-pair")
          .describe("By a private key in Secrets Manager, which twinberg keys makes and rotates."),
      }),
      z.strictObject({
        type: z.literal("workload-identity").describe("By the function's own AWS role: there is no key."),
        issuer: stringOf(
          "the issuer of the AWS account's identity tokens, such as https://….tokens.sts.global.api.aws",
          /^https:\/\/[a-z0-9.-]+(\/[\w./-]*)?$/,
        ).describe(
          "Who issues the AWS account's identity tokens: aws iam get-outbound-web-identity-federation-info tells it, once outbound federation is enabled.",
        ),
      }),
    ])
    .prefault({ type: "key-pair" })
    .describe("How the sync proves who it is."),
  networkPolicy: z
    .strictObject({
      name: snowflakeName.describe("The policy's name."),
      allowedIps: z
        .array(address)
        .min(1, { error: "is empty; name the addresses that the function calls from, or leave networkPolicy out" })
        .describe("The addresses that the user may log in from."),
    })
    .optional()
    .describe("From where the user may log in. Without it, the account's own policy decides."),
  externalId: externalId
    .default("twinberg-table-sync")
    .describe("The external id of the sync's own storage integration."),
  alarmTopic: topicArn.optional().describe("The SNS topic that alarms go to. Without it, they are only shown."),
  attempts: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .describe("How many times a message is tried before it goes to the dead letters."),
  functionTimeoutSeconds: z
    .int()
    .min(60)
    .max(900)
    .default(120)
    .describe("Seconds that the function may take. A message that failed is tried again after six times as long."),
  logDays: z
    .union(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827].map((days) => z.literal(days)),
      {
        error: "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096 or 1827, as CloudWatch Logs has it",
      },
    )
    .default(30)
    .describe("Days that the function's log is kept."),
});
