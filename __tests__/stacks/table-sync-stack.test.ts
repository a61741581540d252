import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Testing } from "cdktf";
import { tableSyncArchive } from "../../constructs/aws/table-sync/function-archive";
import { readSettings } from "../../lambda-src/table-sync/read-settings";
import { TableSyncStack } from "../../stacks/table-sync-stack";
import { demoConfig } from "../helpers/demo-config";
import { EmulatedOrganization } from "../helpers/emulated-organization";
import { EmulatedTerraform } from "../helpers/emulated-terraform";
import { type Block, blocksOf, resourcesOf, type SynthesizedStack, synthesize } from "../helpers/synthesize";

type Replacement = readonly [string | RegExp, string];

const more = (...lines: readonly string[]): Replacement => [
  "  cloudTrail: true\n",
  ["  cloudTrail: true", ...lines.map((line) => `  ${line}`), ""].join("\n"),
];

/** The stack alone, in an app of its own. */
function declared(outdir: string, replacements: readonly Replacement[]): { app: App; stack: TableSyncStack } {
  const config = demoConfig(...replacements);
  if (config.tableSync === undefined) throw new Error("the configuration has no table sync");
  const app = new App({ outdir });
  return { app, stack: new TableSyncStack(app, "table-sync", config, config.tableSync) };
}

function synced(...replacements: readonly Replacement[]): SynthesizedStack {
  const { stack } = declared("cdktf.out", replacements);
  stack.prepareStack();
  return JSON.parse(Testing.synth(stack, true));
}

const withoutIt: Replacement = [/tableSync:\n( .*\n)+/, ""];

const stack = synced();

