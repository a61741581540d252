import { demoConfig, withoutAdvertisingViews } from "../helpers/demo-config";
import { type Block, blocksOf, resourcesOf, type SynthesizedStack, synthesize } from "../helpers/synthesize";

const stacks = synthesize(demoConfig());
const CONNECTION_SIDE = `"ICEBERG_MONITORING"."MONITORING"."CONNECTION_SIDE"()`;
const GRANT = "snowflake_grant_privileges_to_account_role";

/** The first block of a kind, which cdktf gives as a list or bare. */
function inner(block: Block | undefined, name: string): Block {
  const [first] = [block?.[name]].flat();
  return typeof first === "object" && first !== null ? Object.fromEntries(Object.entries(first)) : {};
}

function executes(stack: SynthesizedStack | undefined): Readonly<Record<string, Block>> {
  return stack?.resource?.snowflake_execute ?? {};
}

function statementsOf(stack: SynthesizedStack | undefined): unknown[] {
  return Object.values(executes(stack)).map(({ execute }) => execute);
}

/** `role: privilege on what`, as people would say it. */
function said(grant: Block): string {
  const account = inner(grant, "on_account_object");
  const schema = inner(grant, "on_schema");
  const objects = inner(grant, "on_schema_object");
  const [which, kinds] = "future" in objects ? ["future", inner(objects, "future")] : ["all", inner(objects, "all")];
  const on = [
    account.object_name && `${account.object_type} ${account.object_name}`,
    schema.future_schemas_in_database && `future SCHEMAS in ${schema.future_schemas_in_database}`,
    schema.all_schemas_in_database && `all SCHEMAS in ${schema.all_schemas_in_database}`,
    kinds.in_database && `${which} ${kinds.object_type_plural} in ${kinds.in_database}`,
  ].filter((text) => text !== undefined);
  return `${grant.account_role_name}: ${[grant.privileges].flat().join(", ")} on ${on.join(" and ")}`;
}

