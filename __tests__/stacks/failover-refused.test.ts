import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import { App, TerraformStack } from "cdktf";
import { IcebergTableFromAwsGlue } from "../../constructs/snowflake/resources/iceberg-table-from-aws-glue";
import { declareStacks } from "../../stacks/declare-stacks";
import { demoConfig } from "../helpers/demo-config";

const outdir = mkdtempSync(join(tmpdir(), "twinberg-synth-"));
afterAll(() => rmSync(outdir, { recursive: true }));

/** Synthesizes the whole program with one more statement in a stack. */
const synthesizeWith = (stack: string, execute: string) =>
  synthesizeAnd(stack, (scope) => new Execute(scope, "Added", { execute, revert: "SELECT 1" }));

/** Synthesizes the whole program with something more in a stack. */
function synthesizeAnd(stack: string, declare: (scope: TerraformStack) => void): void {
  const app = new App({ outdir });
  declareStacks(app, demoConfig());
  const scope = app.node.findChild(stack);
  if (!(scope instanceof TerraformStack)) throw new Error(`${stack} is no stack`);
  declare(scope);
  app.synth();
}

/** The demo that Twinberg replaces creates its groups so, in the primary, and refreshes them there. */
const madeByTheDemo = (name: string, carries: string) =>
  `CREATE OR REPLACE FAILOVER GROUP ${name} ${carries} ALLOWED_ACCOUNTS = TWINBERG.WEST REPLICATION_SCHEDULE = '10 MINUTE' COMMENT = 'BCDR'`;

describe("synthesis refuses, naming rule, construct and page,", () => {
  it.each([
    [
      "OR REPLACE and COMMENT, as the demo has them",
      "failover-primary",
      madeByTheDemo("FG", "OBJECT_TYPES = ROLES, INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS"),
      /failover-primary\/Added.*failover-group-creation-is-legal: .*isn't a statement.*\(docs\.snowflake\.com\S*\/create-failover-group/s,
    ],
    [
      "volumes without their list, as the demo has them",
      "failover-primary",
      madeByTheDemo("ICEBERG_BCDR_VOLUME_FG", "OBJECT_TYPES = EXTERNAL VOLUMES"),
      /failover-primary\/Added.*failover-group-lists-what-it-carries: EXTERNAL VOLUMES is among .*docs\.snowflake/s,
    ],
    [
      "the demo's database of Iceberg tables in a group",
      "failover-primary",
      madeByTheDemo("ICEBERG_BCDR_DB_FG", "OBJECT_TYPES = DATABASES ALLOWED_DATABASES = ICEBERG_DEMO_EXT"),
      /failover-primary\/Added.*failover-group-carries-what-replicates: ICEBERG_DEMO_EXT holds .*docs\.snowflake/s,
    ],
    [
      "a catalog-linked database in a group",
      "failover-primary",
      "ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG ADD ICEBERG_DEMO_CLD TO ALLOWED_DATABASES",
      /failover-group-carries-what-replicates: ICEBERG_DEMO_CLD is catalog-linked/,
    ],
    [
      "the demo's way to take PROD out of its group, which leaves the database of Iceberg tables in it",
      "failover-primary",
      "ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG SET ALLOWED_DATABASES = ICEBERG_DEMO_EXT",
      /failover-group-carries-what-replicates: ICEBERG_DEMO_EXT holds .*docs\.snowflake/s,
    ],
    [
      "the demo's failback, which makes replicas where the source has become one by itself",
      "failover-primary",
      "CREATE FAILOVER GROUP IF NOT EXISTS ICEBERG_BCDR_DB_FG AS REPLICA OF TWINBERG.WEST.ICEBERG_BCDR_DB_FG",
      /failover-group-commands-run-on-their-side: AS REPLICA OF of ICEBERG_BCDR_DB_FG is refused/,
    ],
    [
      "a database in two groups",
      "failover-primary",
      "CREATE FAILOVER GROUP OTHER OBJECT_TYPES = DATABASES ALLOWED_DATABASES = ICEBERG_OPS ALLOWED_ACCOUNTS = TWINBERG.WEST",
      /object-is-in-one-failover-group: database ICEBERG_OPS would be in .*account-replication-considerations/s,
    ],
    [
      "a schedule of more than 11520 minutes",
      "primary-data",
      "ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG SET REPLICATION_SCHEDULE = '11521 MINUTE'",
      /failover-group-schedule-is-possible: '11521 MINUTE' is neither/,
    ],
    [
      "security integrations without roles",
      "failover-primary",
      "ALTER FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG SET OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = SECURITY INTEGRATIONS",
      /failover-group-lists-what-it-carries: SECURITY INTEGRATIONS need ROLES/,
    ],
    [
      "catalog integrations",
      "failover-primary",
      "ALTER FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG SET OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = CATALOG INTEGRATIONS",
      /failover-group-lists-what-it-carries: CATALOG INTEGRATIONS aren't replicated/,
    ],
    [
      "the demo's refresh in the primary",
      "failover-primary",
      "ALTER FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG REFRESH",
      /failover-group-commands-run-on-their-side: REFRESH of .* is refused in the account that has the source.*\(docs/s,
    ],
    [
      "a promotion, which the demo has as a comment in its setup",
      "failover-secondary",
      "ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG PRIMARY",
      /failover-group-commands-run-on-their-side: PRIMARY of .* is the controller's to say/,
    ],
  ])("%s", (_what, stack, statement, message) => {
    expect(() => synthesizeWith(stack, statement)).toThrow(message);
  });

  it("an Iceberg table of Glue's in a database that is carried", () => {
    const table = (scope: TerraformStack) =>
      new IcebergTableFromAwsGlue(scope, "Added", {
        database: "ICEBERG_OPS",
        schema: "MONITORING",
        name: "CAMPAIGNS",
        externalVolume: "ICEBERG_EXT_VOLUME",
        catalog: "GLUE_CATALOG_INT",
        catalogNamespace: "iceberg_advertising_db",
        catalogTableName: "campaigns",
        autoRefresh: true,
      });

    expect(() => synthesizeAnd("failover-primary", table)).toThrow(
      /failover-primary\/Added.*replicated-database-holds-native-tables: ICEBERG_OPS is replicated, .*account-replication-considerations/s,
    );
  });

  it("and takes what is on its side", () => {
    expect(() =>
      synthesizeWith("failover-secondary", 'ALTER FAILOVER GROUP "ICEBERG_BCDR_DB_FG" REFRESH'),
    ).not.toThrow();
  });
});
