import { demoConfig } from "../helpers/demo-config";
import { blocksOf, synthesize } from "../helpers/synthesize";

const stacks = synthesize(demoConfig());

describe.each([
  ["primary-account", "EAST", "primary", "east"],
  ["secondary-account", "WEST", "secondary", "west"],
] as const)("stack %s", (name, account, role, externalId) => {
  const stack = stacks[name];

  it("works in its own account only, and takes its deployer's key from a variable", () => {
    expect(stack?.provider.snowflake).toEqual([
      expect.objectContaining({
        organization_name: "TWINBERG",
        account_name: account,
        authenticator: "SNOWFLAKE_JWT",
        private_key: `\${var.${role}_snowflake_private_key}`,
      }),
    ]);
    expect(stack?.variable?.[`${role}_snowflake_private_key`]).toMatchObject({ sensitive: true });
    expect(stack?.data).toBeUndefined();
  });

  it("has the provider that Twinberg needs, which is newer than the bindings", () => {
    expect(stack?.terraform.required_providers).toEqual({
      snowflake: { source: "snowflakedb/snowflake", version: "~> 2.20" },
    });
  });

  it("puts the roles under SYSADMIN, each above the next", () => {
    const parents = blocksOf(stack, "snowflake_grant_account_role").map(
      ({ role_name: child, parent_role_name: parent }) =>
        [child, parent].map((text) => String(text).replace(/.*Roles_(\w+?)_.*/, "$1")),
    );

    expect(parents).toEqual([
      ["Admin", "SYSADMIN"],
      ["Analyst", "Engineer"],
      ["Engineer", "Admin"],
    ]);
  });

  it("lets the roles do what the design says and no more", () => {
    const grants = blocksOf(stack, "snowflake_grant_privileges_to_account_role").map((grant) => {
      const [object] = Array.isArray(grant.on_account_object) ? grant.on_account_object : [grant.on_account_object];
      const on =
        object === undefined
          ? "ACCOUNT"
          : `${object.object_type} ${String(object.object_name).replace(/.*_(\w+)_\w{8}\.name}/, "$1")}`;
      const grantee = String(grant.account_role_name).replace(/.*Roles_(\w+?)_.*/, "$1");
      return `${grantee}: ${[grant.privileges].flat().join(", ")} on ${on}`;
    });

    const carried = [
      "Admin: USAGE on INTEGRATION StorageIntegration",
      "Engineer: USAGE on EXTERNAL VOLUME ExternalVolume",
    ];
    expect(grants.sort()).toEqual(
      [
        ...(role === "primary" ? carried : []),
        "Admin: CREATE DATABASE, CREATE WAREHOUSE, EXECUTE ALERT, EXECUTE TASK on ACCOUNT",
        "Admin: MONITOR, OPERATE on WAREHOUSE Query",
        "Admin: MONITOR, OPERATE, USAGE on WAREHOUSE Tasks",
        "Admin: USAGE on INTEGRATION AlertEmail",
        "Admin: USAGE on INTEGRATION RestCatalog",
        "Analyst: USAGE on WAREHOUSE Query",
        "Engineer: USAGE on INTEGRATION GlueCatalog",
      ].sort(),
    );
  });

  it("gives every access that is its own a role and an external id", () => {
    expect(blocksOf(stack, "snowflake_catalog_integration_iceberg_rest")[0]).toMatchObject({
      rest_config: [
        expect.objectContaining({ access_delegation_mode: "VENDED_CREDENTIALS", catalog_name: "123456789012" }),
      ],
      sigv4_rest_authentication: [
        {
          sigv4_iam_role: `arn:aws:iam::123456789012:role/twinberg-${role}-catalog`,
          sigv4_signing_region: "us-east-1",
          sigv4_external_id: `twinberg-${externalId}-catalog`,
        },
      ],
    });
    expect(blocksOf(stack, "snowflake_catalog_integration_aws_glue")[0]).toMatchObject({
      glue_aws_role_arn: `arn:aws:iam::123456789012:role/twinberg-${role}-glue`,
      catalog_namespace: "iceberg_advertising_db",
    });
  });

  it("makes what mail is sent through, and only where somebody is to be told", () => {
    const silent = synthesize(demoConfig([/alerts:[\s\S]*?\n\n/, "\n"]))[name];

    expect(blocksOf(stack, "snowflake_email_notification_integration")).toEqual([
      expect.objectContaining({
        name: "ICEBERG_ALERT_EMAIL",
        enabled: true,
        allowed_recipients: ["oncall@example.com"],
      }),
    ]);
    expect(stack?.provider.snowflake?.[0]).toMatchObject({
      preview_features_enabled: ["snowflake_email_notification_integration_resource"],
    });
    expect(blocksOf(silent, "snowflake_email_notification_integration")).toEqual([]);
    expect(silent?.provider.snowflake?.[0]).not.toHaveProperty("preview_features_enabled");
  });

  it("suspends idle warehouses and puts them under the monitor", () => {
    for (const warehouse of blocksOf(stack, "snowflake_warehouse")) {
      expect(warehouse).toMatchObject({
        auto_suspend: 60,
        resource_monitor: expect.stringContaining("snowflake_resource_monitor."),
      });
    }
  });
});