/** The one block of a type whose argument is this. */
function one(type: string, argument: string, value: string): Block {
  const found = blocksOf(stack, type).filter((block) => block[argument] === value);
  expect(found).toHaveLength(1);
  return found[0] ?? {};
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

function statementsOf(policy: unknown): readonly Statement[] {
  return JSON.parse(String(policy)).Statement;
}

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;

describe("without a table sync in the configuration", () => {
  it("there is no such stack, and the others are the same but for what replication leaves behind of it", () => {
    const { "table-sync": _, "failover-secondary": whole, ...others } = synthesize(demoConfig());
    const { "failover-secondary": bare, ...rest } = synthesize(demoConfig(withoutIt));
    const kept = new Set(resourcesOf(bare).map(({ id }) => id));

    expect(rest).toEqual(others);
    expect(resourcesOf(whole).filter(({ id }) => !kept.has(id))).toEqual([
      expect.objectContaining({
        block: expect.objectContaining({ revert: 'DROP INTEGRATION IF EXISTS "TABLE_SYNC_STORAGE_INT"' }),
      }),
    ]);
  });
});

describe("the queue", () => {
  const queue = one("aws_sqs_queue", "name", "twinberg-table-sync");

  it("hides a message for six times what the function may take, and gives it up after ten tries", () => {
    expect(queue).toMatchObject({ visibility_timeout_seconds: 720, sqs_managed_sse_enabled: true });
    expect(JSON.parse(String(queue.redrive_policy))).toEqual({
      deadLetterTargetArn: arn("sqs", "twinberg-table-sync-dead-letters"),
      maxReceiveCount: 10,
    });
    expect(queue.depends_on).toEqual([expect.stringMatching(/^aws_sqs_queue\.Pipeline_Queues_DeadLetters_/)]);
  });

  it("takes messages from its own rules alone, and from nobody without TLS", () => {
    expect(statementsOf(queue.policy)).toEqual([
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      expect.objectContaining({
        Effect: "Allow",
        Principal: { Service: ["events.amazonaws.com"] },
        Action: ["sqs:SendMessage"],
        Resource: [arn("sqs", "twinberg-table-sync")],
        Condition: {
          ArnEquals: {
            "aws:SourceArn": ["glue", "cloudtrail", "sweep"].map((rule) =>
              arn("events", `rule/twinberg-table-sync-${rule}`),
            ),
          },
        },
      }),
    ]);
  });

  it("loses nothing: both queues of what went wrong keep it for two weeks", () => {
    for (const name of ["twinberg-table-sync-dead-letters", "twinberg-table-sync-undelivered"]) {
      expect(one("aws_sqs_queue", "name", name).message_retention_seconds).toBe(14 * 24 * 3600);
    }
  });
});

describe("the rules", () => {
  it("take Glue's own events of the synced databases", () => {
    expect(
      JSON.parse(String(one("aws_cloudwatch_event_rule", "name", "twinberg-table-sync-glue").event_pattern)),
    ).toEqual({
      source: ["aws.glue"],
      "detail-type": ["Glue Data Catalog Table State Change", "Glue Data Catalog Database State Change"],
      detail: { databaseName: [{ prefix: { "equals-ignore-case": "raw__" } }] },
    });
  });

  it("take what CloudTrail records of them, but for calls that failed", () => {
    const names = [{ prefix: { "equals-ignore-case": "raw__" } }];
    const { event_pattern: pattern } = one("aws_cloudwatch_event_rule", "name", "twinberg-table-sync-cloudtrail");

    expect(JSON.parse(String(pattern))).toMatchObject({
      source: ["aws.glue"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["glue.amazonaws.com"],
        eventName: expect.arrayContaining(["CreateTable", "BatchDeleteTable", "CreatePartition", "DeleteDatabase"]),
        errorCode: [{ exists: false }],
        $or: [
          { requestParameters: { databaseName: names } },
          { requestParameters: { databaseInput: { name: names } } },
          { requestParameters: { name: names } },
        ],
      },
    });
    expect(blocksOf(synced(["  cloudTrail: true\n", ""]), "aws_cloudwatch_event_rule")).toHaveLength(2);
  });

  it("name databases whole or by their beginnings, and all of them by a star", () => {
    const native = (list: string) => {
      const [rule] = blocksOf(synced(['["raw__*"]', list]), "aws_cloudwatch_event_rule").filter(
        ({ name }) => name === "twinberg-table-sync-glue",
      );
      return JSON.parse(String(rule?.event_pattern)).detail.databaseName;
    };

    expect(native("[raw__a, raw__b]")).toEqual([
      { "equals-ignore-case": "raw__a" },
      { "equals-ignore-case": "raw__b" },
    ]);
    expect(native('["*"]')).toEqual([{ exists: true }]);
  });

  it("ask for a sweep once an hour", () => {
    expect(one("aws_cloudwatch_event_rule", "name", "twinberg-table-sync-sweep").schedule_expression).toBe(
      "rate(60 minutes)",
    );
    const inputs = blocksOf(stack, "aws_cloudwatch_event_target").flatMap(({ input }) => input ?? []);
    expect(inputs.map((input) => JSON.parse(String(input)))).toEqual([
      { source: "twinberg.table-sync", "detail-type": "Sweep", detail: {} },
    ]);
  });

  it("try for six hours, and keep what they couldn't deliver", () => {
    for (const target of blocksOf(stack, "aws_cloudwatch_event_target")) {
      expect(target).toMatchObject({
        arn: expect.stringMatching(/^\$\{aws_sqs_queue\.Pipeline_Queues_Queue_/),
        dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\.Pipeline_Queues_Undelivered_/) },
        retry_policy: { maximum_event_age_in_seconds: 21600, maximum_retry_attempts: 185 },
      });
    }
  });
});

