import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { adoptCommand } from "../../operator/commands/adopt";
import { exitCodes } from "../../operator/exit-codes";
import { runProgram } from "../../operator/program";
import { withSession } from "../../operator/snowflake/session";
import { type SnowflakeEmulator, startEmulator } from "../../packages/snowflake-emulator/src/emulator";
import { installStandinProvider } from "../../packages/snowflake-provider-standin/src";
import { baseEnvironment } from "../../rehearsal/environment";
import { localConfig } from "../../rehearsal/local-config";
import { probe } from "../../rehearsal/process/probe";
import { findTerraform } from "../../rehearsal/terraform/binary";
import { renderCliConfig } from "../../rehearsal/terraform/cli-config";
import { EXISTING_OBJECTS, GLUE_CATALOG } from "./existing-estate";

const run = promisify(execFile);
const root = path.resolve(__dirname, "../..");
const stacks = ["primary-account", "failover-primary"];

interface Facts {
  readonly ok: boolean;
  readonly stacks: readonly {
    readonly stack: string;
    readonly resources: readonly { readonly path: string; readonly found: string; readonly importId?: string }[];
    readonly plan?: {
      readonly kind: string;
      readonly reason?: string;
      readonly changes?: readonly { readonly what: string }[];
    };
  }[];
}

