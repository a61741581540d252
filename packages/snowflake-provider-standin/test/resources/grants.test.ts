import type { CtyRecord } from "../../src/plugin/cty";
import { Emulator, type EmulatorRunner } from "../support/emulator";
import { Terraform } from "../support/harness";
import { expectNoChanges } from "../support/life";
import { describeCases } from "../support/scripted-life";

let emulator: Emulator;
let east: EmulatorRunner;

beforeAll(async () => {
  emulator = await Emulator.start();
  east = await emulator.connect();
  await east.behind(
    'CREATE DATABASE "D"',
    'CREATE SCHEMA "D"."S"',
    'CREATE TABLE "D"."S"."T" (A INT)',
    'CREATE VIEW "D"."S"."V" AS SELECT A FROM "D"."S"."T"',
    'CREATE PROCEDURE "D"."S"."P" (X VARCHAR) RETURNS VARCHAR LANGUAGE JAVASCRIPT AS $$return X;$$',
    'CREATE PROCEDURE "D"."S"."Q" () RETURNS VARCHAR LANGUAGE JAVASCRIPT AS $$return "";$$',
    "CREATE NOTIFICATION INTEGRATION I ENABLED = true TYPE = EMAIL",
    "CREATE STORAGE INTEGRATION L TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' ENABLED = TRUE STORAGE_ALLOWED_LOCATIONS = ('s3://lake/')",
    `CREATE STAGE "D"."S"."STAGE" URL = 's3://lake/' STORAGE_INTEGRATION = L`,
    'CREATE ROLE "R"',
    'CREATE ROLE "R2"',
  );
});
afterAll(() => emulator.stop());

interface Granted {
  readonly name: string;
  readonly on: CtyRecord;
  /** Privileges before and after the change. */
  readonly privileges: readonly [readonly string[], readonly string[]];
  /** The target in SQL. */
  readonly sql: string;
  /** The target in the id. */
  readonly id: string;
  /** Grants on "all" objects can't be read back. */
  readonly shown?: false;
  /** The same target written in another way. */
  readonly same?: CtyRecord;
}

