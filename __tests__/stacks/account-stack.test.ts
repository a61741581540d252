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

    expect(grants.sort()).toEqual([
      "Admin: CREATE DATABASE, CREATE WAREHOUSE, EXECUTE ALERT, EXECUTE TASK on ACCOUNT",
      "Admin: MONITOR, OPERATE on WAREHOUSE Query",
      "Admin: MONITOR, OPERATE, USAGE on WAREHOUSE Tasks",
      "Admin: USAGE on INTEGRATION AlertEmail",
      "Admin: USAGE on INTEGRATION RestCatalog",
      "Admin: USAGE on INTEGRATION StorageIntegration",
      "Analyst: USAGE on WAREHOUSE Query",
      "Engineer: USAGE on EXTERNAL VOLUME ExternalVolume",
      "Engineer: USAGE on INTEGRATION GlueCatalog",
    ]);
  });

  it("gives every access its own role and external id, and the one prefix", () => {
    expect(blocksOf(stack, "snowflake_storage_integration_aws")[0]).toMatchObject({
      storage_aws_role_arn: `arn:aws:iam::123456789012:role/twinberg-${role}-storage`,
      storage_aws_external_id: `twinberg-${externalId}-storage`,
      storage_allowed_locations: ["s3://twinberg-demo-lake/iceberg/"],
    });
    expect(blocksOf(stack, "snowflake_external_volume")[0]).toMatchObject({
      allow_writes: "false",
      storage_location: [
        expect.objectContaining({
          storage_base_url: "s3://twinberg-demo-lake/iceberg/",
          storage_aws_role_arn: `arn:aws:iam::123456789012:role/twinberg-${role}-volume`,
          storage_aws_external_id: `twinberg-${externalId}-volume`,
        }),
      ],
    });
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