describe.each([
  ["primary-data", "primary", "EAST"],
  ["secondary-data", "secondary", "WEST"],
] as const)("stack %s", (name, role, account) => {
  const stack = stacks[name];

  it("works as the admin, and as the deployer only by alias, in its own account", () => {
    expect(stack?.provider.snowflake).toEqual([
      expect.objectContaining({
        account_name: account,
        role: "ICEBERG_ADMIN",
        warehouse: "ICEBERG_TASK_WH",
        private_key: `\${var.${role}_snowflake_private_key}`,
      }),
      expect.objectContaining({ alias: "deployer", account_name: account, role: "ACCOUNTADMIN" }),
    ]);
    expect(Object.keys(stack?.variable ?? {})).toEqual([`${role}_snowflake_private_key`]);
  });

  it("reads no other stack's state", () => {
    expect(stack?.data).toBeUndefined();
    expect(JSON.stringify(stack)).not.toContain("terraform_remote_state");
  });

  it("has the provider's preview features for what it declares", () => {
    expect(stack?.provider.snowflake?.[0]?.preview_features_enabled).toEqual([
      "snowflake_alert_resource",
      "snowflake_iceberg_table_from_aws_glue_resource",
      "snowflake_materialized_view_resource",
      "snowflake_procedure_javascript_resource",
      "snowflake_table_resource",
    ]);
  });

  it("declares each table of the lake as an Iceberg table that follows Glue", () => {
    const tables = blocksOf(stack, "snowflake_iceberg_table_from_aws_glue");

    expect(tables.map((table) => table.name).sort()).toEqual(["CAMPAIGNS", "CLICKS", "CONVERSIONS", "IMPRESSIONS"]);
    for (const table of tables) {
      expect(table).toMatchObject({
        external_volume: "ICEBERG_EXT_VOLUME",
        catalog: "GLUE_CATALOG_INT",
        catalog_namespace: "iceberg_advertising_db",
        catalog_table_name: String(table.name).toLowerCase(),
        auto_refresh: "true",
      });
    }
  });

  it("makes the catalog-linked database without writes, and sets its interval apart", () => {
    expect(statementsOf(stack)).toEqual(
      expect.arrayContaining([
        `CREATE DATABASE IF NOT EXISTS "ICEBERG_DEMO_CLD" LINKED_CATALOG = (CATALOG = 'REST_GLUE_CATALOG_INT', ALLOWED_NAMESPACES = ('iceberg_advertising_db'), ALLOWED_WRITE_OPERATIONS = NONE)`,
        `ALTER DATABASE "ICEBERG_DEMO_CLD" UPDATE LINKED_CATALOG SET SYNC_INTERVAL_SECONDS = 60`,
      ]),
    );
    expect(JSON.stringify(statementsOf(stack))).not.toContain("ALLOWED_WRITE_OPERATIONS = ALL");
  });

  it("shows EXT's views in PROD, column by column", () => {
    const shown = Object.entries(stack?.resource?.snowflake_view ?? {}).filter(([id]) => id.includes("Prod"));

    expect(shown.map(([, view]) => view.name).sort()).toEqual(["V_CAMPAIGN_PERFORMANCE", "V_DAILY_METRICS"]);
    for (const [, view] of shown) {
      const columns = [view.column].flat().map((column) => Object.values(column ?? {})[0]);
      expect(view.statement).toBe(
        `SELECT ${columns.map((column) => `"${column}"`).join(", ")}\nFROM "ICEBERG_DEMO_EXT"."ADVERTISING"."${view.name}"`,
      );
      expect(view.depends_on).toContainEqual(expect.stringContaining(`External_View-${view.name}`));
    }
  });

  it("lets an analyst read PROD and nothing else, and an engineer EXT and CLD", () => {
    const toReaders = blocksOf(stack, GRANT).filter(({ account_role_name: role }) => role !== "ICEBERG_ADMIN");
    expect(toReaders.map(said).sort()).toEqual([
      "ICEBERG_ANALYST: SELECT on future VIEWS in ICEBERG_PROD",
      "ICEBERG_ANALYST: USAGE on DATABASE ICEBERG_PROD",
      "ICEBERG_ANALYST: USAGE on future SCHEMAS in ICEBERG_PROD",
      "ICEBERG_ENGINEER: SELECT on all ICEBERG TABLES in ICEBERG_DEMO_CLD",
      "ICEBERG_ENGINEER: SELECT on future ICEBERG TABLES in ICEBERG_DEMO_CLD",
      "ICEBERG_ENGINEER: SELECT on future ICEBERG TABLES in ICEBERG_DEMO_EXT",
      "ICEBERG_ENGINEER: SELECT on future MATERIALIZED VIEWS in ICEBERG_DEMO_EXT",
      "ICEBERG_ENGINEER: SELECT on future VIEWS in ICEBERG_DEMO_EXT",
      "ICEBERG_ENGINEER: USAGE on DATABASE ICEBERG_DEMO_CLD",
      "ICEBERG_ENGINEER: USAGE on DATABASE ICEBERG_DEMO_EXT",
      "ICEBERG_ENGINEER: USAGE on all SCHEMAS in ICEBERG_DEMO_CLD",
      "ICEBERG_ENGINEER: USAGE on future SCHEMAS in ICEBERG_DEMO_CLD",
      "ICEBERG_ENGINEER: USAGE on future SCHEMAS in ICEBERG_DEMO_EXT",
    ]);
  });

  it("makes future grants as the deployer, and before there is anything that they would miss", () => {
    const byProvider = blocksOf(stack, GRANT).map((grant) => [said(grant).includes("future"), grant.provider]);
    expect(byProvider.filter(([isFuture]) => isFuture).map(([, provider]) => provider)).toEqual(
      Array(8).fill("snowflake.deployer"),
    );
    const others = blocksOf(stack, GRANT).filter(
      (grant) => !said(grant).includes("future") && grant.provider !== undefined,
    );
    expect(others.map((grant) => [grant.account_role_name, grant.on_schema_object])).toEqual([
      ["ICEBERG_ADMIN", expect.objectContaining({ object_type: "PROCEDURE", object_name: CONNECTION_SIDE })],
    ]);

    for (const [id, schema] of Object.entries(stack?.resource?.snowflake_schema ?? {})) {
      if (/External|Prod/.test(id)) {
        expect(schema.depends_on).toContainEqual(expect.stringMatching(/_grant_privileges.*OnSchemas-future/));
        expect(schema.depends_on).toContainEqual(expect.stringMatching(/_grant_privileges.*OnViews-future/));
      }
    }
  });

  it("runs a task for each procedure, by itself, on the tasks' warehouse", () => {
    const tasks = blocksOf(stack, "snowflake_task");
    const running = tasks.filter(({ started }) => started === true).map(({ sql_statement: statement }) => statement);

    expect(tasks).toHaveLength(5);
    expect(running.sort()).toEqual(
      ["DETECT_DRIFT", "EXPORT_SCHEMA", "HEARTBEAT", "KEEP_LAST_GOOD", "SYNC_PROD"].map(
        (procedure) => `CALL "ICEBERG_MONITORING"."MONITORING"."${procedure}"()`,
      ),
    );
    for (const task of tasks) {
      expect(task).toMatchObject({
        warehouse: "ICEBERG_TASK_WH",
        allow_overlapping_execution: "false",
        suspend_task_after_num_failures: 0,
        lifecycle: { ignore_changes: ["started"] },
      });
      expect(task).not.toHaveProperty("after");
    }
  });

  it("gives procedures their owner's rights, and their account's settings", () => {
    const procedures = blocksOf(stack, "snowflake_procedure_javascript").filter(
      ({ name }) => name !== "CONNECTION_SIDE",
    );

    expect(procedures).toHaveLength(5);
    for (const procedure of procedures) {
      expect(procedure).toMatchObject({ execute_as: "OWNER", return_type: "VARCHAR" });
      expect(procedure.procedure_definition).toContain(`"account":"${role}"`);
      expect(procedure).not.toHaveProperty("arguments");
    }
  });

  it("lets the heartbeat see where the connection leads by the deployer's eyes, and redirect nothing", () => {
    const [procedure, ...more] = blocksOf(stack, "snowflake_procedure_javascript").filter(
      ({ provider }) => provider === "snowflake.deployer",
    );
    expect(more).toEqual([]);
    expect(procedure).toMatchObject({ name: "CONNECTION_SIDE", execute_as: "OWNER", return_type: "VARCHAR" });
    expect(procedure?.procedure_definition).toContain("SHOW CONNECTIONS");
    expect(procedure?.procedure_definition).not.toContain("ALTER");
    expect(JSON.stringify(blocksOf(stack, GRANT))).not.toContain("FAILOVER");
    for (const task of blocksOf(stack, "snowflake_task")) {
      expect(task.depends_on).toContainEqual(expect.stringContaining("Call-CONNECTION_SIDE"));
    }
  });

  it("mails about its own account", () => {
    const [alert, ...more] = blocksOf(stack, "snowflake_alert");

    expect(more).toEqual([]);
    expect(alert).toMatchObject({ enabled: true, lifecycle: { ignore_changes: ["enabled"] } });
    expect(alert?.action).toContain(
      `CALL SYSTEM$SEND_EMAIL('ICEBERG_ALERT_EMAIL', 'oncall@example.com', 'Twinberg: ${account} needs a look'`,
    );
  });
});

