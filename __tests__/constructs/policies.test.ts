import { RULE_IDS, type RuleId } from "../../config/rule-ids";
import type { ResourceArguments } from "../../constructs/policies/declared-program";
import { policyRules } from "../../constructs/policies/rules";
import { execute, problems, programOf, reference, resource, rule } from "../helpers/policies";

/** The Terraform type that each rule here is tried with. */
const TYPES: Partial<Record<RuleId, string>> = {
  "analyst-reads-only-prod": "snowflake_grant_privileges_to_account_role",
  "external-volume-does-not-write": "snowflake_external_volume",
  "lake-formation-admin-is-not-snowflake": "aws_lakeformation_data_lake_settings",
  "lake-formation-grants-only-read": "aws_lakeformation_permissions",
  "materialized-views-are-legal": "snowflake_materialized_view",
  "replicated-database-holds-native-tables": "snowflake_external_table",
  "roles-only-read": "aws_iam_role_policy",
  "tasks-do-not-overlap": "snowflake_task",
  "trust-takes-external-id": "aws_iam_role",
};

function violations(ruleId: RuleId, given: ResourceArguments): string[] {
  return problems(ruleId, [resource(TYPES[ruleId] ?? "snowflake_execute", given)]);
}

const trust = (statement: object) => ({
  assume_role_policy: JSON.stringify({ Statement: [{ Sid: "S", ...statement }] }),
});
const policy = (...actions: string[]) => ({
  policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions }] }),
});

it("no rule gets lost: the ids are a contract with configurations that suppress one", () => {
  expect(policyRules.map(({ id }) => id)).toEqual(RULE_IDS);
  expect([...RULE_IDS].sort()).toEqual(RULE_IDS);
});

it("each rule says why, where that is written, and what to do", () => {
  for (const { id, reason, source, fix, requirements } of policyRules) {
    expect({ id, reason, fix }).toEqual({
      id,
      reason: expect.stringMatching(/^\S.{20,}[^.]$/),
      fix: expect.stringMatching(/^\S.{10,}[^.]$/),
    });
    expect(source).toMatch(/^[a-z0-9.-]+\.(com|org)\/\S+$/);
    expect(requirements.length).toBeGreaterThan(0);
  }
});

it("each of the requirements R1 to R19 is met by a rule", () => {
  const met = new Set<string>(policyRules.flatMap(({ requirements }) => requirements));

  expect(
    Array.from({ length: 19 }, (_, index) => `R${index + 1}`).filter((requirement) => !met.has(requirement)),
  ).toEqual([]);
});

describe("trust-takes-external-id", () => {
  it("refuses a trust in an AWS principal, or in anyone, without an external id", () => {
    const principals = [{ AWS: "arn:aws:iam::999999999999:user/x" }, "*"];

    expect(principals.map((Principal) => violations("trust-takes-external-id", trust({ Principal })))).toEqual([
      ["the trust statement S takes no sts:ExternalId"],
      ["the trust statement S takes no sts:ExternalId"],
    ]);
  });

  it("accepts one with an external id, and an AWS service", () => {
    const withExternalId = trust({ Principal: { AWS: "x" }, Condition: { StringEquals: { "sts:ExternalId": "id" } } });

    expect(violations("trust-takes-external-id", withExternalId)).toEqual([]);
    expect(violations("trust-takes-external-id", trust({ Principal: { Service: ["glue.amazonaws.com"] } }))).toEqual(
      [],
    );
  });
});

describe("roles-only-read", () => {
  it.each(["s3:PutObject", "s3:*", "s3:Get*", "glue:UpdateTable", "*", "iam:GetRole"])("refuses %s", (action) => {
    expect(violations("roles-only-read", policy("s3:GetObject", action))).toEqual([`${action} is more than reading`]);
  });

  it("accepts what reading takes", () => {
    expect(
      violations(
        "roles-only-read",
        policy("s3:GetObject", "s3:ListBucket", "glue:GetCatalog", "lakeformation:GetDataAccess"),
      ),
    ).toEqual([]);
  });
});

describe("roles-only-read, of a function of Twinberg's own,", () => {
  const role = (service: string) =>
    resource(
      "aws_iam_role",
      { name: "worker", ...trust({ Effect: "Allow", Principal: { Service: [service] } }) },
      "stack/Role",
    );
  const of = (service: string, ...actions: string[]) => on(["arn:aws:sqs:us-east-1:1:work"], service, ...actions);
  const on = (resources: readonly string[], service: string, ...actions: string[]) =>
    problems("roles-only-read", [
      role(service),
      resource("aws_iam_role_policy", {
        role: "worker",
        policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: resources }] }),
      }),
    ]);

  it("wants what it works on to be named, where it can be", () => {
    const actions = ["glue:GetTables", "sqs:SendMessage", "xray:PutTraceSegments"];

    expect(on(["*"], "lambda.amazonaws.com", ...actions)).toEqual(["sqs:SendMessage is on everything"]);
  });

  it("accepts its work elsewhere, and refuses to write the lake, or any wildcard", () => {
    expect(of("lambda.amazonaws.com", "sqs:DeleteMessage", "glue:GetTable", "logs:PutLogEvents")).toEqual([]);
    expect(of("lambda.amazonaws.com", "s3:PutObject", "glue:UpdateTable", "sqs:*", "iam:PassRole")).toEqual([
      "s3:PutObject is more than reading",
      "glue:UpdateTable is more than reading",
      "sqs:* is more than reading",
      "iam:PassRole is more than reading",
    ]);
  });

  it("isn't taken for one when another service, or anybody else, assumes it", () => {
    expect(of("glue.amazonaws.com", "sqs:DeleteMessage")).toEqual(["sqs:DeleteMessage is more than reading"]);
  });

  it("doesn't pass when its policy can't be told at synthesis", () => {
    expect(violations("roles-only-read", { policy: reference("data.aws_iam_policy_document.x.json") })).toEqual([
      "its policy can't be told at synthesis: give it as text",
    ]);
  });
});