const GRANTED: readonly Granted[] = [
  {
    name: "a database",
    on: { on_account_object: [{ object_type: "DATABASE", object_name: "D" }] },
    privileges: [["USAGE"], ["USAGE", "MONITOR"]],
    sql: 'DATABASE "D"',
    id: 'OnAccountObject|DATABASE|"D"',
  },
  {
    name: "an integration",
    on: { on_account_object: [{ object_type: "INTEGRATION", object_name: "I" }] },
    privileges: [["USAGE"], ["USAGE"]],
    sql: 'INTEGRATION "I"',
    id: 'OnAccountObject|INTEGRATION|"I"',
  },
  {
    name: "a schema",
    on: { on_schema: [{ schema_name: '"D"."S"' }] },
    privileges: [["USAGE"], ["USAGE", "CREATE TABLE"]],
    sql: 'SCHEMA "D"."S"',
    id: 'OnSchema|OnSchema|"D"."S"',
    same: { on_schema: [{ schema_name: "D.S" }] },
  },
  {
    name: "all schemas of a database",
    on: { on_schema: [{ all_schemas_in_database: "D" }] },
    privileges: [["USAGE"], ["USAGE", "MONITOR"]],
    sql: 'ALL SCHEMAS IN DATABASE "D"',
    id: 'OnSchema|OnAllSchemasInDatabase|"D"',
    shown: false,
  },
  {
    name: "future schemas of a database",
    on: { on_schema: [{ future_schemas_in_database: '"D"' }] },
    privileges: [["USAGE"], ["USAGE", "MONITOR"]],
    sql: 'FUTURE SCHEMAS IN DATABASE "D"',
    id: 'OnSchema|OnFutureSchemasInDatabase|"D"',
  },
  {
    name: "a view",
    on: { on_schema_object: [{ object_type: "VIEW", object_name: '"D"."S"."V"' }] },
    privileges: [["SELECT"], ["SELECT", "REFERENCES"]],
    sql: 'VIEW "D"."S"."V"',
    id: 'OnSchemaObject|OnObject|VIEW|"D"."S"."V"',
  },
  {
    name: "a stage",
    on: { on_schema_object: [{ object_type: "STAGE", object_name: '"D"."S"."STAGE"' }] },
    privileges: [["USAGE"], ["USAGE"]],
    sql: 'STAGE "D"."S"."STAGE"',
    id: 'OnSchemaObject|OnObject|STAGE|"D"."S"."STAGE"',
  },
  {
    name: "future external tables of a database",
    on: { on_schema_object: [{ future: [{ object_type_plural: "EXTERNAL TABLES", in_database: "D" }] }] },
    privileges: [["SELECT"], ["SELECT", "REFERENCES"]],
    sql: 'FUTURE EXTERNAL TABLES IN DATABASE "D"',
    id: 'OnSchemaObject|OnFuture|EXTERNAL TABLES|InDatabase|"D"',
  },
  {
    name: "all external tables of a database",
    on: { on_schema_object: [{ all: [{ object_type_plural: "EXTERNAL TABLES", in_database: "D" }] }] },
    privileges: [["SELECT"], ["SELECT", "REFERENCES"]],
    sql: 'ALL EXTERNAL TABLES IN DATABASE "D"',
    id: 'OnSchemaObject|OnAll|EXTERNAL TABLES|InDatabase|"D"',
    shown: false,
  },
  {
    name: "a procedure",
    on: { on_schema_object: [{ object_type: "PROCEDURE", object_name: '"D"."S"."P"(VARCHAR)' }] },
    privileges: [["USAGE"], ["USAGE"]],
    sql: 'PROCEDURE "D"."S"."P"(VARCHAR)',
    id: 'OnSchemaObject|OnObject|PROCEDURE|"D"."S"."P"(VARCHAR)',
  },
  {
    name: "a procedure without arguments",
    on: { on_schema_object: [{ object_type: "PROCEDURE", object_name: '"D"."S"."Q"()' }] },
    privileges: [["USAGE"], ["USAGE"]],
    sql: 'PROCEDURE "D"."S"."Q"()',
    id: 'OnSchemaObject|OnObject|PROCEDURE|"D"."S"."Q"()',
  },
  {
    name: "all views of a database",
    on: { on_schema_object: [{ all: [{ object_type_plural: "VIEWS", in_database: "D" }] }] },
    privileges: [["SELECT"], ["SELECT", "REFERENCES"]],
    sql: 'ALL VIEWS IN DATABASE "D"',
    id: 'OnSchemaObject|OnAll|VIEWS|InDatabase|"D"',
    shown: false,
  },
  {
    name: "future views of a database",
    on: { on_schema_object: [{ future: [{ object_type_plural: "VIEWS", in_database: "D" }] }] },
    privileges: [["SELECT"], ["SELECT", "REFERENCES"]],
    sql: 'FUTURE VIEWS IN DATABASE "D"',
    id: 'OnSchemaObject|OnFuture|VIEWS|InDatabase|"D"',
  },
  {
    name: "future materialized views of a schema",
    on: { on_schema_object: [{ future: [{ object_type_plural: "MATERIALIZED VIEWS", in_schema: '"D"."S"' }] }] },
    privileges: [["SELECT"], ["SELECT"]],
    sql: 'FUTURE MATERIALIZED VIEWS IN SCHEMA "D"."S"',
    id: 'OnSchemaObject|OnFuture|MATERIALIZED VIEWS|InSchema|"D"."S"',
  },
  {
    name: "future Iceberg tables of a database",
    on: { on_schema_object: [{ future: [{ object_type_plural: "ICEBERG TABLES", in_database: "D" }] }] },
    privileges: [["SELECT"], ["SELECT", "INSERT"]],
    sql: 'FUTURE ICEBERG TABLES IN DATABASE "D"',
    id: 'OnSchemaObject|OnFuture|ICEBERG TABLES|InDatabase|"D"',
  },
];

