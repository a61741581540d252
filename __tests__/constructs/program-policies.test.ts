import { coversAction, iamStatements } from "../../constructs/policies/iam-statements";
import { policyRules } from "../../constructs/policies/rules";
import { context, execute, problems, programOf, reference, resource } from "../helpers/policies";

const json = (value: unknown) => JSON.stringify(value);

it("a program without anything breaks no rule: each has nothing to judge", () => {
  expect(policyRules.flatMap((rule) => rule.judge(programOf([])))).toEqual([]);
});

describe("replication-keeps-the-recovery-point", () => {
  const set = (what: string, group = "G") => execute(`ALTER FAILOVER GROUP "${group}" SET ${what}`);
  const found = (what: string, over: Partial<typeof context> = {}) =>
    problems("replication-keeps-the-recovery-point", [set(what)], { context: { ...context, ...over } });

  it("accepts twice the schedule up to the objective, and nothing beyond", () => {
    expect(found("REPLICATION_SCHEDULE = '15 MINUTE'")).toEqual([]);
    expect(found("REPLICATION_SCHEDULE = 'USING CRON */15 * * * * UTC'")).toEqual([]);
    expect(found("REPLICATION_SCHEDULE = '16 MINUTE'")).toEqual([
      "twice '16 MINUTE' is 32 minutes, and the objective is 30",
    ]);
  });

  it("doesn't pass a schedule that can't be told", () => {
    expect(found("REPLICATION_SCHEDULE = 'USING CRON 0 3 L * * UTC'")).toEqual([
      "how often 'USING CRON 0 3 L * * UTC' refreshes G can't be told",
    ]);
  });

  it("accepts RPO_ASSURANCE for a pair that it serves, and an objective of 30 minutes", () => {
    const regions = (primary: string, secondary: string) => ({
      accounts: {
        primary: { ...context.accounts.primary, region: primary },
        secondary: { ...context.accounts.secondary, region: secondary },
      },
    });

    expect(found("RPO_ASSURANCE = TRUE")).toEqual([]);
    expect(found("RPO_ASSURANCE = TRUE", { recoveryPointMinutes: 20 })).toEqual([
      "RPO_ASSURANCE aims at 30 minutes, and the objective is 20",
    ]);
    expect(found("RPO_ASSURANCE = TRUE", regions("AWS_US_WEST_2", "AWS_EU_WEST_1"))).toEqual([
      "RPO_ASSURANCE isn't known to serve AWS_EU_WEST_1 and AWS_US_WEST_2",
    ]);
    expect(found("RPO_ASSURANCE = TRUE REPLICATION_SCHEDULE = '10 MINUTE'")).toEqual([
      "G has RPO_ASSURANCE and a schedule, which exclude each other",
    ]);
  });

  it("finds the schedule of a group wherever it is given", () => {
    const group = resource("snowflake_failover_group", { name: "G", object_types: ["ROLES"] }, "failover-primary/G");

    expect(problems("replication-keeps-the-recovery-point", [group])).toHaveLength(1);
    expect(
      problems("replication-keeps-the-recovery-point", [group, set("REPLICATION_SCHEDULE = '10 MINUTE'")]),
    ).toEqual([]);
  });
});

