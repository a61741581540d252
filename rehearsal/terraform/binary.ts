import { z } from "zod";
import { RehearsalError } from "../errors";
import { findOnPath, type Probe } from "../process/probe";
import { oldestVersions } from "./requirements";
import { compareVersions, parseVersion } from "./versions";

/** The two programs that apply what is synthesized. */
export type TerraformKind = keyof typeof oldestVersions;

/** A Terraform or OpenTofu executable that is new enough. */
export interface TerraformBinary {
  /** Absolute path. */
  readonly path: string;
  /** Which of the two. */
  readonly kind: TerraformKind;
  /** e.g. 1.11.4 */
  readonly version: string;
  /** Host that provider addresses without a host belong to. */
  readonly registryHost: "registry.terraform.io" | "registry.opentofu.org";
}

/** Where each looks for a provider whose address names no host. */
export const registryHosts = { terraform: "registry.terraform.io", opentofu: "registry.opentofu.org" } as const;
const versionSchema = z.object({ terraform_version: z.string() });
const install =
  "install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install), or name its path by --terraform, TWINBERG_TERRAFORM or TERRAFORM_BINARY_NAME";

/** Terraform or OpenTofu, as people write it. */
export function productName(kind: TerraformKind): string {
  return kind === "opentofu" ? "OpenTofu" : "Terraform";
}

/** e.g. `OpenTofu 1.10.6` */
export function describeTerraform({ kind, version }: Pick<TerraformBinary, "kind" | "version">): string {
  return `${productName(kind)} ${version}`;
}

/** A program that somebody asked for, and by what. */
interface WantedProgram {
  readonly name: string;
  readonly by: string;
}

/**
 * Finds the program that was asked for: by `--terraform`, by TWINBERG_TERRAFORM, by TERRAFORM_BINARY_NAME (cdktf's own), in this
 * order. Else `terraform`, else `tofu`, on the PATH.
 * @param chosen the option's value
 * @throws RehearsalError TERRAFORM_NOT_FOUND, TERRAFORM_TOO_OLD.
 */
export async function findTerraform(
  env: Readonly<Record<string, string | undefined>>,
  probe: Probe,
  chosen?: string,
): Promise<TerraformBinary> {
  const wanted = wantedProgram(env, chosen);
  for (const name of wanted === undefined ? ["terraform", "tofu"] : [wanted.name]) {
    const found = await findOnPath(name, env.PATH);
    if (found !== undefined) {
      return inspect(found, env, probe);
    }
  }
  throw new RehearsalError("TERRAFORM_NOT_FOUND", notThere(wanted), install);
}

function wantedProgram(
  env: Readonly<Record<string, string | undefined>>,
  chosen: string | undefined,
): WantedProgram | undefined {
  const named = [
    { name: chosen, by: "--terraform" },
    ...["TWINBERG_TERRAFORM", "TERRAFORM_BINARY_NAME"].map((variable) => ({ name: env[variable], by: variable })),
  ];
  return named.find((one): one is WantedProgram => one.name !== undefined && one.name !== "");
}

function notThere(wanted: WantedProgram | undefined): string {
  if (wanted === undefined) return "neither terraform nor tofu is on the PATH";
  const where = wanted.name.includes("/") ? "is not an executable" : "is not an executable on the PATH";
  return `${wanted.name} (${wanted.by}) ${where}`;
}

async function inspect(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  probe: Probe,
): Promise<TerraformBinary> {
  // A CLI configuration of the user's that can't be read must not break the look at the version.
  const quiet = { ...env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: undefined };
  const ask = async (...args: readonly string[]): Promise<string> => {
    const said = await probe(path, ["version", ...args], { env: quiet, timeoutMs: 30_000 });
    return said.kind === "ran" && said.code === 0 ? said.stdout : "";
  };
  const version = versionIn(await ask("-json"));
  const parsed = version === undefined ? undefined : parseVersion(version.replace(/-.*$/, ""));
  if (version === undefined || parsed === undefined) {
    throw unrecognized(path, '"version -json"');
  }
  // OpenTofu answers -json with Terraform's field; only the text names the program, whatever its file is called.
  const kind = kindIn(await ask());
  if (kind === undefined) {
    throw unrecognized(path, '"version"');
  }
  const oldest = parseVersion(oldestVersions[kind]);
  if (oldest !== undefined && compareVersions(parsed, oldest) < 0) {
    const minima = Object.entries(oldestVersions).map(([product, least]) => `${product} ${least}`);
    throw new RehearsalError(
      "TERRAFORM_TOO_OLD",
      `${path} is ${productName(kind)} version ${version}, at least ${oldestVersions[kind]} is needed (${minima.join(", ")})`,
      install,
    );
  }
  return { path, kind, version, registryHost: registryHosts[kind] };
}

function unrecognized(path: string, asked: string): RehearsalError {
  return new RehearsalError(
    "TERRAFORM_NOT_FOUND",
    `${path} does not answer ${asked} as Terraform or OpenTofu does`,
    install,
  );
}

function kindIn(text: string): TerraformKind | undefined {
  const named = /^(Terraform|OpenTofu) v\d/m.exec(text)?.[1];
  if (named === undefined) return undefined;
  return named === "OpenTofu" ? "opentofu" : "terraform";
}

function versionIn(stdout: string): string | undefined {
  try {
    return versionSchema.parse(JSON.parse(stdout)).terraform_version;
  } catch {
    return undefined;
  }
}
