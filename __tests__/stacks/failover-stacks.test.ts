import { demoConfig } from "../helpers/demo-config";
import { type Block, blocksOf, resourcesOf, type SynthesizedStack, synthesize } from "../helpers/synthesize";

type Replacement = readonly [string | RegExp, string];

const stacksWith = (...replacements: readonly Replacement[]) => synthesize(demoConfig(...replacements));
const accountGroup = (settings: string): Replacement => [
  "failover:\n",
  `failover:\n  accountGroup:\n    ${settings}\n`,
];
const stacks = stacksWith();
const source = stacks["failover-primary"];
const target = stacks["failover-secondary"];
const REPLICATED = accountGroup("roles: replicated");

/** `path of the construct: statement` in a stack, without the hashes of ids. */
function steps(stack: SynthesizedStack | undefined): Record<string, Block> {
  const executes = Object.entries(stack?.resource?.snowflake_execute ?? {});
  return Object.fromEntries(executes.map(([id, block]) => [id.replace(/_\w{8}$/, ""), block]));
}

/** What a resource waits for, by the construct's own name. */
const waitsFor = (block: Block | undefined) =>
  [block?.depends_on ?? []].flat().map((address) => String(address).replace(/.*_(\w+?)_\w{8}$/, "$1"));

const grants = (stack: SynthesizedStack | undefined) =>
  blocksOf(stack, "snowflake_grant_privileges_to_account_role").map((grant) => {
    const [object] = [grant.on_account_object].flat();
    const { object_type: type, object_name: name } = Object(object);
    return `${grant.account_role_name}: ${[grant.privileges].flat().join(", ")} on ${type} ${name}`;
  });

const groups = ["ACCOUNT", "DB", "VOLUME"].map((group) => `ICEBERG_BCDR_${group}_FG`);
const monitors = groups.map((group) => `ICEBERG_ADMIN: MONITOR on FAILOVER GROUP ${group}`);