describe("lake-formation-grants-only-read", () => {
  it("refuses writing, and what could be passed on", () => {
    const grant = { permissions: ["SELECT", "INSERT"], permissions_with_grant_option: ["SELECT"] };

    expect(violations("lake-formation-grants-only-read", grant)).toEqual([
      "INSERT is more than reading",
      "SELECT could be passed on",
    ]);
  });

  it("accepts SELECT and DESCRIBE", () => {
    expect(violations("lake-formation-grants-only-read", { permissions: ["SELECT", "DESCRIBE"] })).toEqual([]);
  });
});

describe("lake-formation-admin-is-not-snowflake", () => {
  it("refuses a role that Snowflake assumes, and accepts others", () => {
    const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    const admins = ["lake-admin", "twinberg-primary-catalog", "twinberg-volume", "volume-keeper"].map(role);

    expect(violations("lake-formation-admin-is-not-snowflake", { admins })).toEqual([
      `${role("twinberg-primary-catalog")} is a role that Snowflake assumes`,
      `${role("twinberg-volume")} is a role that Snowflake assumes`,
    ]);
  });
});

describe("external-volume-does-not-write", () => {
  it("refuses a volume that writes, said or unsaid", () => {
    expect(violations("external-volume-does-not-write", { allow_writes: "true" })).toHaveLength(1);
    expect(violations("external-volume-does-not-write", {})).toHaveLength(1);
    expect(violations("external-volume-does-not-write", { allow_writes: "false" })).toEqual([]);
  });
});

const create = (clauses: string, how = "CREATE DATABASE IF NOT EXISTS") => ({
  execute: `${how} "CLD" LINKED_CATALOG = (CATALOG = 'INT'${clauses})`,
});

describe("catalog-linked-database-is-never-replaced", () => {
  it("refuses OR REPLACE, and a CREATE that would fail the second time", () => {
    const replacing = create(", ALLOWED_WRITE_OPERATIONS = NONE", "CREATE OR REPLACE DATABASE");

    expect(violations("catalog-linked-database-is-never-replaced", replacing)).toEqual([
      "it says OR REPLACE",
      "it doesn't say IF NOT EXISTS",
    ]);
  });

  it("accepts IF NOT EXISTS, and other statements", () => {
    expect(violations("catalog-linked-database-is-never-replaced", create(""))).toEqual([]);
    expect(violations("catalog-linked-database-is-never-replaced", { execute: "CREATE OR REPLACE TABLE T" })).toEqual(
      [],
    );
  });
});

describe("catalog-linked-database-states-its-writes", () => {
  it.each(["", ", ALLOWED_WRITE_OPERATIONS = ALL"])("refuses one with %j", (clauses) => {
    expect(violations("catalog-linked-database-states-its-writes", create(clauses))).toEqual([
      "it doesn't say ALLOWED_WRITE_OPERATIONS = NONE",
    ]);
  });

  it("accepts NONE, and a later ALTER", () => {
    const alter = { execute: 'ALTER DATABASE "CLD" UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = ALL' };

    expect(
      violations("catalog-linked-database-states-its-writes", create(", ALLOWED_WRITE_OPERATIONS = NONE")),
    ).toEqual([]);
    expect(violations("catalog-linked-database-states-its-writes", alter)).toEqual([]);
  });
});

describe("one-catalog-linked-database-writes", () => {
  const writes = 'ALTER DATABASE "CLD" UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = ALL';

  it("refuses a second one, in whichever stack it is", () => {
    const two = [execute(writes, "primary-data/Writes"), execute(writes, "secondary-data/Writes")];

    expect(rule("one-catalog-linked-database-writes").judge(programOf(two))).toEqual([
      { path: "primary-data/Writes", problems: [] },
      { path: "secondary-data/Writes", problems: ["primary-data/Writes writes already"] },
    ]);
  });

  it("refuses two that don't say, which write by default, as the demo's do", () => {
    const demo = execute("CREATE OR REPLACE DATABASE CLD LINKED_CATALOG = (CATALOG = 'INT')");

    expect(problems("one-catalog-linked-database-writes", [demo, { ...demo, path: "b/C" }])).toEqual([
      "failover-primary/Step writes already",
    ]);
  });

  it("accepts one, and any number that don't write", () => {
    const none = execute(writes.replace("ALL", "NONE"), "secondary-data/Writes");

    expect(problems("one-catalog-linked-database-writes", [execute(writes), none, none])).toEqual([]);
  });
});

