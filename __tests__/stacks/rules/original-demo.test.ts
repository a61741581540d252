import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LakeformationDataLakeSettings } from "@cdktf/provider-aws/lib/lakeformation-data-lake-settings";
import { LakeformationResource } from "@cdktf/provider-aws/lib/lakeformation-resource";
import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import type { TerraformStack } from "cdktf";
import type { RuleId } from "../../../config/rule-ids";
import type { RulesReport } from "../../../config/rules-report";
import type { TwinbergConfig } from "../../../config/schema";
import { demoConfig } from "../../helpers/demo-config";
import { stackOf, violationsOf } from "./violations";

/** A choice of the scripts that Twinberg replaces, where it would stand here, and every rule that it breaks. */
interface Choice {
  readonly what: string;
  readonly stack: string;
  readonly declare: (scope: TerraformStack, id: string) => unknown;
  readonly breaks: readonly RuleId[];
}

const said = (what: string, stack: string, execute: string, ...breaks: readonly RuleId[]): Choice => ({
  what,
  stack,
  declare: (scope, id) => new Execute(scope, id, { execute, revert: "SELECT 1" }),
  breaks,
});
const group = (name: string, carries: string) =>
  `CREATE OR REPLACE FAILOVER GROUP ${name} ${carries} ALLOWED_ACCOUNTS = TWINBERG.WEST REPLICATION_SCHEDULE = '10 MINUTE' COMMENT = 'BCDR'`;
const ROLE_ARN = "arn:aws:iam::123456789012:role/snowflake-iceberg-role";
const SHARED_ROLE = "snowflake-iceberg-role";