describe("the source side", () => {
  it("works in the primary, as the admin, and as the deployer for groups and connection", () => {
    expect(source?.provider.snowflake).toEqual([
      expect.objectContaining({ account_name: "EAST", role: "ICEBERG_ADMIN" }),
      expect.objectContaining({ alias: "deployer", account_name: "EAST", role: "ACCOUNTADMIN" }),
    ]);
    // Each instance of the provider is asked for itself.
    for (const provider of source?.provider.snowflake ?? []) {
      expect(provider.preview_features_enabled).toEqual([
        "snowflake_failover_group_resource",
        "snowflake_table_resource",
      ]);
    }
    const failover = resourcesOf(source).filter(({ id }) => id.startsWith("Failover_"));
    expect(new Set(failover.map(({ block }) => block.provider))).toEqual(new Set(["snowflake.deployer"]));
  });

  it("makes the database that is carried, with its schemas and tables, before the group that carries it", () => {
    expect(blocksOf(source, "snowflake_database").map(({ name }) => name)).toEqual(["ICEBERG_OPS"]);
    expect(blocksOf(source, "snowflake_table").map(({ name }) => name)).toEqual(["RECOVERY_POINT", "SCHEMA_METADATA"]);
    for (const group of blocksOf(source, "snowflake_failover_group")) {
      expect(group.depends_on).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^snowflake_schema\.Operations_LastGoodSchema/),
          expect.stringMatching(/^snowflake_table\.Operations_Table-RECOVERY_POINT/),
        ]),
      );
    }
  });

  it("has the group of account objects and that of databases, with both accounts listed and no schedule", () => {
    const bothAccounts = ["TWINBERG.EAST", "TWINBERG.WEST"];

    expect(blocksOf(source, "snowflake_failover_group")).toEqual([
      expect.objectContaining({
        name: "ICEBERG_BCDR_ACCOUNT_FG",
        object_types: ["INTEGRATIONS"],
        allowed_integration_types: ["STORAGE INTEGRATIONS"],
        allowed_accounts: bothAccounts,
      }),
      expect.objectContaining({
        name: "ICEBERG_BCDR_DB_FG",
        object_types: ["DATABASES"],
        allowed_databases: ["ICEBERG_OPS"],
        allowed_accounts: bothAccounts,
      }),
    ]);
    expect(JSON.stringify(source)).not.toContain('"replication_schedule":');
  });

  it("leaves to SHOW's mood what depends on who is primary", () => {
    for (const group of blocksOf(source, "snowflake_failover_group")) {
      expect(group.lifecycle).toEqual({
        ignore_changes: [
          "object_types",
          "allowed_integration_types",
          "allowed_databases",
          "allowed_shares",
          "allowed_accounts",
          "replication_schedule",
        ],
      });
    }
  });

  it("makes the group of the volume, keeps the groups' shape, and makes the connection, by texts alone", () => {
    const made = Object.entries(steps(source)).filter(([id]) => !id.includes("DestroyGuard"));

    expect(Object.fromEntries(made.map(([id, { execute }]) => [id, execute]))).toEqual({
      Failover_VolumeGroup:
        'CREATE FAILOVER GROUP IF NOT EXISTS "ICEBERG_BCDR_VOLUME_FG" OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = "ICEBERG_EXT_VOLUME" ALLOWED_ACCOUNTS = "TWINBERG"."WEST"',
      Failover_AccountShape:
        'ALTER FAILOVER GROUP "ICEBERG_BCDR_ACCOUNT_FG" SET OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS',
      Failover_DatabaseShape:
        'ALTER FAILOVER GROUP "ICEBERG_BCDR_DB_FG" SET OBJECT_TYPES = DATABASES ALLOWED_DATABASES = "ICEBERG_OPS"',
      Failover_Connection_Source: 'CREATE CONNECTION IF NOT EXISTS "LAKE"',
      Failover_Connection_Failover: 'ALTER CONNECTION "LAKE" ENABLE FAILOVER TO ACCOUNTS "TWINBERG"."WEST"',
    });
  });

  it("gives the admin a look at the groups, and no more", () => {
    expect(grants(source).sort()).toEqual(monitors);
  });

  it("lets the admin own what comes back after a failover, unless owners travel with roles", () => {
    const owners = blocksOf(source, "snowflake_grant_ownership");

    expect(owners.map(({ account_role_name: role, provider }) => [role, provider])).toEqual(
      Array(2).fill(["ICEBERG_ADMIN", "snowflake.deployer"]),
    );
    expect(JSON.stringify(owners)).toContain('"future"');
    expect(blocksOf(stacksWith(REPLICATED)["failover-primary"], "snowflake_grant_ownership")).toEqual([]);
  });

  it("is undone in reverse: connection and groups go, shapes leave nothing to undo", () => {
    const reverts = Object.fromEntries(Object.entries(steps(source)).map(([id, { revert }]) => [id, revert]));

    expect(reverts).toEqual({
      Failover_VolumeGroup: 'DROP FAILOVER GROUP IF EXISTS "ICEBERG_BCDR_VOLUME_FG"',
      Failover_AccountShape: "SHOW FAILOVER GROUPS",
      Failover_DatabaseShape: "SHOW FAILOVER GROUPS",
      Failover_Connection_Source: 'DROP CONNECTION IF EXISTS "LAKE"',
      Failover_Connection_Failover: 'ALTER CONNECTION "LAKE" DISABLE FAILOVER TO ACCOUNTS "TWINBERG"."WEST"',
      Failover_DestroyGuard0: 'ALTER FAILOVER GROUP "ICEBERG_BCDR_ACCOUNT_FG" UNSET REPLICATION_SCHEDULE',
      Failover_DestroyGuard1: 'ALTER FAILOVER GROUP "ICEBERG_BCDR_VOLUME_FG" UNSET REPLICATION_SCHEDULE',
      Failover_DestroyGuard2: 'ALTER FAILOVER GROUP "ICEBERG_BCDR_DB_FG" UNSET REPLICATION_SCHEDULE',
    });
  });

  it.each([
    ["source", source, "UNSET REPLICATION_SCHEDULE"],
    ["target", target, "SUSPEND"],
  ])(
    "begins a destroy of the %s with what the other role refuses, before anything else is undone",
    (_, stack, said) => {
      const others = resourcesOf(stack).filter(({ id }) => !id.includes("DestroyGuard"));
      const guards = Object.entries(steps(stack)).filter(([id]) => id.includes("DestroyGuard"));

      expect(guards).toHaveLength(3);
      for (const [, { execute, revert, depends_on: after }] of guards) {
        expect(execute).toBe("SHOW FAILOVER GROUPS");
        expect(revert).toMatch(new RegExp(`^ALTER FAILOVER GROUP "\\w+" ${said}$`));
        expect([after].flat().sort()).toEqual(others.map(({ type, id }) => `${type}.${id}`).sort());
      }
    },
  );
});