describe("the function", () => {
  const [lambda = {}] = blocksOf(stack, "aws_lambda_function");

  it("is the bundle, with the hash that Lambda gives it", () => {
    expect(lambda).toMatchObject({
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      filename: expect.stringMatching(/^assets\/.*\/table-sync\.zip$/),
      source_code_hash: createHash("sha256").update(tableSyncArchive()).digest("base64"),
      timeout: 120,
    });
    expect(tableSyncArchive().length).toBeLessThan(1_000_000);
  });

  it("is told what it can read", () => {
    const { variables }: { variables: Record<string, string> } = Object(lambda.environment);

    expect(() => readSettings(variables.TABLE_SYNC_SETTINGS ?? "")).not.toThrow();
    expect(Object.keys(variables).sort()).toEqual([
      "POWERTOOLS_TRACE_ENABLED",
      "TABLE_SYNC_FACT_TABLE",
      "TABLE_SYNC_QUEUE_URL",
      "TABLE_SYNC_SECRET",
      "TABLE_SYNC_SETTINGS",
    ]);
  });

  it("gets ten messages at a time, and gives back those that failed", () => {
    expect(blocksOf(stack, "aws_lambda_event_source_mapping")).toEqual([
      expect.objectContaining({
        batch_size: 10,
        function_response_types: ["ReportBatchItemFailures"],
        scaling_config: { maximum_concurrency: 5 },
      }),
    ]);
  });

  it("has a log that is there before it, and ends", () => {
    expect(blocksOf(stack, "aws_cloudwatch_log_group")).toEqual([
      expect.objectContaining({ name: "/aws/lambda/twinberg-table-sync", retention_in_days: 30 }),
    ]);
    expect(lambda.depends_on).toContainEqual(expect.stringMatching(/^aws_cloudwatch_log_group\./));
  });

  it("may do what it does, to what is its own", () => {
    const allowed = statementsOf(one("aws_iam_role_policy", "name", "sync-tables").policy).map(
      ({ Action, Resource }) => [Action, Resource],
    );

    expect(allowed).toEqual([
      [
        ["glue:GetTable", "glue:GetTables", "glue:GetPartitions"],
        [arn("glue", "catalog"), arn("glue", "database/raw__*"), arn("glue", "table/raw__*/*")],
      ],
      [["glue:GetDatabases"], [arn("glue", "catalog"), arn("glue", "database/*")]],
      [expect.arrayContaining(["sqs:ReceiveMessage", "sqs:SendMessage"]), [arn("sqs", "twinberg-table-sync")]],
      [
        ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan"],
        [arn("dynamodb", "table/twinberg-table-sync-facts")],
      ],
      [["logs:CreateLogStream", "logs:PutLogEvents"], [arn("logs", "log-group:/aws/lambda/twinberg-table-sync:*")]],
      [
        ["secretsmanager:GetSecretValue"],
        [expect.stringMatching(/^\$\{aws_secretsmanager_secret\.Pipeline_Function_Key_\w+\.arn\}$/)],
      ],
      [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"]],
    ]);
  });

  it("is refused, by size, where its settings don't fit its environment", () => {
    const mapped = Array.from({ length: 60 }, (_, n) => `glue_database_${n}: { database: RAW, schema: SCHEMA_${n} }`);

    const outdir = mkdtempSync(join(tmpdir(), "twinberg-synth-"));
    const { app } = declared(outdir, [more(`naming: { mapping: { ${mapped.join(", ")} } }`)]);

    expect(() => app.synth()).toThrow(/the settings have \d+ bytes, and a function's environment has 4096/);
    rmSync(outdir, { recursive: true });
  });
});

describe("the fact table", () => {
  it("has the keys that the function reads, and can be brought back", () => {
    expect(blocksOf(stack, "aws_dynamodb_table")).toEqual([
      expect.objectContaining({
        name: "twinberg-table-sync-facts",
        billing_mode: "PAY_PER_REQUEST",
        hash_key: "database",
        range_key: "table",
        point_in_time_recovery: { enabled: true },
      }),
    ]);
  });
});

describe("the secret", () => {
  it("is made without its value, and is gone at once or after 30 days", () => {
    const kept = synced(["onDestroy: delete", "onDestroy: keep"]);

    expect(blocksOf(stack, "aws_secretsmanager_secret")[0]).toMatchObject({ recovery_window_in_days: 0 });
    expect(blocksOf(kept, "aws_secretsmanager_secret")[0]).toMatchObject({ recovery_window_in_days: 30 });
    expect(resourcesOf(stack).map(({ type }) => type)).not.toContain("aws_secretsmanager_secret_version");
  });

  it("isn't there with workload identity: the user is the function's role", () => {
    const keyless = synced(
      more("authentication: { type: workload-identity, issuer: https://abc.tokens.sts.global.api.aws }"),
    );
    const actions = blocksOf(keyless, "aws_iam_role_policy").flatMap(({ policy }) =>
      statementsOf(policy).flatMap(({ Action }) => Action),
    );

    expect(blocksOf(keyless, "aws_secretsmanager_secret")).toEqual([]);
    expect(actions).toContain("sts:GetWebIdentityToken");
    expect(actions).not.toContain("secretsmanager:GetSecretValue");
    expect(blocksOf(keyless, "snowflake_service_user")[0]?.default_workload_identity).toEqual([
      {
        aws: [
          {
            arn: "arn:aws:iam::123456789012:role/twinberg-table-sync",
            issuer: "https://abc.tokens.sts.global.api.aws",
          },
        ],
      },
    ]);
  });
});

describe("the alarms", () => {
  it("are about what is lost, late, wrong or not known, and tell whom the configuration names", () => {
    const told = synced(more("alarmTopic: arn:aws:sns:us-east-1:123456789012:oncall"));
    const alarms = blocksOf(told, "aws_cloudwatch_metric_alarm");

    expect(
      alarms.map(({ alarm_name: name, metric_name: metric, threshold, treat_missing_data: silence }) =>
        [name, metric, threshold, silence].join(" "),
      ),
    ).toEqual([
      "twinberg-table-sync-age ApproximateAgeOfOldestMessage 3600 notBreaching",
      "twinberg-table-sync-dead-letters ApproximateNumberOfMessagesVisible 0 notBreaching",
      "twinberg-table-sync-drift DriftFound 0 notBreaching",
      "twinberg-table-sync-errors Errors 0 notBreaching",
      "twinberg-table-sync-no-sweep DriftFound 1 breaching",
      "twinberg-table-sync-throttles Throttles 0 notBreaching",
      "twinberg-table-sync-undelivered ApproximateNumberOfMessagesVisible 0 notBreaching",
    ]);
    for (const alarm of alarms) expect(alarm.alarm_actions).toEqual(["arn:aws:sns:us-east-1:123456789012:oncall"]);
    for (const alarm of blocksOf(stack, "aws_cloudwatch_metric_alarm")) expect(alarm.alarm_actions).toBeUndefined();
  });

  it("stand beside a dashboard", () => {
    const [{ dashboard_body: body } = {}] = blocksOf(stack, "aws_cloudwatch_dashboard");

    expect(JSON.parse(String(body)).widgets).toHaveLength(7);
  });
});

describe("what Snowflake reads the files as", () => {
  it("reads the stages' places and nothing else", () => {
    const nested = synced([
      "    - name: RAW\n      prefix: raw/\n",
      "    - { name: RAW, prefix: raw/ }\n    - { name: OTHER, bucket: other-bucket, prefix: a/ }\n    - { name: MORE, bucket: other-bucket, prefix: b/ }\n",
    ]);
    const [policy] = blocksOf(nested, "aws_iam_role_policy").filter(({ name }) => name === "read-stages");

    expect(
      statementsOf(policy?.policy).map(({ Action, Resource, Condition }) => [Action, Resource, Condition]),
    ).toEqual([
      [
        ["s3:GetObject", "s3:GetObjectVersion"],
        ["arn:aws:s3:::twinberg-demo-lake/raw/*", "arn:aws:s3:::other-bucket/a/*", "arn:aws:s3:::other-bucket/b/*"],
        undefined,
      ],
      [["s3:ListBucket"], ["arn:aws:s3:::twinberg-demo-lake"], { StringLike: { "s3:prefix": ["raw/", "raw/*"] } }],
      [["s3:ListBucket"], ["arn:aws:s3:::other-bucket"], { StringLike: { "s3:prefix": ["a/", "a/*", "b/", "b/*"] } }],
      [["s3:GetBucketLocation"], ["arn:aws:s3:::twinberg-demo-lake", "arn:aws:s3:::other-bucket"], undefined],
    ]);
  });

  it("trusts the integration's principal with the external id", () => {
    const role = one("aws_iam_role", "name", "twinberg-table-sync-storage");

    expect(statementsOf(role.assume_role_policy)).toEqual([
      expect.objectContaining({
        Principal: {
          AWS: expect.stringMatching(/^\$\{snowflake_storage_integration_aws\..*describe_output\[0\]\.iam_user_arn\}$/),
        },
        Condition: { StringEquals: { "sts:ExternalId": "twinberg-table-sync" } },
      }),
    ]);
  });
});

describe("in Snowflake", () => {
  let clouds: EmulatedOrganization;
  let terraform: EmulatedTerraform;

  beforeAll(async () => {
    clouds = await EmulatedOrganization.start(demoConfig());
    await clouds.administer("EAST", "CREATE ROLE ICEBERG_ENGINEER");
    terraform = new EmulatedTerraform(clouds, stack);
    await terraform.apply();
  });
  afterAll(() => clouds.close());

  it("it converges, and the next plan is empty", async () => {
    expect(await terraform.plan()).toEqual([]);
  });

  it("the role has exactly what the sync takes", async () => {
    const session = await clouds.session("EAST", "ACCOUNTADMIN");
    const { rows } = await session.run("SHOW GRANTS TO ROLE TABLE_SYNC");

    expect(
      rows.map((row) => `${row.text("privilege")} ON ${row.text("granted_on")} ${row.text("name")}`).sort(),
    ).toEqual([
      "CREATE SCHEMA ON DATABASE RAW",
      "USAGE ON DATABASE RAW",
      "USAGE ON DATABASE TABLE_SYNC",
      "USAGE ON SCHEMA TABLE_SYNC.STAGES",
      "USAGE ON STAGE TABLE_SYNC.STAGES.RAW",
    ]);
  });

  it("a rotated key is nothing that a plan undoes", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = publicKey.export({ type: "spki", format: "der" }).toString("base64");
    await clouds.administer("EAST", `ALTER USER TABLE_SYNC SET RSA_PUBLIC_KEY = '${key}'`);

    expect(await terraform.plan()).toEqual([]);
  });

  it("the role makes a schema and an external table, which engineers read", async () => {
    await clouds.administer(
      "EAST",
      "GRANT ROLE TABLE_SYNC TO USER TERRAFORM",
      "GRANT ROLE ICEBERG_ENGINEER TO USER TERRAFORM",
    );
    const sync = await clouds.session("EAST", "TABLE_SYNC");
    await sync.run('CREATE SCHEMA "RAW"."EVENTS"');
    await sync.run(
      'CREATE EXTERNAL TABLE "RAW"."EVENTS"."A" ("X" VARCHAR AS (VALUE:c1::VARCHAR)) LOCATION = @"TABLE_SYNC"."STAGES"."RAW"/a/ REFRESH_ON_CREATE = FALSE AUTO_REFRESH = FALSE FILE_FORMAT = (TYPE = CSV)',
    );
    const session = await clouds.session("EAST", "ACCOUNTADMIN");
    const { rows } = await session.run('SHOW GRANTS ON EXTERNAL TABLE "RAW"."EVENTS"."A"');

    expect(rows.map((row) => `${row.text("privilege")} ${row.text("grantee_name")}`).sort()).toEqual([
      "OWNERSHIP TABLE_SYNC",
      "SELECT ICEBERG_ENGINEER",
    ]);
    expect(await terraform.plan()).toEqual([]);
  });
});