/** Names aren't quoted in any of them. What is refused for that alone isn't listed. */
const snowflake: readonly Choice[] = [
  said(
    "01: a storage integration whose external id Snowflake makes, anew at each run",
    "primary-account",
    `CREATE OR REPLACE STORAGE INTEGRATION AWS_STORAGE_INT TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = '${ROLE_ARN}' STORAGE_ALLOWED_LOCATIONS = ('s3://b/iceberg/warehouse/')`,
    "external-ids-are-set-and-unique",
    "replacement-keeps-grants",
  ),
  said(
    "01: a catalog integration with an address that is put together, and no external id",
    "primary-account",
    `CREATE OR REPLACE CATALOG INTEGRATION REST_GLUE_INT CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG CATALOG_NAMESPACE = 'iceberg_advertising_db' REST_CONFIG = (CATALOG_URI = 'https://glue.' || $aws_region || '.amazonaws.com/iceberg' CATALOG_API_TYPE = AWS_GLUE CATALOG_NAME = '123456789012' ACCESS_DELEGATION_MODE = VENDED_CREDENTIALS) REST_AUTHENTICATION = (TYPE = SIGV4 SIGV4_IAM_ROLE = '${ROLE_ARN}' SIGV4_SIGNING_REGION = 'us-east-1') ENABLED = TRUE`,
    "catalog-is-signed-for-its-region",
    "external-ids-are-set-and-unique",
    "replacement-keeps-grants",
  ),
  said(
    "01: a volume that writes, and has no external id",
    "primary-account",
    `CREATE OR REPLACE EXTERNAL VOLUME EXT_VOLUME STORAGE_LOCATIONS = ((NAME = 'aws_s3_iceberg' STORAGE_PROVIDER = 'S3' STORAGE_BASE_URL = 's3://b/iceberg/warehouse/' STORAGE_AWS_ROLE_ARN = '${ROLE_ARN}'))`,
    "external-ids-are-set-and-unique",
    "external-volume-does-not-write",
    "replacement-keeps-grants",
  ),
  said(
    "10: an Iceberg table that is made anew at each run",
    "primary-data",
    "CREATE OR REPLACE ICEBERG TABLE EXT_CAMPAIGNS EXTERNAL_VOLUME = 'ICEBERG_EXT_VOLUME' CATALOG = 'GLUE_CATALOG_INT' CATALOG_TABLE_NAME = 'campaigns'",
    "replacement-keeps-grants",
  ),
  said(
    "11: a catalog-linked database that writes, and drops its grants at each run",
    "primary-data",
    "CREATE OR REPLACE DATABASE DEMO_CLD LINKED_CATALOG = (CATALOG = 'REST_GLUE_CATALOG_INT', ALLOWED_NAMESPACES = ('iceberg_advertising_db'))",
    "catalog-linked-database-is-never-replaced",
    "catalog-linked-database-states-its-writes",
    "replacement-keeps-grants",
    "stateful-is-kept",
  ),
  said(
    "30: and a second one that writes, in the other account",
    "secondary-data",
    "CREATE OR REPLACE DATABASE DEMO_CLD LINKED_CATALOG = (CATALOG = 'REST_GLUE_CATALOG_INT', ALLOWED_NAMESPACES = ('iceberg_advertising_db'))",
    "catalog-linked-database-is-never-replaced",
    "catalog-linked-database-states-its-writes",
    "one-catalog-linked-database-writes",
    "replacement-keeps-grants",
    "stateful-is-kept",
  ),
  said(
    "12: a materialized view of three joined expressions",
    "primary-data",
    "CREATE OR REPLACE MATERIALIZED VIEW MV_CAMPAIGN_PERFORMANCE AS WITH i AS (SELECT campaign_id, COUNT(*) n FROM EXT_IMPRESSIONS GROUP BY 1) SELECT c.campaign_id, i.n FROM EXT_CAMPAIGNS c LEFT JOIN i ON i.campaign_id = c.campaign_id",
    "materialized-views-are-legal",
    "replacement-keeps-grants",
  ),
  said(
    "12: a materialized view that counts what is distinct",
    "primary-data",
    "CREATE OR REPLACE MATERIALIZED VIEW MV_IMPRESSIONS_DAILY AS SELECT campaign_id, COUNT(DISTINCT publisher_id) FROM EXT_IMPRESSIONS GROUP BY campaign_id",
    "materialized-views-are-legal",
    "replacement-keeps-grants",
  ),
  said(
    "15: a view that drops its grants at each run",
    "primary-data",
    "CREATE OR REPLACE VIEW CAMPAIGNS AS SELECT * FROM ICEBERG_DEMO_CLD.ICEBERG_ADVERTISING_DB.CAMPAIGNS",
    "replacement-keeps-grants",
  ),
  said(
    "20: a group of roles and integrations beside another one",
    "failover-primary",
    group("BCDR_ACCOUNT_FG", "OBJECT_TYPES = ROLES, INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS"),
    "failover-group-creation-is-legal",
    "failover-needs-business-critical",
    "object-is-in-one-failover-group",
  ),
  said(
    "20: a group of volumes that names none",
    "failover-primary",
    group("BCDR_VOLUME_FG", "OBJECT_TYPES = EXTERNAL VOLUMES"),
    "failover-group-creation-is-legal",
    "failover-group-lists-what-it-carries",
    "failover-needs-business-critical",
  ),
  said(
    "20: a group that carries the database of Iceberg tables of Glue's, the demo's central claim",
    "failover-primary",
    group("BCDR_DB_FG", "OBJECT_TYPES = DATABASES ALLOWED_DATABASES = ICEBERG_DEMO_EXT"),
    "failover-group-carries-what-replicates",
    "failover-group-creation-is-legal",
    "failover-needs-business-critical",
  ),
  said(
    "20: a refresh in the primary",
    "failover-primary",
    "ALTER FAILOVER GROUP BCDR_ACCOUNT_FG REFRESH",
    "failover-group-commands-run-on-their-side",
  ),
  said(
    "21: a promotion, for Terraform to repeat",
    "failover-secondary",
    "ALTER FAILOVER GROUP BCDR_DB_FG PRIMARY",
    "failover-group-commands-run-on-their-side",
  ),
  said(
    "21: replicas on the old primary, which has become one by itself",
    "failover-primary",
    "CREATE FAILOVER GROUP IF NOT EXISTS BCDR_DB_FG AS REPLICA OF TWINBERG.WEST.BCDR_DB_FG",
    "failover-group-commands-run-on-their-side",
    "failover-needs-business-critical",
  ),
  said(
    "32: PROD beside the database of Iceberg tables, to be carried",
    "failover-primary",
    "ALTER FAILOVER GROUP BCDR_DB_FG SET ALLOWED_DATABASES = ICEBERG_DEMO_EXT, ICEBERG_PROD",
    "failover-group-carries-what-replicates",
  ),
];

