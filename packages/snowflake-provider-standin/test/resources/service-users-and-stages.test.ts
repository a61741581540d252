import { generateKeyPairSync } from "node:crypto";
import { Emulator, type EmulatorRunner } from "../support/emulator";
import { Terraform } from "../support/harness";
import { describeLives, expectNoChanges } from "../support/life";

/** The body of a new RSA public key, in one line. */
function publicKey(): string {
  const { publicKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return key.export({ type: "spki", format: "der" }).toString("base64");
}

let emulator: Emulator;
let runner: EmulatorRunner;
beforeAll(async () => {
  emulator = await Emulator.start();
  runner = await emulator.connect();
});
afterAll(() => emulator.stop());

describeLives(
  () => runner,
  [
    {
      type: "snowflake_network_policy",
      config: { name: "OFFICE", allowed_ip_list: ["127.0.0.0/8"], comment: "c" },
      create: ["CREATE NETWORK POLICY \"OFFICE\" ALLOWED_IP_LIST = ('127.0.0.0/8') COMMENT = 'c'"],
      id: "OFFICE",
      state: {
        fully_qualified_name: '"OFFICE"',
        show_output: [{ entries_in_allowed_ip_list: 1, entries_in_blocked_ip_list: 0 }],
        describe_output: [{ allowed_ip_list: "127.0.0.0/8" }],
      },
      change: { name: "OFFICES", allowed_ip_list: ["10.0.0.0/8", "127.0.0.1"], blocked_ip_list: ["10.1.0.0/16"] },
      update: [
        'ALTER NETWORK POLICY "OFFICE" RENAME TO "OFFICES"',
        "ALTER NETWORK POLICY \"OFFICES\" SET ALLOWED_IP_LIST = ('10.0.0.0/8', '127.0.0.1') BLOCKED_IP_LIST = ('10.1.0.0/16')",
        'ALTER NETWORK POLICY "OFFICES" UNSET COMMENT',
      ],
      changedId: "OFFICES",
      meddle: ["ALTER NETWORK POLICY OFFICES SET ALLOWED_IP_LIST = ('0.0.0.0/0')"],
      repair: { blocked_ip_list: ["10.1.0.0/16"] },
      destroy: ['DROP NETWORK POLICY IF EXISTS "OFFICES"'],
    },
    {
      type: "snowflake_service_user",
      before: ["CREATE NETWORK POLICY SYNC_ONLY ALLOWED_IP_LIST = ('127.0.0.1')"],
      config: {
        name: "SYNC",
        default_role: "PUBLIC",
        default_secondary_roles_option: "NONE",
        network_policy: "SYNC_ONLY",
        comment: "c",
      },
      create: [
        `CREATE USER "SYNC" DEFAULT_ROLE = "PUBLIC" DEFAULT_SECONDARY_ROLES = () TYPE = SERVICE COMMENT = 'c' NETWORK_POLICY = "SYNC_ONLY"`,
      ],
      id: "SYNC",
      state: {
        default_role: "PUBLIC",
        default_secondary_roles_option: "NONE",
        disabled: "default",
        network_policy: "SYNC_ONLY",
        user_type: "SERVICE",
        show_output: [{ login_name: "SYNC", has_rsa_public_key: false, disabled: false, type: "SERVICE" }],
        parameters: [{ network_policy: [{ value: "SYNC_ONLY", level: "USER" }] }],
      },
      change: {
        name: "SYNC",
        default_role: '"PUBLIC"',
        default_secondary_roles_option: "ALL",
        default_namespace: "D.S",
        disabled: "true",
        query_tag: "sync",
      },
      update: [
        `ALTER USER "SYNC" SET DISABLED = true DEFAULT_NAMESPACE = "D"."S" DEFAULT_SECONDARY_ROLES = ('ALL')`,
        'ALTER USER "SYNC" UNSET COMMENT',
        `ALTER USER "SYNC" SET QUERY_TAG = 'sync'`,
        'ALTER USER "SYNC" UNSET NETWORK_POLICY',
      ],
      meddle: ["ALTER USER SYNC SET DISABLED = FALSE DEFAULT_ROLE = 'ACCOUNTADMIN' QUERY_TAG = 'mine'"],
      repair: { disabled: "true", default_role: '"PUBLIC"', query_tag: "sync" },
      notImported: ["display_name", "login_name", "mins_to_unlock", "show_output"],
      destroy: ['DROP USER IF EXISTS "SYNC"'],
    },
    {
      type: "snowflake_stage_external_s3",
      before: [
        "CREATE DATABASE LAKE",
        "CREATE SCHEMA LAKE.STAGES",
        ...["I", "J"].map(
          (name) =>
            `CREATE STORAGE INTEGRATION ${name} TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' ENABLED = TRUE STORAGE_ALLOWED_LOCATIONS = ('s3://lake/')`,
        ),
      ],
      config: {
        name: "RAW",
        database: "LAKE",
        schema: "STAGES",
        url: "s3://lake/raw/",
        storage_integration: "I",
        comment: "c",
      },
      create: [`CREATE STAGE "LAKE"."STAGES"."RAW" URL = 's3://lake/raw/' STORAGE_INTEGRATION = "I" COMMENT = 'c'`],
      id: '"LAKE"."STAGES"."RAW"',
      state: {
        fully_qualified_name: '"LAKE"."STAGES"."RAW"',
        stage_type: "EXTERNAL",
        cloud: "AWS",
        show_output: [{ storage_integration: "I", url: "s3://lake/raw/", directory_enabled: false }],
        describe_output: [
          {
            location: [{ url: ["s3://lake/raw/"] }],
            file_format: [{ csv: [{ type: "CSV", field_delimiter: ",", skip_header: 0 }], format_name: "" }],
            directory_table: [{ enable: false }],
          },
        ],
      },
      change: {
        name: "RAWER",
        database: "LAKE",
        schema: "STAGES",
        url: "s3://lake/rawer/",
        storage_integration: '"J"',
      },
      update: [
        'ALTER STAGE "LAKE"."STAGES"."RAW" RENAME TO "LAKE"."STAGES"."RAWER"',
        `ALTER STAGE "LAKE"."STAGES"."RAWER" SET URL = 's3://lake/rawer/' STORAGE_INTEGRATION = "J" COMMENT = ''`,
      ],
      changedId: '"LAKE"."STAGES"."RAWER"',
      meddle: [
        "ALTER STAGE LAKE.STAGES.RAWER SET URL = 's3://lake/other/'",
        "ALTER STAGE LAKE.STAGES.RAWER SET STORAGE_INTEGRATION = I",
      ],
      repair: { url: "s3://lake/rawer/", storage_integration: '"J"' },
      notImported: ["use_privatelink_endpoint"],
      destroy: ['DROP STAGE IF EXISTS "LAKE"."STAGES"."RAWER"'],
    },
  ],
);

describe("a service user's keys", () => {
  it("that are set by somebody else are read, and stay while the configuration ignores their changes", async () => {
    const terraform = new Terraform("snowflake_service_user", runner);
    await terraform.apply({ name: "ROTATED" });
    const [first, second] = [publicKey(), publicKey()];
    await runner.behind(
      `ALTER USER ROTATED SET RSA_PUBLIC_KEY = '${first}'`,
      `ALTER USER ROTATED SET RSA_PUBLIC_KEY_2 = '${second}'`,
    );
    await terraform.refresh();
    expect(terraform.state).toMatchObject({ rsa_public_key: first, rsa_public_key_2: second });
    // ignore_changes: Terraform takes the stored values for configured ones
    const ignored = { name: "ROTATED", rsa_public_key: first, rsa_public_key_2: second };
    expect((await terraform.plan(ignored)).planned).toEqual(terraform.state);
    const taken = await terraform.apply({ name: "ROTATED" });
    expect(taken[0]).toBe('ALTER USER "ROTATED" UNSET RSA_PUBLIC_KEY, RSA_PUBLIC_KEY_2');
    await terraform.destroy();
  });
});

describe("a service user's workload identity", () => {
  it("is set, changed and taken away once the provider's experiment is on; that it is gone is seen", async () => {
    const experiments = new Set(["USER_ENABLE_DEFAULT_WORKLOAD_IDENTITY"]);
    const terraform = new Terraform("snowflake_service_user", runner, experiments);
    const arn = (role: string) => `arn:aws:iam::123456789012:role/${role}`;
    const config = (role: string) => ({ name: "W", default_workload_identity: [{ aws: [{ arn: arn(role) }] }] });
    const [created] = await terraform.apply(config("a"));
    expect(terraform.diagnostics).toEqual([]);
    expect(created).toBe(`CREATE USER "W" TYPE = SERVICE WORKLOAD_IDENTITY = (TYPE = AWS ARN = '${arn("a")}')`);
    await expectNoChanges(terraform, config("a"));
    const [changed] = await terraform.apply(config("b"));
    expect(changed).toBe(`ALTER USER "W" SET WORKLOAD_IDENTITY = (TYPE = AWS ARN = '${arn("b")}')`);
    await runner.behind("ALTER USER W UNSET WORKLOAD_IDENTITY");
    await terraform.refresh();
    expect(terraform.state).toMatchObject({ default_workload_identity: [] });
    await terraform.apply(config("b"));
    const [gone] = await terraform.apply({ name: "W" });
    expect(gone).toBe('ALTER USER "W" UNSET WORKLOAD_IDENTITY');
    await terraform.destroy();
  });
});

describe("what is not carried out", () => {
  it("is refused by name while Terraform validates: of stages", async () => {
    const terraform = new Terraform("snowflake_stage_external_s3", runner);
    const config = { name: "S", database: "D", schema: "S", url: "s3://b/" };
    const refused = await terraform.validate({
      ...config,
      aws_access_point_arn: "arn",
      credentials: [{ aws_role: "arn" }],
      directory: [{ enable: true }],
      encryption: [{ aws_sse_kms: [{ kms_key_id: "k" }] }],
      file_format: [{ parquet: [{}] }],
    });
    for (const name of ["aws_access_point_arn", "credentials", "directory", "encryption.aws_sse_kms", "file_format"])
      expect(refused.join()).toContain(`${name} is not carried out by the stand-in`);
  });

  it("is refused by name while Terraform validates: of network policies", async () => {
    const terraform = new Terraform("snowflake_network_policy", runner);
    const refused = await terraform.validate({ name: "N", blocked_ip_list: ["0.0.0.0/0"] });
    expect(refused.join()).toContain("0.0.0.0/0 can't be blocked");
  });

  it("a workload identity needs the experiment of the real provider", async () => {
    const terraform = new Terraform("snowflake_service_user", runner);
    await terraform.apply({ name: "W", default_workload_identity: [{ aws: [{ arn: "arn:aws:iam::1:role/r" }] }] });
    expect(terraform.diagnostics[0]?.summary).toMatch(/USER_ENABLE_DEFAULT_WORKLOAD_IDENTITY/);
  });
});