describe.each(GRANTED)("snowflake_grant_privileges_to_account_role on $name", (granted) => {
  const { on, sql, privileges, shown, same } = granted;
  const config = (wanted: readonly string[]): CtyRecord => ({ account_role_name: "R", privileges: wanted, ...on });
  const [before, after] = privileges;
  const added = after.filter((privilege) => !before.includes(privilege));

  it("grants, reads back, grants more, sees what was revoked, revokes, imports", async () => {
    const terraform = new Terraform("snowflake_grant_privileges_to_account_role", east);
    expect(await terraform.validate(config(before))).toEqual([]);
    const [grant] = await terraform.apply(config(before));
    expect(terraform.diagnostics).toEqual([]);
    expect(grant).toBe(`GRANT ${before.join(", ")} ON ${sql} TO ROLE "R"`);
    expect(terraform.state).toMatchObject({ id: `"R"|false|false|${before.join(",")}|${granted.id}` });
    await expectNoChanges(terraform, { ...config(before), ...same });

    if (added.length > 0) {
      expect((await terraform.plan(config(after))).replace).toEqual([]);
      expect((await terraform.apply(config(after))).slice(0, 2)).toEqual([
        `REVOKE GRANT OPTION FOR ${added.join(", ")} ON ${sql} FROM ROLE "R"`,
        `GRANT ${added.join(", ")} ON ${sql} TO ROLE "R"`,
      ]);
      expect(terraform.diagnostics).toEqual([]);
      await expectNoChanges(terraform, config(after));
    }

    await east.behind(`REVOKE ${before.join(", ")} ON ${sql} FROM ROLE "R"`);
    await terraform.refresh();
    const { planned } = await terraform.plan(config(after));
    if (shown === false) expect(planned).toEqual(terraform.state);
    else expect(planned).not.toEqual(terraform.state);
    await terraform.apply(config(after));
    expect(terraform.diagnostics).toEqual([]);

    const imported = new Terraform("snowflake_grant_privileges_to_account_role", east);
    await imported.import(String(terraform.state?.id));
    expect(imported.diagnostics).toEqual([]);
    await imported.refresh();
    expect((await imported.plan(config(after))).replace).toEqual([]);

    const [revoke] = await terraform.destroy();
    expect(terraform.diagnostics).toEqual([]);
    expect(revoke).toMatch(/^REVOKE .* FROM ROLE "R"$/);
    expect(terraform.state).toBeNull();
  });
});

describe("snowflake_grant_privileges_to_account_role", () => {
  it("refuses inherited grants, strict management and pipes by name", async () => {
    const terraform = new Terraform("snowflake_grant_privileges_to_account_role", east);
    const refused = await terraform.validate({
      account_role_name: "R",
      privileges: ["SELECT"],
      strict_privilege_management: true,
      on_schema_object: [{ inherited: [{ object_type_plural: "VIEWS", in_database: "D" }] }],
    });
    expect(refused.join("\n")).toMatch(/on_schema_object\.inherited is not carried out/);
    expect(refused.join("\n")).toMatch(/strict_privilege_management is not carried out/);
    const pipes = await terraform.validate({
      account_role_name: "R",
      privileges: ["SELECT"],
      on_schema_object: [{ all: [{ object_type_plural: "PIPES", in_database: "D" }] }],
    });
    expect(pipes.join("\n")).toMatch(/invalid value "PIPES"/);
  });

  it("is dropped from the state when the object is gone", async () => {
    await east.behind('CREATE SCHEMA "D"."GONE"');
    const terraform = new Terraform("snowflake_grant_privileges_to_account_role", east);
    await terraform.apply({ account_role_name: "R", privileges: ["USAGE"], on_schema: [{ schema_name: "D.GONE" }] });
    await east.behind('DROP SCHEMA "D"."GONE"');
    await terraform.refresh();
    expect(terraform.state).toBeNull();
    expect(terraform.diagnostics).toMatchObject([{ severity: "WARNING" }]);
  });
});

describeCases([
  {
    type: "snowflake_grant_privileges_to_account_role",
    config: {
      account_role_name: '"R"',
      privileges: ["USAGE", "MONITOR"],
      on_account_object: [{ object_type: "WAREHOUSE", object_name: "W" }],
    },
    script: {
      "SHOW ROLES": [{ name: "R" }],
      "SHOW GRANTS": ["USAGE", "MONITOR", "OPERATE"].map((privilege) => ({
        privilege,
        granted_on: "WAREHOUSE",
        granted_to: "ROLE",
        grantee_name: "R",
        grant_option: "false",
        granted_by: "A",
        name: "W",
      })),
    },
    create: [
      'GRANT USAGE, MONITOR ON WAREHOUSE "W" TO ROLE "R"',
      "SHOW ROLES LIKE 'R'",
      'SHOW GRANTS ON WAREHOUSE "W"',
    ],
    id: '"R"|false|false|USAGE,MONITOR|OnAccountObject|WAREHOUSE|"W"',
    state: { privileges: ["USAGE", "MONITOR"], all_privileges: false },
    change: {
      account_role_name: '"R"',
      privileges: ["USAGE", "OPERATE"],
      on_account_object: [{ object_type: "WAREHOUSE", object_name: "W" }],
    },
    update: [
      'REVOKE GRANT OPTION FOR OPERATE ON WAREHOUSE "W" FROM ROLE "R"',
      'GRANT OPERATE ON WAREHOUSE "W" TO ROLE "R"',
      'REVOKE MONITOR ON WAREHOUSE "W" FROM ROLE "R"',
      "SHOW ROLES LIKE 'R'",
      'SHOW GRANTS ON WAREHOUSE "W"',
    ],
    remove: 'REVOKE USAGE, MONITOR ON WAREHOUSE "W" FROM ROLE "R"',
  },
]);