describe("the target side", () => {
  it("works in the secondary as the deployer, and reads no other stack's state", () => {
    expect(target?.provider.snowflake).toEqual([
      expect.objectContaining({ account_name: "WEST", role: "ACCOUNTADMIN" }),
    ]);
    expect(Object.keys(target?.variable ?? {})).toEqual(["secondary_snowflake_private_key"]);
    expect(JSON.stringify(target)).not.toContain("terraform_remote_state");
  });

  it("has a replica of each group, which says where it was made from", () => {
    expect(blocksOf(target, "snowflake_failover_group").map(({ name, from_replica }) => [name, from_replica])).toEqual(
      groups.map((name) => [name, { organization_name: "TWINBERG", source_account_name: "EAST", name }]),
    );
  });

  it("links by name before the first refresh, and refreshes in the order in which things depend on each other", () => {
    const done = steps(target);

    expect(done.Failover_AccountLink?.execute).toBe(
      "SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('ICEBERG_BCDR_ACCOUNT_FG')",
    );
    expect(waitsFor(done.Failover_AccountLink)).toEqual(["AccountGroup"]);
    expect(done.Failover_AccountRefresh?.execute).toBe('ALTER FAILOVER GROUP "ICEBERG_BCDR_ACCOUNT_FG" REFRESH');
    expect(waitsFor(done.Failover_AccountRefresh)).toEqual(["AccountLink"]);
    expect(done.Failover_VolumeRefresh?.execute).toBe('ALTER FAILOVER GROUP "ICEBERG_BCDR_VOLUME_FG" REFRESH');
    expect(waitsFor(done.Failover_VolumeRefresh)).toEqual(["VolumeGroup", "AccountRefresh"]);
    expect(done.Failover_DatabaseRefresh?.execute).toBe('ALTER FAILOVER GROUP "ICEBERG_BCDR_DB_FG" REFRESH');
    expect(waitsFor(done.Failover_DatabaseRefresh)).toEqual(["DatabaseGroup", "VolumeRefresh"]);
  });

  it("reads back which AWS principals came with what arrived", () => {
    const done = steps(target);

    expect(done.Failover_AccountRefresh?.query).toBe('DESCRIBE INTEGRATION "AWS_ICEBERG_STORAGE_INT"');
    expect(done.Failover_VolumeRefresh?.query).toBe('DESCRIBE EXTERNAL VOLUME "ICEBERG_EXT_VOLUME"');
    expect(target?.output?.storage_principal_arn?.value).toMatch(
      /^\$\{one\(\[for row in snowflake_execute\.Failover_AccountRefresh_\w+\.query_results : row\.property_value if row\.property == "STORAGE_AWS_IAM_USER_ARN"\]\)\}$/,
    );
    expect(target?.output?.volume_principal_arn?.value).toMatch(
      /^\$\{jsondecode\(one\(\[.*_VolumeRefresh_.* if row\.property == "STORAGE_LOCATION_1"\]\)\)\.STORAGE_AWS_IAM_USER_ARN\}$/,
    );
  });

  it("grants what came to the account's own roles, as the primary does", () => {
    expect(grants(target).sort()).toEqual(
      [
        ...monitors,
        "ICEBERG_ADMIN: USAGE on INTEGRATION AWS_ICEBERG_STORAGE_INT",
        "ICEBERG_ENGINEER: USAGE on EXTERNAL VOLUME ICEBERG_EXT_VOLUME",
      ].sort(),
    );
    const owned = blocksOf(target, "snowflake_grant_ownership");
    expect(owned.map(({ account_role_name: role }) => role)).toEqual(Array(5).fill("ICEBERG_ADMIN"));
    expect(JSON.stringify(owned)).toContain('"object_name":"ICEBERG_OPS"');
  });

  it("grants nothing of what came to replicated roles, which bring their grants, and the groups, which are local", () => {
    const replicated = stacksWith(REPLICATED)["failover-secondary"];

    expect(grants(replicated).sort()).toEqual(monitors);
    expect(blocksOf(replicated, "snowflake_grant_ownership")).toEqual([]);
  });

  it("grants the notification integration where that arrives", () => {
    const arriving = stacksWith(accountGroup("integrationTypes: [STORAGE, NOTIFICATION]"))["failover-secondary"];

    expect(grants(arriving)).toContain("ICEBERG_ADMIN: USAGE on INTEGRATION ICEBERG_ALERT_EMAIL");
    expect(steps(arriving).Failover_LeftAlertEmail?.revert).toBe('DROP INTEGRATION IF EXISTS "ICEBERG_ALERT_EMAIL"');
  });

  it("drops at a destroy what the groups leave behind, after the groups", () => {
    const left = Object.entries(steps(target)).filter(([id]) => id.startsWith("Failover_Left"));

    expect(Object.fromEntries(left.map(([id, { revert }]) => [id.replace("Failover_", ""), revert]))).toEqual({
      LeftDatabase: 'DROP DATABASE IF EXISTS "ICEBERG_OPS"',
      LeftStorageIntegration: 'DROP INTEGRATION IF EXISTS "AWS_ICEBERG_STORAGE_INT"',
      LeftExternalVolume: 'DROP EXTERNAL VOLUME IF EXISTS "ICEBERG_EXT_VOLUME"',
      LeftTableSyncIntegration: 'DROP INTEGRATION IF EXISTS "TABLE_SYNC_STORAGE_INT"',
    });
    for (const [, { execute }] of left) {
      expect(execute).toMatch(/^SHOW [A-Z ]+S LIKE '/);
    }
    for (const group of blocksOf(target, "snowflake_failover_group")) {
      expect(waitsFor(group)).toEqual([
        "LeftDatabase",
        "LeftStorageIntegration",
        "LeftExternalVolume",
        "LeftTableSyncIntegration",
      ]);
    }
  });

  it("drops the table sync's role and network policy, too, where those travel", () => {
    const stack = stacksWith(
      ["failover:\n", "failover:\n  accountGroup:\n    roles: replicated\n    networkPolicies: true\n"],
      ["tableSync:\n", "tableSync:\n  networkPolicy: { name: SYNC_ONLY, allowedIps: [203.0.113.7] }\n"],
    )["failover-secondary"];
    const done = steps(stack);

    expect(done.Failover_LeftTableSyncRole?.revert).toBe('DROP ROLE IF EXISTS "TABLE_SYNC"');
    expect(done.Failover_LeftTableSyncNetworkPolicy).toMatchObject({
      execute: "SHOW NETWORK POLICIES LIKE 'SYNC\\\\_ONLY'",
      revert: 'DROP NETWORK POLICY IF EXISTS "SYNC_ONLY"',
    });
  });

  it("drops replicated roles and monitors, too, and never another database that came", () => {
    const stack = stacksWith([
      "failover:\n",
      "failover:\n  databaseGroup:\n    databases: [MINE]\n  accountGroup:\n    roles: replicated\n    resourceMonitors: true\n",
    ])["failover-secondary"];
    const reverts = Object.values(steps(stack)).map(({ revert }) => String(revert));

    expect(reverts).toEqual(
      expect.arrayContaining([
        'DROP ROLE IF EXISTS "ICEBERG_ADMIN"',
        'DROP RESOURCE MONITOR IF EXISTS "ICEBERG_MONITOR"',
      ]),
    );
    expect(reverts.join()).not.toContain("MINE");
  });

  it("keeps the database where data are kept", () => {
    const keeping = stacksWith(["onDestroy: delete", "onDestroy: keep"]);

    expect(steps(keeping["failover-secondary"]).Failover_LeftDatabase?.lifecycle).toEqual({ prevent_destroy: true });
    expect(blocksOf(keeping["failover-primary"], "snowflake_database")[0]?.lifecycle).toEqual({
      prevent_destroy: true,
      ignore_changes: ["replication"],
    });
  });
});

describe("a configuration's edits", () => {
  const changed = (name: string, ...replacements: Replacement[]) => {
    const [before, after] = [stacks, stacksWith(...replacements)].map((all) => steps(all[name]));
    const ids = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    return [...ids].filter((id) => before?.[id]?.execute !== after?.[id]?.execute);
  };

  it("of the schedule change the schedule alone", () => {
    const schedule: Replacement = [
      /failover:\n {2}schedule:\n {4}minutes: \d+/,
      "failover:\n  schedule:\n    minutes: 7",
    ];

    expect(changed("failover-primary", schedule)).toEqual([]);
    expect(changed("failover-secondary", schedule)).toEqual([]);
    expect(changed("primary-data", schedule)).toHaveLength(3);
  });

  it("of what is carried change a step of ALTER, and never what makes a group", () => {
    expect(
      changed("failover-primary", ["failover:\n", "failover:\n  databaseGroup:\n    databases: [MINE]\n"]),
    ).toEqual(["Failover_DatabaseShape"]);
    expect(changed("failover-primary", accountGroup("networkPolicies: true"))).toEqual(["Failover_AccountShape"]);
  });

  it("without a connection make none", () => {
    const none = stacksWith(["  connection:\n    name: LAKE\n", ""]);

    expect(
      Object.keys({ ...steps(none["failover-primary"]), ...steps(none["failover-secondary"]) }).join(),
    ).not.toContain("Connection");
    expect(none["failover-primary"]?.output?.connection_name?.value).toBe("");
  });
});