describe("what a failover group carries", () => {
  const [primary, secondary] = [stacks["primary-account"], stacks["secondary-account"]];

  it("is made in the primary, with the one prefix, and roles and external ids of no account", () => {
    expect(blocksOf(primary, "snowflake_storage_integration_aws")).toEqual([
      expect.objectContaining({
        storage_aws_role_arn: "arn:aws:iam::123456789012:role/twinberg-storage",
        storage_aws_external_id: "twinberg-storage",
        storage_allowed_locations: ["s3://twinberg-demo-lake/iceberg/"],
      }),
    ]);
    expect(blocksOf(primary, "snowflake_external_volume")).toEqual([
      expect.objectContaining({
        allow_writes: "false",
        storage_location: [
          expect.objectContaining({
            storage_location_name: "us-east-1",
            storage_base_url: "s3://twinberg-demo-lake/iceberg/",
            storage_aws_role_arn: "arn:aws:iam::123456789012:role/twinberg-volume",
            storage_aws_external_id: "twinberg-volume",
          }),
        ],
      }),
    ]);
  });

  it("isn't made in the secondary, nor told of by its stack", () => {
    expect(blocksOf(secondary, "snowflake_storage_integration_aws")).toEqual([]);
    expect(blocksOf(secondary, "snowflake_external_volume")).toEqual([]);
    expect(Object.keys(secondary?.output ?? {})).not.toContain("volume_principal_arn");
    expect(primary?.output).toHaveProperty("volume_principal_arn");
  });

  it("has a location in each region that the configuration has one in", () => {
    const copy = "  onDestroy: delete\n  replicas:\n    - { region: us-west-2, bucket: lake-west }\n";
    const stack = synthesize(demoConfig(["  onDestroy: delete\n", copy]))["primary-account"];
    const [volume] = blocksOf(stack, "snowflake_external_volume");

    expect(volume?.storage_location).toEqual([
      expect.objectContaining({ storage_location_name: "us-east-1" }),
      expect.objectContaining({ storage_location_name: "us-west-2", storage_base_url: "s3://lake-west/iceberg/" }),
    ]);
    expect(blocksOf(stack, "snowflake_storage_integration_aws")[0]?.storage_allowed_locations).toEqual([
      "s3://twinberg-demo-lake/iceberg/",
      "s3://lake-west/iceberg/",
    ]);
  });
});

describe("with account objects that travel", () => {
  const accountGroup = (settings: string) =>
    synthesize(demoConfig(["failover:\n", `failover:\n  accountGroup:\n    ${settings}\n`]));

  it("the secondary makes no roles when they are replicated, and grants to those that came", () => {
    const replicated = accountGroup("roles: replicated");
    const grantees = blocksOf(replicated["secondary-account"], "snowflake_grant_privileges_to_account_role").map(
      (grant) => grant.account_role_name,
    );

    expect(blocksOf(replicated["secondary-account"], "snowflake_account_role")).toEqual([]);
    expect(blocksOf(replicated["secondary-account"], "snowflake_grant_account_role")).toEqual([]);
    expect(new Set(grantees)).toEqual(new Set(["ICEBERG_ADMIN", "ICEBERG_ENGINEER", "ICEBERG_ANALYST"]));
    expect(blocksOf(replicated["primary-account"], "snowflake_account_role")).toHaveLength(3);
  });

  it("the secondary's monitor is the primary's from the first refresh on, which a plan doesn't undo", () => {
    const linked = accountGroup("resourceMonitors: true");
    const arrived = accountGroup("roles: replicated\n    resourceMonitors: true")["secondary-account"];

    expect(blocksOf(linked["secondary-account"], "snowflake_resource_monitor")[0]?.lifecycle).toEqual({
      ignore_changes: "all",
    });
    expect(blocksOf(linked["primary-account"], "snowflake_resource_monitor")[0]).not.toHaveProperty("lifecycle");
    expect(blocksOf(arrived, "snowflake_resource_monitor")).toEqual([]);
    expect(blocksOf(arrived, "snowflake_warehouse")[0]?.resource_monitor).toBe("ICEBERG_MONITOR");
  });

  it("the secondary makes no notification integration when those travel", () => {
    const travelling = accountGroup("integrationTypes: [STORAGE, NOTIFICATION]");

    expect(blocksOf(travelling["secondary-account"], "snowflake_email_notification_integration")).toEqual([]);
    expect(blocksOf(travelling["primary-account"], "snowflake_email_notification_integration")).toHaveLength(1);
  });
});
