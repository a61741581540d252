import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { RehearsalError } from "../errors";
import type { Probe } from "../process/probe";
import { productName, registryHosts, type TerraformBinary } from "./binary";
import type { MirrorRule } from "./cli-config";
import { findInMirrors, type MirrorFolders } from "./mirrors";
import { type ProviderRequirement, providerName, requiredProviders } from "./requirements";

/** Where a provider comes from. */
export type ProviderSource = "registry" | "mirror" | "stand-in";
/** `--snowflake-provider` */
export const snowflakeProviderChoices = ["auto", "registry", "stand-in"] as const;
/** What the user asked for as Snowflake provider. */
export type SnowflakeProviderChoice = (typeof snowflakeProviderChoices)[number];

/** A provider that Terraform will find. */
export interface ResolvedProvider<Source extends ProviderSource = ProviderSource> {
  /** Where it comes from. */
  readonly source: Source;
  /** Its version. */
  readonly version: string;
  /** The folder that Terraform takes it from. */
  readonly rule: MirrorRule;
}

/** Downloads a provider from its registry. Gives the folder (a filesystem mirror) that now holds it, or why it does not. */
export type RegistryDownload = (
  provider: ProviderRequirement,
) => Promise<{ readonly folder: string } | { readonly failed: string }>;

/** What the choice depends on. */
export interface ProviderInputs {
  /** Terraform or OpenTofu: decides the registry's host. */
  readonly binary: TerraformBinary;
  /** Filesystem mirrors to look into. */
  readonly folders: MirrorFolders;
  /** Asks the registry. */
  readonly download: RegistryDownload;
  /** Installs the stand-in into a filesystem mirror. */
  readonly installStandin: () => Promise<{ readonly folder: string; readonly version: string }>;
}

/** The AWS provider. @throws RehearsalError PROVIDER_NOT_FOUND naming what was looked at. */
export async function resolveAws(inputs: ProviderInputs): Promise<ResolvedProvider<"mirror" | "registry">> {
  const found = await mirrorOrRegistry(inputs, requiredProviders.aws);
  if ("failed" in found) {
    throw await notFound(requiredProviders.aws, inputs, found.failed);
  }
  return found;
}

/**
 * The Snowflake provider that the user asked for: `auto` takes a mirror, else the registry, else the stand-in.
 * @throws RehearsalError PROVIDER_NOT_FOUND for `registry` when neither mirror nor registry has it.
 */
export async function resolveSnowflake(
  inputs: ProviderInputs,
  choice: SnowflakeProviderChoice,
): Promise<ResolvedProvider> {
  if (choice !== "stand-in") {
    const found = await mirrorOrRegistry(inputs, requiredProviders.snowflake);
    if (!("failed" in found)) {
      return found;
    }
    if (choice === "registry") {
      throw await notFound(
        requiredProviders.snowflake,
        inputs,
        found.failed,
        'or take "--snowflake-provider stand-in"',
      );
    }
  }
  const { folder, version } = await inputs.installStandin();
  return { source: "stand-in", version, rule: { address: addressOf(inputs, requiredProviders.snowflake), folder } };
}

async function mirrorOrRegistry(
  inputs: ProviderInputs,
  provider: ProviderRequirement,
): Promise<ResolvedProvider<"mirror" | "registry"> | { readonly failed: string }> {
  const host = inputs.binary.registryHost;
  const address = addressOf(inputs, provider);
  const mirrored = await findInMirrors(inputs.folders.all, provider, host);
  if (mirrored !== undefined) {
    return { source: "mirror", version: mirrored.version, rule: { address, folder: mirrored.folder } };
  }
  const downloaded = await inputs.download(provider);
  if ("failed" in downloaded) {
    return downloaded;
  }
  const fetched = await findInMirrors([downloaded.folder], provider, host);
  if (fetched === undefined) {
    return { failed: `Terraform said that it installed it, but ${downloaded.folder} does not hold it` };
  }
  return { source: "registry", version: fetched.version, rule: { address, folder: downloaded.folder } };
}

