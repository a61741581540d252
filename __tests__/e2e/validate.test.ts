import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { installStandinProvider } from "../../packages/snowflake-provider-standin/src";
import { baseEnvironment } from "../../rehearsal/environment";
import { localConfig } from "../../rehearsal/local-config";
import { probe } from "../../rehearsal/process/probe";
import { findTerraform, type TerraformBinary } from "../../rehearsal/terraform/binary";
import { renderCliConfig } from "../../rehearsal/terraform/cli-config";
import { orderOf } from "../../rehearsal/terraform/graph";
import { type Manifest, readManifest } from "../../rehearsal/terraform/manifest";
import { mirrorFolders, systemMirrorSearch } from "../../rehearsal/terraform/mirrors";
import { resolveAws, resolveSnowflake } from "../../rehearsal/terraform/providers";

const run = promisify(execFile);
const root = path.resolve(__dirname, "../..");

/** Terraform itself judges each synthesized stack against the schemas of the providers. Needs Terraform and the AWS provider. */
describe("every synthesized stack", () => {
  let folder: string;
  let terraform: TerraformBinary;
  let manifest: Manifest;
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "validate-"));
    terraform = await findTerraform(process.env, probe);
    const standin = path.join(folder, "stand-in");
    const inputs = {
      binary: terraform,
      folders: await mirrorFolders(systemMirrorSearch(root, process.env)),
      download: async () => ({ failed: "this test downloads nothing" }),
      installStandin: async () => ({
        folder: standin,
        ...(await installStandinProvider({ mirrorDirectory: standin })),
      }),
    };
    const rules = [(await resolveAws(inputs)).rule, (await resolveSnowflake(inputs, "auto")).rule];
    const demo = await readFile(path.join(root, "config/demo.yaml"), "utf8");
    const endpoints = { awsEndpoint: "http://127.0.0.1:1", snowflakeEndpoint: "http://127.0.0.1:1" };
    await writeFile(
      path.join(folder, "config.yaml"),
      localConfig(demo, { ...endpoints, stateDirectory: path.join(folder, "state") }),
    );
    await writeFile(path.join(folder, "terraform.rc"), renderCliConfig(rules));
    await mkdir(path.join(folder, "state"));
    env = {
      ...baseEnvironment(process.env),
      CHECKPOINT_DISABLE: "1",
      TF_CLI_CONFIG_FILE: path.join(folder, "terraform.rc"),
      TWINBERG_CONFIG: path.join(folder, "config.yaml"),
      AWS_ENDPOINT_URL: endpoints.awsEndpoint,
      CDKTF_OUTDIR: path.join(folder, "out"),
    };
    await run(process.execPath, ["-r", "esbuild-register", "main.ts"], { cwd: root, env });
    manifest = await readManifest(path.join(folder, "out"));
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is valid for Terraform", async () => {
    for (const name of orderOf(manifest.graph)) {
      const cwd = manifest.stacks.get(name)?.directory ?? "";
      await run(terraform.path, ["init", "-input=false", "-no-color"], { cwd, env });
      const { stdout } = await run(terraform.path, ["validate", "-json"], { cwd, env });
      expect({ name, ...JSON.parse(stdout) }).toMatchObject({ name, valid: true, error_count: 0, warning_count: 0 });
    }
  }, 300_000);
});