describe("replicated-database-holds-native-tables", () => {
  it("refuses a table whose rows are elsewhere, in the replicated database only", () => {
    expect(
      ["OPS", "MINE"].flatMap((database) => violations("replicated-database-holds-native-tables", { database })),
    ).toEqual(["OPS is replicated, and this table would not be", "MINE is replicated, and this table would not be"]);
    expect(violations("replicated-database-holds-native-tables", { database: "EXT" })).toEqual([]);
  });

  it("looks at external and at Iceberg tables", () => {
    const tables = ["snowflake_external_table", "snowflake_iceberg_table_from_aws_glue", "snowflake_table"];

    expect(
      rule("replicated-database-holds-native-tables").judge(
        programOf(tables.map((type) => resource(type, { database: "OPS" }, `stack/${type}`))),
      ),
    ).toHaveLength(2);
  });
});

describe("tasks-do-not-overlap", () => {
  it("refuses a task that may overlap, said or unsaid", () => {
    expect(violations("tasks-do-not-overlap", { allow_overlapping_execution: "true" })).toHaveLength(1);
    expect(violations("tasks-do-not-overlap", {})).toHaveLength(1);
    expect(violations("tasks-do-not-overlap", { allow_overlapping_execution: "false" })).toEqual([]);
  });
});

describe("materialized-views-are-legal", () => {
  it.each([
    ["SELECT A FROM T JOIN U ON T.A = U.A", "JOIN isn't allowed there"],
    ["SELECT COUNT(DISTINCT A) FROM T", "DISTINCT isn't allowed there"],
    ["SELECT A FROM T ORDER  BY A", "ORDER  BY isn't allowed there"],
    ["SELECT A FROM T, U", "it doesn't read exactly one table"],
    ["SELECT A FROM T WHERE A IN (SELECT B FROM U)", "it doesn't read exactly one table"],
  ])("refuses %s", (statement, violation) => {
    expect(violations("materialized-views-are-legal", { statement })).toEqual([violation]);
  });

  it("accepts sums over one table, whatever names and texts are in it", () => {
    const statement = `SELECT "FROM", 'a ''JOIN'' b' AS "UNION", SUM("A") FROM "D"."S"."ORDER BY" GROUP BY "FROM"`;

    expect(violations("materialized-views-are-legal", { statement })).toEqual([]);
  });
});

describe("analyst-reads-only-prod", () => {
  const grant = (rest: object, account_role_name = "ANALYST") => ({
    account_role_name,
    privileges: ["USAGE"],
    ...rest,
  });

  it.each([
    ["another database", { on_account_object: { object_type: "DATABASE", object_name: "EXT" } }],
    ["an integration", { on_account_object: { object_type: "INTEGRATION", object_name: "PROD" } }],
    ["schemas of another database", { on_schema: { future_schemas_in_database: "EXT" } }],
    ["a schema elsewhere", { on_schema: [{ schema_name: '"EXT"."S"' }] }],
    ["views elsewhere", { on_schema_object: { future: { object_type_plural: "VIEWS", in_database: "EXT" } } }],
    ["the account", { on_account: true }],
  ])("refuses %s", (_what, on) => {
    expect(violations("analyst-reads-only-prod", grant(on))).toEqual(["it isn't in PROD, nor on a warehouse"]);
  });

  it("refuses more than reading", () => {
    const on = { on_schema_object: { object_type: "VIEW", object_name: '"PROD"."S"."V"' } };

    expect(violations("analyst-reads-only-prod", grant({ ...on, privileges: ["SELECT", "OWNERSHIP"] }))).toEqual([
      "OWNERSHIP is more than reading",
    ]);
    expect(
      violations("analyst-reads-only-prod", { ...on, account_role_name: "ANALYST", all_privileges: true }),
    ).toEqual(["ALL PRIVILEGES is more than reading"]);
  });

  it.each([
    ["a warehouse", { on_account_object: { object_type: "WAREHOUSE", object_name: "W" } }],
    ["PROD", { on_account_object: [{ object_type: "DATABASE", object_name: "PROD" }] }],
    ["PROD's schemas", { on_schema: { future_schemas_in_database: "PROD" } }],
    ["PROD's views", { on_schema_object: { future: { object_type_plural: "VIEWS", in_database: "PROD" } } }],
  ])("accepts %s", (_what, on) => {
    expect(violations("analyst-reads-only-prod", grant(on))).toEqual([]);
  });

  it("leaves other roles alone", () => {
    const on = { on_account_object: { object_type: "DATABASE", object_name: "EXT" } };

    expect(violations("analyst-reads-only-prod", grant(on, "ENGINEER"))).toEqual([]);
  });
});