const aws: readonly Choice[] = [
  {
    what: "01: a trust that anybody's use of the ARN gets through",
    stack: "lake",
    declare: (scope, id) =>
      new IamRole(scope, id, {
        name: SHARED_ROLE,
        assumeRolePolicy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::999999999999:user/snowflake" },
              Action: "sts:AssumeRole",
            },
            { Effect: "Allow", Principal: { Service: "lakeformation.amazonaws.com" }, Action: "sts:AssumeRole" },
          ],
        }),
      }),
    breaks: ["trust-takes-external-id"],
  },
  {
    what: "01: a role that writes and deletes",
    stack: "lake",
    declare: (scope, id) =>
      new IamRolePolicy(scope, id, {
        role: SHARED_ROLE,
        policy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"],
              Resource: "*",
            },
          ],
        }),
      }),
    breaks: ["roles-only-read"],
  },
  {
    what: "Lake Formation 1: the location registered with the role that Snowflake assumes",
    stack: "lake",
    declare: (scope, id) =>
      new LakeformationResource(scope, id, { arn: "arn:aws:s3:::b/iceberg/warehouse", roleArn: ROLE_ARN }),
    breaks: ["registration-role-is-not-snowflake"],
  },
  {
    what: "Lake Formation 2: that role as an administrator, in a setting of its own",
    stack: "lake",
    declare: (scope, id) =>
      new LakeformationDataLakeSettings(scope, id, {
        admins: ["arn:aws:iam::123456789012:role/twinberg-primary-catalog"],
      }),
    breaks: ["lake-formation-admin-is-not-snowflake", "lake-formation-settings-have-one-owner"],
  },
  {
    what: "Lake Formation 5: settings that leave the administrators out, and so remove them",
    stack: "lake",
    declare: (scope, id) =>
      new LakeformationDataLakeSettings(scope, id, {
        allowExternalDataFiltering: true,
        allowFullTableExternalDataAccess: true,
      }),
    breaks: ["lake-formation-settings-have-one-owner"],
  },
  {
    what: "the table sync's pattern, which takes calls that failed, with no sweep beside it",
    stack: "lake",
    declare: (scope, id) =>
      new CloudwatchEventRule(scope, id, {
        eventPattern: JSON.stringify({
          detail: { eventSource: ["glue.amazonaws.com"], eventName: ["CreateTable", "UpdateTable"] },
        }),
      }),
    breaks: ["event-rule-skips-failed-calls", "events-are-swept"],
  },
  {
    what: "the table sync's target, which loses what it can't deliver",
    stack: "lake",
    declare: (scope, id) =>
      new CloudwatchEventTarget(scope, id, {
        rule: "sync",
        arn: "arn:aws:lambda:us-east-1:123456789012:function:sync",
      }),
    breaks: ["event-target-keeps-what-it-loses"],
  },
];

describe("the scripts that Twinberg replaces break, choice by choice,", () => {
  const outdir = mkdtempSync(join(tmpdir(), "twinberg-original-"));
  const choices = [...snowflake, ...aws].map((choice, index) => ({ ...choice, id: `Choice${index}` }));
  const sound = demoConfig(["onDestroy: delete", "onDestroy: keep"]);
  // "Enterprise Edition or higher (required for failover groups)", says their README.
  const enterprise: TwinbergConfig = {
    ...sound,
    accounts: {
      primary: { ...sound.accounts.primary, edition: "ENTERPRISE" },
      secondary: { ...sound.accounts.secondary, edition: "ENTERPRISE" },
    },
  };
  let violations: RulesReport["violations"] = [];
  beforeAll(() => {
    violations = violationsOf(outdir, enterprise, (app) => {
      for (const { stack, declare, id } of choices) {
        declare(stackOf(app, stack), id);
      }
    });
  });
  afterAll(() => rmSync(outdir, { recursive: true }));

  it.each(choices)("$what", ({ stack, id, breaks }) => {
    const broken = violations.filter(({ path }) => path === `${stack}/${id}`).map(({ rule }) => rule);

    expect([...new Set(broken)].filter((rule) => rule !== "names-are-legal").sort()).toEqual([...breaks].sort());
  });

  it("and what Twinberg declares itself breaks only what their edition does", () => {
    const ofTwinberg = violations.filter(({ path }) => !/\/Choice\d+$/.test(path)).map(({ rule }) => rule);

    expect([...new Set(ofTwinberg)]).toEqual(["failover-needs-business-critical"]);
  });
});