describe("queue-is-watched", () => {
  const queue = (given: object, id = "Queue") => resource("aws_sqs_queue", { ...given }, `events/${id}`);
  const alarm = (metric: string, of: string) =>
    resource("aws_cloudwatch_metric_alarm", { metric_name: metric, dimensions: { QueueName: of } }, "events/Alarm");
  const dead = queue({ name: "dead" }, "Dead");
  const deadAlarm = alarm("ApproximateNumberOfMessagesVisible", "dead");

  it("accepts a redrive policy apart from the queue, and names in place of references", () => {
    const redrive = resource(
      "aws_sqs_queue_redrive_policy",
      {
        queue_url: "https://sqs.us-east-1.amazonaws.com/1/work",
        redrive_policy: json({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:1:dead" }),
      },
      "events/Redrive",
    );
    const whole = [queue({ name: "work" }), dead, redrive, alarm("ApproximateAgeOfOldestMessage", "work"), deadAlarm];

    expect(problems("queue-is-watched", whole)).toEqual([]);
  });

  it("doesn't take a queue for one of dead letters because another one's name begins like it", () => {
    const target = resource(
      "aws_cloudwatch_event_target",
      { dead_letter_config: { arn: "arn:aws:sqs:us-east-1:1:dead" } },
      "events/Target",
    );

    expect(problems("queue-is-watched", [queue({ name: "de" }), dead, target, deadAlarm])).toEqual([
      "it has no redrive policy",
      "no alarm is on its ApproximateAgeOfOldestMessage",
    ]);
  });

  it("wants messages that wait to be told by their age, not by their number", () => {
    const policy = json({ deadLetterTargetArn: reference("aws_sqs_queue.Dead.arn") });
    const work = queue({ name: "work", redrive_policy: policy });

    expect(
      problems("queue-is-watched", [work, dead, deadAlarm, alarm("ApproximateNumberOfMessagesVisible", "work")]),
    ).toEqual(["no alarm is on its ApproximateAgeOfOldestMessage"]);
  });
});

describe("event-rule-skips-failed-calls", () => {
  const found = (eventPattern: unknown) =>
    problems("event-rule-skips-failed-calls", [resource("aws_cloudwatch_event_rule", { event_pattern: eventPattern })]);

  it("leaves schedules and other events alone", () => {
    expect(found(undefined)).toEqual([]);
    expect(found(json({ "detail-type": ["Glue Data Catalog Database State Change"] }))).toEqual([]);
  });

  it("refuses a detail-type that may be anything, and a pattern that can't be told", () => {
    expect(found(json({ "detail-type": [{ prefix: "AWS" }] }))).toHaveLength(1);
    expect(found(reference("var.pattern"))).toEqual(["its pattern can't be told at synthesis: give it as text"]);
  });
});

describe("events-are-swept", () => {
  const rule = (given: object, id: string) => resource("aws_cloudwatch_event_rule", { ...given }, `events/${id}`);

  it("doesn't count a schedule that is disabled, or in another stack", () => {
    const events = rule({ event_pattern: "{}" }, "Events");
    const disabled = rule({ schedule_expression: "rate(1 hour)", state: "DISABLED" }, "Off");
    const elsewhere = resource("aws_scheduler_schedule", { schedule_expression: "rate(1 hour)" }, "lake/Sweep");

    expect(problems("events-are-swept", [events, disabled, elsewhere])).toEqual([
      "no schedule in events sweeps what events miss",
    ]);
    expect(problems("events-are-swept", [events, rule({ schedule_expression: "rate(1 hour)" }, "On")])).toEqual([]);
  });
});

describe("external-ids-are-set-and-unique", () => {
  const storage = (id: string | undefined, path: string) =>
    resource("snowflake_storage_integration_aws", { storage_aws_external_id: id }, path);

  it("refuses none, and that of another account's", () => {
    expect(problems("external-ids-are-set-and-unique", [storage(undefined, "a/S")])).toEqual(["no external id is set"]);
    expect(problems("external-ids-are-set-and-unique", [storage("x", "a/S"), storage("x", "b/S")])).toEqual([
      "the external id x is that of a/S, too",
    ]);
  });

  it("accepts a volume that gives the same in all its locations", () => {
    const locations = ["x", "x"].map((id) => ({ storage_aws_external_id: id }));

    expect(
      problems("external-ids-are-set-and-unique", [
        resource("snowflake_external_volume", { storage_location: locations }),
      ]),
    ).toEqual([]);
  });
});

describe("grants-are-on-both-sides", () => {
  const grant = (stack: string, privileges: readonly string[], on: object = { on_account: true }) =>
    resource(
      "snowflake_grant_privileges_to_account_role",
      { account_role_name: "R", privileges, ...on },
      `${stack}/Grant${privileges.join("")}`,
    );

  it("compares privilege by privilege, whatever resources they are in", () => {
    const both = [
      grant("primary-account", ["USAGE", "MONITOR"]),
      grant("secondary-account", ["USAGE"]),
      grant("secondary-data", ["MONITOR"]),
    ];

    expect(problems("grants-are-on-both-sides", both)).toEqual([]);
    expect(problems("grants-are-on-both-sides", both.slice(0, 2))).toEqual([
      "the secondary account has no such grant: MONITOR with account_role_name R, on_account true",
    ]);
  });

  it("lets replicated roles bring the primary's, and not the secondary's", () => {
    const over = { context: { ...context, rolesTravel: true } };

    expect(problems("grants-are-on-both-sides", [grant("primary-account", ["USAGE"])], over)).toEqual([]);
    expect(problems("grants-are-on-both-sides", [grant("secondary-account", ["USAGE"])], over)).toHaveLength(1);
  });
});

describe("failover-path-avoids-the-lost-region", () => {
  const found = (over: object) =>
    problems("failover-path-avoids-the-lost-region", [], { stacks: ["primary-account", "secondary-data"], ...over });
  const state = (path: string) => resource("terraform_remote_state", { config: { path } }, "secondary-data/State");

  it("refuses to read the primary's state, and accepts that of another stack of the path", () => {
    expect(found({ remoteStates: [state("/s/primary-account.tfstate")] })).toEqual([
      "it reads the state of primary-account",
    ]);
    expect(found({ remoteStates: [state("/s/secondary-data.tfstate")] })).toEqual([]);
    expect(found({ remoteStates: [state("/s/other.tfstate")] })).toEqual([
      "it reads the state of a stack that can't be told",
    ]);
  });

  it("asks nothing of stacks that aren't on it", () => {
    const provider = resource("aws", { region: "us-east-1" }, "primary-account/aws");

    expect(found({ providers: [provider] })).toEqual([]);
    expect(found({ providers: [{ ...provider, stack: "secondary-data" }] })).toEqual([
      "it needs AWS in us-east-1, where the lake is",
    ]);
  });
});

describe("state-outlives-the-lost-region", () => {
  const backend = (type: string, region?: string) => resource(type, { region }, "secondary-data/Backend");
  const found = (stateReplicaRegion: string | undefined, ...backends: ReturnType<typeof backend>[]) =>
    problems("state-outlives-the-lost-region", [], { backends, context: { ...context, stateReplicaRegion } });

  it("accepts another region, a copy in another region, and backends that have none", () => {
    expect(found(undefined, backend("s3", "us-east-2"), backend("local"), backend("cloud"))).toEqual([]);
    expect(found("us-east-2", backend("s3", "us-east-1"))).toEqual([]);
  });

  it("refuses the lake's region, with a copy there, too", () => {
    expect(found(undefined, backend("s3", "us-east-1"))).toHaveLength(1);
    expect(found("us-east-1", backend("s3", "us-east-1"))).toHaveLength(1);
  });
});

describe("replacement-keeps-grants", () => {
  const found = (text: string) => problems("replacement-keeps-grants", [execute(text)]);

  it("accepts COPY GRANTS, and what replaces nothing", () => {
    expect(found('CREATE OR REPLACE VIEW "V" COPY GRANTS AS SELECT 1')).toEqual([]);
    expect(found("CREATE VIEW IF NOT EXISTS \"V\" AS SELECT 'CREATE OR REPLACE VIEW'")).toEqual([]);
  });

  it.each([
    ["EXTERNAL TABLE", "table"],
    ["CATALOG INTEGRATION", "integration"],
    ["SECURE VIEW", "view"],
    ["ROLE", "role"],
    ["PROCEDURE", "procedure"],
  ])("refuses a %s that is replaced", (kind, name) => {
    expect(found(`CREATE OR REPLACE ${kind} "X" (A INT)`)).toEqual([`it replaces a ${name} without COPY GRANTS`]);
  });
});

describe("names-are-legal", () => {
  it.each([
    'CREATE DATABASE IF NOT EXISTS "IF"',
    'ALTER CONNECTION "C" ENABLE FAILOVER TO ACCOUNTS "O"."A"',
    "SHOW DATABASES LIKE 'x'",
    'CREATE FAILOVER GROUP "G" AS REPLICA OF "O"."A"."G"',
  ])("accepts %s", (text) => {
    expect(problems("names-are-legal", [execute(text)])).toEqual([]);
  });

  it("leaves references, which have no length yet, and takes the length in characters", () => {
    const names = [reference("x.y.name"), "😀".repeat(255)];

    expect(names.flatMap((name) => problems("names-are-legal", [resource("snowflake_task", { name })]))).toEqual([]);
    expect(problems("names-are-legal", [resource("snowflake_task", { name: "" })])).toHaveLength(1);
  });
});

describe("an IAM policy", () => {
  it("is read whether its parts are lists or not", () => {
    const bare = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "r" };

    expect(iamStatements(json({ Statement: bare }))).toEqual([
      {
        sid: "without a Sid",
        effect: "Allow",
        principals: { AWS: ["*"] },
        actions: ["s3:GetObject"],
        resources: ["r"],
        condition: {},
      },
    ]);
  });

  it("isn't read where it is a reference", () => {
    expect(iamStatements(reference("data.aws_iam_policy_document.x.json"))).toBeUndefined();
    expect(iamStatements(undefined)).toBeUndefined();
  });

  it("covers actions by wildcards, in any case", () => {
    expect(coversAction("s3:Put*", "s3:PutObject")).toBe(true);
    expect(coversAction("S3:*", "s3:PutObject")).toBe(true);
    expect(coversAction("s3:PutObjec?", "s3:PutObject")).toBe(true);
    expect(coversAction("s3.PutObject", "s3:PutObject")).toBe(false);
    expect(coversAction("s3:Put", "s3:PutObject")).toBe(false);
  });
});