describe("snowflake_grant_ownership", () => {
  const OWNED = [
    {
      name: "a schema",
      config: {
        account_role_name: "R",
        outbound_privileges: "COPY",
        on: [{ object_type: "SCHEMA", object_name: "D.S" }],
      },
      grant: 'GRANT OWNERSHIP ON SCHEMA "D"."S" TO ROLE "R" COPY CURRENT GRANTS',
      id: 'ToAccountRole|"R"|COPY|OnObject|SCHEMA|"D"."S"',
      back: 'GRANT OWNERSHIP ON SCHEMA "D"."S" TO ROLE "ACCOUNTADMIN" COPY CURRENT GRANTS',
    },
    {
      name: "a database",
      config: { account_role_name: "R", on: [{ object_type: "DATABASE", object_name: "D" }] },
      grant: 'GRANT OWNERSHIP ON DATABASE "D" TO ROLE "R"',
      id: 'ToAccountRole|"R"||OnObject|DATABASE|"D"',
      back: 'GRANT OWNERSHIP ON DATABASE "D" TO ROLE "ACCOUNTADMIN"',
    },
    {
      name: "all tables of a schema",
      config: { account_role_name: "R", on: [{ all: [{ object_type_plural: "tables", in_schema: "D.S" }] }] },
      grant: 'GRANT OWNERSHIP ON ALL TABLES IN SCHEMA "D"."S" TO ROLE "R"',
      id: 'ToAccountRole|"R"||OnAll|TABLES|InSchema|"D"."S"',
      back: 'GRANT OWNERSHIP ON ALL TABLES IN SCHEMA "D"."S" TO ROLE "ACCOUNTADMIN"',
    },
    {
      name: "future views of a database",
      config: { account_role_name: "R", on: [{ future: [{ object_type_plural: "VIEWS", in_database: "D" }] }] },
      grant: 'GRANT OWNERSHIP ON FUTURE VIEWS IN DATABASE "D" TO ROLE "R"',
      id: 'ToAccountRole|"R"||OnFuture|VIEWS|InDatabase|"D"',
      back: 'REVOKE OWNERSHIP ON FUTURE VIEWS IN DATABASE "D" FROM ROLE "R"',
    },
  ];

  it.each(OWNED)("of $name: granted, found, imported, given back", async ({ config, grant, id, back }) => {
    const terraform = new Terraform("snowflake_grant_ownership", east);
    expect(await terraform.validate(config)).toEqual([]);
    expect((await terraform.apply(config))[0]).toBe(grant);
    expect(terraform.diagnostics).toEqual([]);
    expect(terraform.state).toMatchObject({ id });
    await expectNoChanges(terraform, config);
    expect((await terraform.plan({ ...config, account_role_name: "R2" })).replace).toEqual(["account_role_name"]);
    const imported = new Terraform("snowflake_grant_ownership", east);
    await imported.import(id);
    await imported.refresh();
    expect(imported.diagnostics).toEqual([]);
    expect((await terraform.destroy()).at(-1)).toBe(back);
    expect(terraform.diagnostics).toEqual([]);
    expect(terraform.state).toBeNull();
  });

  it("is dropped from the state when another role owns the object", async () => {
    const terraform = new Terraform("snowflake_grant_ownership", east);
    await terraform.apply({ account_role_name: "R", on: [{ object_type: "TABLE", object_name: "D.S.T" }] });
    expect(terraform.diagnostics).toEqual([]);
    await east.behind('GRANT OWNERSHIP ON TABLE "D"."S"."T" TO ROLE "R2" COPY CURRENT GRANTS');
    await terraform.refresh();
    expect(terraform.state).toBeNull();
    expect(terraform.diagnostics).toMatchObject([
      { severity: "WARNING", summary: expect.stringContaining("Couldn't find OWNERSHIP") },
    ]);
  });

  it("refuses tasks and pipes by name", async () => {
    const terraform = new Terraform("snowflake_grant_ownership", east);
    const refused = await terraform.validate({
      account_role_name: "R",
      on: [{ object_type: "TASK", object_name: "D.S.T" }],
    });
    expect(refused.join("\n")).toMatch(/invalid value "TASK"/);
  });
});