describe("both data stacks", () => {
  const [primary, secondary] = ["primary-data", "secondary-data"].map((name) =>
    resourcesOf(stacks[name]).map(({ type, id }) => `${type}.${id}`),
  );
  const only = (these: string[] = [], those: string[] = []) =>
    these.filter((id) => !those.includes(id)).map((id) => id.replace(/_\w{8}$/, ""));

  it("have the same resources, but for the refreshes' schedules, which are the source's to say", () => {
    expect(only(primary, secondary).sort()).toEqual([
      "snowflake_execute.Refreshes_accountGroup",
      "snowflake_execute.Refreshes_databaseGroup",
      "snowflake_execute.Refreshes_volumeGroup",
    ]);
    expect(only(secondary, primary)).toEqual([]);
  });

  it("don't name each other", () => {
    expect(JSON.stringify(stacks["primary-data"])).not.toContain("WEST");
    expect(JSON.stringify(stacks["secondary-data"])).not.toContain("EAST");
  });

  it("leave the replicated database to the groups", () => {
    const made = [stacks["primary-data"], stacks["secondary-data"]].flatMap((stack) =>
      blocksOf(stack, "snowflake_database").map(({ name }) => name),
    );

    expect(made).not.toContain("ICEBERG_OPS");
    expect(blocksOf(stacks["secondary-data"], "snowflake_secondary_database")).toEqual([]);
  });

  it("start the refreshes after the first one, as the deployer", () => {
    const schedules = Object.entries(executes(stacks["primary-data"])).filter(([id]) => id.startsWith("Refreshes"));

    expect(schedules.map(([, { execute, revert, provider }]) => [execute, revert, provider]).sort()).toEqual(
      ["ACCOUNT", "DB", "VOLUME"].map((group) => [
        expect.stringMatching(
          new RegExp(`^ALTER FAILOVER GROUP "ICEBERG_BCDR_${group}_FG" SET REPLICATION_SCHEDULE = '\\d+ MINUTE'$`),
        ),
        `ALTER FAILOVER GROUP "ICEBERG_BCDR_${group}_FG" UNSET REPLICATION_SCHEDULE`,
        "snowflake.deployer",
      ]),
    );
  });
});