/** Terraform, the stand-in and the emulator take over what was made by hand. Needs Terraform. */
describe("twinberg adopt over objects that were made by hand", () => {
  let folder: string;
  let emulator: SnowflakeEmulator;
  let env: Record<string, string>;
  let terraform: string;
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "adopt-"));
    const account = {
      edition: "BUSINESS_CRITICAL",
      administrator: { user: "TERRAFORM_DEPLOYER", rsaPublicKey: publicKey },
      replicationEnabled: true,
    } as const;
    emulator = await startEmulator({
      organization: "TWINBERG",
      accounts: [
        { name: "EAST", region: "AWS_US_EAST_1", ...account },
        { name: "WEST", region: "AWS_US_WEST_2", ...account },
      ],
      port: 0,
      host: "127.0.0.1",
    });
    const binary = await findTerraform(process.env, probe);
    terraform = binary.path;
    const mirror = path.join(folder, "stand-in");
    await installStandinProvider({ mirrorDirectory: mirror });
    const rules = [{ address: `${binary.registryHost}/snowflakedb/snowflake`, folder: mirror }];
    await writeFile(path.join(folder, "terraform.rc"), renderCliConfig(rules));
    await mkdir(path.join(folder, "state"));
    const demo = (await readFile(path.join(root, "config/demo.yaml"), "utf8")).replace(
      /user: \S+\n/g,
      "user: TERRAFORM_DEPLOYER\n",
    );
    const endpoints = { awsEndpoint: "http://127.0.0.1:1", snowflakeEndpoint: emulator.url };
    await writeFile(
      path.join(folder, "config.yaml"),
      localConfig(demo.replaceAll(/role: \S+_DEPLOYER\n/g, "role: ACCOUNTADMIN\n"), {
        ...endpoints,
        stateDirectory: path.join(folder, "state"),
      }),
    );
    env = {
      ...baseEnvironment(process.env),
      CHECKPOINT_DISABLE: "1",
      TF_CLI_CONFIG_FILE: path.join(folder, "terraform.rc"),
      TWINBERG_CONFIG: path.join(folder, "config.yaml"),
      AWS_ENDPOINT_URL: endpoints.awsEndpoint,
      TF_VAR_primary_snowflake_private_key: privateKey,
      TF_VAR_secondary_snowflake_private_key: privateKey,
      NODE_ENV: "test",
    };
    await administer(...EXISTING_OBJECTS, "CREATE USER ONCALL EMAIL = 'oncall@example.com'");
  }, 400_000);

  afterAll(async () => {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function administer(...statements: readonly string[]): Promise<void> {
    const settings = {
      url: emulator.url,
      organization: "TWINBERG",
      account: "EAST",
      user: "TERRAFORM_DEPLOYER",
      role: "ACCOUNTADMIN",
      privateKeyPem: privateKey,
    };
    await withSession(settings, async (session) => {
      for (const statement of statements) await session.execute(statement);
    });
  }

  async function adopt(...args: readonly string[]) {
    const out: string[] = [];
    const errors: string[] = [];
    const context = {
      env,
      root,
      write: (text: string) => void out.push(text),
      progress: () => undefined,
      signal: new AbortController().signal,
    };
    const command = ["adopt", "--stack", stacks.join(","), ...args];
    const code = await runProgram(command, [adoptCommand()], context, (text) => void errors.push(text));
    expect(errors).toEqual([]);
    return { code, out: out.join("") };
  }

  /** @returns what Terraform says */
  async function inStack(stack: string, ...args: readonly string[]): Promise<string> {
    const cwd = path.join(folder, "out", "stacks", stack);
    const { stdout } = await run(terraform, [...args, "-no-color", "-input=false"], { cwd, env, maxBuffer: 2 ** 26 });
    return stdout;
  }

  it("refuses what would be dropped, and names why", async () => {
    await administer(
      "DROP CATALOG INTEGRATION GLUE_CATALOG_INT",
      `CREATE CATALOG INTEGRATION GLUE_CATALOG_INT CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG
         CATALOG_NAMESPACE = 'iceberg_advertising_db' GLUE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/twinberg-primary-glue'
         GLUE_CATALOG_ID = '123456789012' GLUE_REGION = 'us-west-2' ENABLED = TRUE`,
    );
    const { code, out } = await adopt("--plan", "--write");
    expect(code).toBe(exitCodes.unhealthy);
    expect(out).toMatch(/✗ replaced: snowflake_catalog_integration_aws_glue\.\w+, because of glue_region\n/);
    expect(out).toContain('glue_region is "us-west-2", and the configuration says "us-east-1"');
    expect(await readdir(folder)).not.toContain("config.adopt");
    await administer("DROP CATALOG INTEGRATION GLUE_CATALOG_INT", GLUE_CATALOG);
  }, 400_000);

  it("plans imports and no replacement, and leaves what can't be planned yet for later", async () => {
    const { code, out } = await adopt("--plan", "--write", "--json");
    const facts: Facts = JSON.parse(out);
    const failed = facts.stacks.flatMap(({ plan }) => plan?.reason ?? []);
    const plans = facts.stacks.map(({ plan }) => plan?.kind);
    const changes = facts.stacks.flatMap(({ plan }) => plan?.changes ?? []);
    const refused = changes.filter(({ what }) => what === "replaced" || what === "destroyed");
    const untold = facts.stacks.flatMap(({ resources }) =>
      resources.filter(({ found }) => /unknown|blocked/.test(found)),
    );
    expect({ failed, refused, untold, plans, code, ok: facts.ok }).toEqual({
      failed: [],
      refused: [],
      untold: [],
      plans: ["planned", "later"],
      code: exitCodes.ok,
      ok: true,
    });
    const there = facts.stacks.flatMap(({ resources }) => resources.filter(({ found }) => found === "there"));
    expect(there.map(({ importId }) => importId).sort()).toEqual([
      '"AWS_ICEBERG_STORAGE_INT"',
      '"GLUE_CATALOG_INT"',
      '"ICEBERG_ADMIN"',
      '"ICEBERG_ADMIN"|ROLE|"SYSADMIN"',
      '"ICEBERG_ADMIN"|false|false|CREATE DATABASE,CREATE WAREHOUSE,EXECUTE ALERT,EXECUTE TASK|OnAccount',
      '"ICEBERG_ANALYST"',
      '"ICEBERG_ANALYST"|false|false|USAGE|OnAccountObject|WAREHOUSE|"ICEBERG_DEMO_WH"',
      '"ICEBERG_DEMO_WH"',
      '"ICEBERG_EXT_VOLUME"',
      '"ICEBERG_OPS"',
      '"ICEBERG_OPS"."LAST_GOOD"',
    ]);
    expect(changes.filter(({ what }) => what.startsWith("imported"))).toHaveLength(9);
    expect(await readdir(path.join(folder, "config.adopt"))).toEqual(["primary-account.json"]);
  }, 400_000);

  it("is applied by the program stack by stack, and then every plan is empty, also without the lists", async () => {
    await synthesize();
    await inStack("primary-account", "init");
    expect(await inStack("primary-account", "apply", "-auto-approve")).toMatch(
      /Resources: 9 imported, 14 added, \d+ changed, 0 destroyed/,
    );
    const { code, out } = await adopt("--plan", "--write");
    expect({ code, out }).toMatchObject({ code: exitCodes.ok, out: expect.stringContaining("failover-primary.json") });
    await synthesize();
    await inStack("failover-primary", "init");
    expect(await inStack("failover-primary", "apply", "-auto-approve")).toMatch(
      /Resources: 2 imported, \d+ added, \d+ changed, 0 destroyed/,
    );
    const after = await adopt("--plan", "--write");
    expect(after.out.match(/plan after the imports: nothing changes/g)).toHaveLength(2);
    expect(after.out).toContain("0 to import, 0 to be made.");
    expect(await readdir(path.join(folder, "config.adopt"))).toEqual([]);
    await synthesize();
    for (const stack of stacks) {
      expect(await inStack(stack, "plan", "-detailed-exitcode")).toContain("No changes.");
    }
  }, 600_000);

  async function synthesize(): Promise<void> {
    const synthesis = { ...env, CDKTF_OUTDIR: path.join(folder, "out") };
    await run(process.execPath, ["-r", "esbuild-register", "main.ts"], { cwd: root, env: synthesis });
  }
});
