import { z } from "zod";
import { RehearsalError } from "../errors";
import { findOnPath, type Probe } from "../process/probe";
import { oldestTerraform } from "./requirements";
import { compareVersions, parseVersion } from "./versions";

/** A Terraform or OpenTofu executable that is new enough. */
export interface TerraformBinary {
  /** Absolute path. */
  readonly path: string;
  /** Which of the two. */
  readonly kind: "terraform" | "opentofu";
  /** e.g. 1.11.4 */
  readonly version: string;
  /** Host that provider addresses without a host belong to. */
  readonly registryHost: "registry.terraform.io" | "registry.opentofu.org";
}

const versionSchema = z.object({ terraform_version: z.string() });
const install =
  "install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install), or set TWINBERG_TERRAFORM to its path";

/**
 * Finds `terraform`, else `tofu`, on the PATH; TWINBERG_TERRAFORM overrides.
 * @throws RehearsalError TERRAFORM_NOT_FOUND, TERRAFORM_TOO_OLD.
 */
export async function findTerraform(
  env: Readonly<Record<string, string | undefined>>,
  probe: Probe,
): Promise<TerraformBinary> {
  const wanted = env.TWINBERG_TERRAFORM;
  const names = wanted === undefined || wanted === "" ? ["terraform", "tofu"] : [wanted];
  for (const name of names) {
    const found = await findOnPath(name, env.PATH);
    if (found !== undefined) {
      return inspect(found, env, probe);
    }
  }
  const where =
    names.length === 1
      ? `${names[0]} (TWINBERG_TERRAFORM) is not an executable`
      : "neither terraform nor tofu is on the PATH";
  throw new RehearsalError("TERRAFORM_NOT_FOUND", where, install);
}

async function inspect(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  probe: Probe,
): Promise<TerraformBinary> {
  // A CLI configuration of the user's that can't be read must not break the look at the version.
  const quiet = { ...env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: undefined };
  const said = await probe(path, ["version", "-json"], { env: quiet, timeoutMs: 30_000 });
  const version = said.kind === "ran" && said.code === 0 ? versionIn(said.stdout) : undefined;
  const parsed = version === undefined ? undefined : parseVersion(version.replace(/-.*$/, ""));
  if (version === undefined || parsed === undefined) {
    throw new RehearsalError(
      "TERRAFORM_NOT_FOUND",
      `${path} does not answer "version -json" as Terraform does`,
      install,
    );
  }
  const oldest = parseVersion(oldestTerraform);
  if (oldest !== undefined && compareVersions(parsed, oldest) < 0) {
    throw new RehearsalError(
      "TERRAFORM_TOO_OLD",
      `${path} is version ${version}, at least ${oldestTerraform} is needed`,
      install,
    );
  }
  // OpenTofu answers with Terraform's field; its own name is in the executable's.
  const isTofu = /tofu[^/]*$/.test(path);
  return isTofu
    ? { path, kind: "opentofu", version, registryHost: "registry.opentofu.org" }
    : { path, kind: "terraform", version, registryHost: "registry.terraform.io" };
}

function versionIn(stdout: string): string | undefined {
  try {
    return versionSchema.parse(JSON.parse(stdout)).terraform_version;
  } catch {
    return undefined;
  }
}