describe("the catalog-linked database", () => {
  const createOf = (stack: SynthesizedStack | undefined) =>
    Object.entries(executes(stack)).filter(([, { execute }]) => String(execute).startsWith("CREATE DATABASE"));

  it("is left alone by every edit that isn't of its name or namespace", () => {
    const edited = synthesize(
      demoConfig(
        ["discoverySeconds: 60", "discoverySeconds: 300"],
        ["writer: none", "writer: primary"],
        ["prefix: iceberg/", "prefix: other/"],
        ["name: ICEBERG_PROD", "name: LAKE"],
        ["twinberg-east-catalog", "twinberg-east-other"],
      ),
    );

    expect(createOf(edited["primary-data"])).toEqual(createOf(stacks["primary-data"]));
  });

  it("writes in the one account that is the writer", () => {
    const edited = synthesize(demoConfig(["writer: none", "writer: secondary"]));
    const writes = `ALTER DATABASE "ICEBERG_DEMO_CLD" UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = ALL`;
    const [step] = Object.values(executes(edited["secondary-data"])).filter(({ execute }) => execute === writes);

    expect(statementsOf(edited["primary-data"])).not.toContain(writes);
    expect(step?.revert).toBe(writes.replace(/ALL$/, "NONE"));
    expect(step?.depends_on).toEqual([expect.stringContaining("CatalogLinked_Database")]);
  });
});

describe("a configuration that keeps what it has", () => {
  const keeping = synthesize(demoConfig(["onDestroy: delete", "onDestroy: keep"]));

  it.each(["primary-data", "secondary-data"])("refuses to destroy a database of %s", (name) => {
    const databases = resourcesOf(keeping[name]).filter(
      ({ type, block }) => /_database$/.test(type) || String(block.execute).startsWith("CREATE DATABASE"),
    );

    expect(databases).toHaveLength(4);
    for (const { block } of databases) {
      expect(block.lifecycle).toMatchObject({ prevent_destroy: true });
    }
  });
});

describe("without what is optional", () => {
  it("has no alert when nobody is to be told", () => {
    const silent = synthesize(demoConfig([/alerts:[\s\S]*?\n\n/, "\n"]))["primary-data"];

    expect(blocksOf(silent, "snowflake_alert")).toEqual([]);
  });

  it("has no advertising views, and doesn't wait for any", () => {
    const bare = synthesize(demoConfig(withoutAdvertisingViews))["primary-data"];

    expect(blocksOf(bare, "snowflake_view")).toEqual([]);
    expect(blocksOf(bare, "snowflake_materialized_view")).toEqual([]);
    expect(bare?.output?.view_names).toMatchObject({ value: {} });
  });

  it("takes cron for minutes", () => {
    const nightly = synthesize(
      demoConfig([/keepLastGood:\n {4}minutes: 60/, "keepLastGood:\n    cron: 30 2 * * * UTC"]),
    );
    const task = blocksOf(nightly["primary-data"], "snowflake_task").find(({ name }) => name === "KEEP_LAST_GOOD_TASK");

    expect(inner(task, "schedule")).toEqual({ using_cron: "30 2 * * * UTC" });
  });
});
