import { policyRules } from "../../constructs/policies/policy-aspect";
import type { PolicyRule, ResourceArguments } from "../../constructs/policies/policy-rule";

const names = {
  analystRole: "ANALYST",
  prodDatabase: "PROD",
  replicatedDatabases: ["OPS", "MINE"],
  catalogLinkedDatabase: "CLD",
  externalDatabase: "EXT",
  externalTableDatabases: ["RAW"],
  targetStack: "failover-secondary",
};

function rule(ruleId: string): PolicyRule {
  const found = policyRules(names).find(({ id }) => id === ruleId);
  if (found === undefined) {
    throw new Error(`there is no rule ${ruleId}`);
  }
  return found;
}

function violations(ruleId: string, resource: ResourceArguments): string[] {
  return rule(ruleId).violations(resource, "stack/Resource");
}

const trust = (statement: object) => ({
  assume_role_policy: JSON.stringify({ Statement: [{ Sid: "S", ...statement }] }),
});
const policy = (...actions: string[]) => ({
  policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions }] }),
});

it("no rule gets lost", () => {
  expect(policyRules(names).map(({ id }) => id)).toEqual([
    "analyst-reads-only-prod",
    "catalog-linked-database-is-never-replaced",
    "catalog-linked-database-states-its-writes",
    "external-volume-does-not-write",
    "failover-group-carries-what-replicates",
    "failover-group-commands-run-on-their-side",
    "failover-group-creation-is-legal",
    "failover-group-lists-what-it-carries",
    "failover-group-schedule-is-possible",
    "lake-formation-admin-is-not-snowflake",
    "lake-formation-grants-only-read",
    "materialized-views-are-legal",
    "object-is-in-one-failover-group",
    "one-catalog-linked-database-writes",
    "replicated-database-holds-native-tables",
    "roles-only-read",
    "tasks-do-not-overlap",
    "trust-takes-external-id",
  ]);
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

  it("accepts what a function takes of its own, and refuses it of everything", () => {
    const on = (...resources: readonly string[]) => ({
      policy: JSON.stringify({
        Statement: [{ Effect: "Allow", Action: ["sqs:SendMessage", "xray:PutTraceSegments"], Resource: resources }],
      }),
    });

    expect(violations("roles-only-read", on("arn:aws:sqs:us-east-1:123456789012:q"))).toEqual([]);
    expect(violations("roles-only-read", on("*"))).toEqual(["sqs:SendMessage is on everything"]);
    expect(violations("roles-only-read", policy("sqs:*"))).toEqual(["sqs:* is more than reading"]);
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
  const writes = { execute: 'ALTER DATABASE "CLD" UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = ALL' };

  it("refuses a second one, in whichever stack it is", () => {
    const oneWrites = rule("one-catalog-linked-database-writes");

    expect(oneWrites.violations(writes, "primary-data/Writes")).toEqual([]);
    expect(oneWrites.violations(writes, "secondary-data/Writes")).toEqual(["primary-data/Writes writes already"]);
  });

  it("accepts one, looked at twice, and any number that don't write", () => {
    const oneWrites = rule("one-catalog-linked-database-writes");
    const none = { execute: writes.execute.replace("ALL", "NONE") };

    expect([1, 2].flatMap(() => oneWrites.violations(writes, "primary-data/Writes"))).toEqual([]);
    expect(oneWrites.violations(none, "secondary-data/Writes")).toEqual([]);
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
    expect(rule("replicated-database-holds-native-tables").resourceType).toEqual(
      expect.arrayContaining(["snowflake_external_table", "snowflake_iceberg_table_from_aws_glue"]),
    );
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