/**
 * Downloads by `terraform init` itself, so that its proxies, certificates and checks count. A first init asks for a version that
 * does not exist: whether the registry answers shows in seconds and nothing is downloaded.
 *
 * @param cache folder that becomes a filesystem mirror; kept between runs
 * @param env whole environment of Terraform, without a CLI configuration
 */
export function registryDownload(
  binary: TerraformBinary,
  probe: Probe,
  cache: string,
  env: Readonly<Record<string, string>>,
): RegistryDownload {
  return async (provider) => {
    const folder = path.join(cache, `init-${provider.type}`);
    const init = async (constraint: string, timeoutMs: number) => {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      const source = `${binary.registryHost}/${providerName(provider)}`;
      const main = { terraform: { required_providers: { [provider.type]: { source, version: constraint } } } };
      const configuration = path.join(folder, "terraform.rc");
      await writeFile(configuration, "disable_checkpoint = true\nprovider_installation {\n  direct {}\n}\n");
      await writeFile(path.join(folder, "main.tf.json"), JSON.stringify(main));
      return probe(binary.path, ["init", "-input=false", "-no-color", "-backend=false"], {
        cwd: folder,
        timeoutMs,
        env: {
          ...env,
          TF_CLI_CONFIG_FILE: configuration,
          TF_PLUGIN_CACHE_DIR: cache,
          TF_REGISTRY_CLIENT_TIMEOUT: "5",
          TF_REGISTRY_DISCOVERY_RETRY: "0",
        },
      });
    };
    const asked = await init("0.0.1", 20_000);
    const answer = asked.kind === "ran" ? asked.stdout + asked.stderr : "";
    if (!/no available releases match/i.test(answer)) {
      await rm(folder, { recursive: true, force: true });
      return {
        failed:
          asked.kind === "timeout"
            ? "the registry did not answer"
            : `the registry can't be reached: ${reasonIn(answer)}`,
      };
    }
    const fetched = await init(provider.constraint, 600_000);
    await rm(folder, { recursive: true, force: true });
    if (fetched.kind !== "ran" || fetched.code !== 0) {
      return {
        failed: `the download failed: ${fetched.kind === "ran" ? reasonIn(fetched.stdout + fetched.stderr) : fetched.kind}`,
      };
    }
    return { folder: cache };
  };
}

/** The sentence after `Error:` with its explanation, on one line. */
function reasonIn(output: string): string {
  const at = output.indexOf("Error:");
  return output
    .slice(Math.max(at, 0))
    .replace(/[│╷╵\s]+/g, " ")
    .trim()
    .slice(0, 300);
}

function addressOf(inputs: ProviderInputs, provider: ProviderRequirement): string {
  return `${inputs.binary.registryHost}/${providerName(provider)}`;
}

async function notFound(
  provider: ProviderRequirement,
  inputs: ProviderInputs,
  failed: string,
  otherwise = "",
): Promise<RehearsalError> {
  const { kind, registryHost } = inputs.binary;
  const layout = `${registryHost}/${providerName(provider)}/VERSION/OS_ARCH`;
  const command = kind === "opentofu" ? "tofu" : "terraform";
  return new RehearsalError(
    "PROVIDER_NOT_FOUND",
    `${productName(kind)} provider ${providerName(provider)} ${provider.constraint} is not to be found: ${failed}; looked for ${layout} in ${inputs.folders.described.join(", ")}${await heldForTheOther(provider, inputs)}`,
    `let "${command} init" reach ${registryHost}, or on a machine that can run "${command} providers mirror FOLDER" and set TF_PLUGIN_CACHE_DIR to that folder here ${otherwise}`.trim(),
  );
}

/** Says so if a mirror holds the provider, but under the other program's registry: the likeliest reason of all on a machine with a mirror. */
async function heldForTheOther(provider: ProviderRequirement, inputs: ProviderInputs): Promise<string> {
  const other = inputs.binary.kind === "opentofu" ? "terraform" : "opentofu";
  const held = await findInMirrors(inputs.folders.all, provider, registryHosts[other]);
  return held === undefined
    ? ""
    : `; ${held.folder} holds ${held.version} as ${registryHosts[other]}/${providerName(provider)}, which is ${productName(other)}'s`;
}
