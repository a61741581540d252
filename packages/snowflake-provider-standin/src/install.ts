import { randomUUID } from "node:crypto";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import { PROVIDER_VERSION } from "./provider/session";

/** Where to put the provider. */
export interface InstallOptions {
  /** Root of a Terraform filesystem mirror; made when it isn't there. */
  readonly mirrorDirectory: string;
  /** Host of the registry that the program takes a provider without a host to come from. Default: Terraform's own; OpenTofu's is registry.opentofu.org. */
  readonly registryHost?: string;
}

/** What was put there. */
export interface InstalledProvider {
  /** Version under which Terraform finds it. */
  readonly version: string;
  /** Absolute path of the executable. */
  readonly executable: string;
}

/** Node's names of processors → Terraform's (Go's). */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64", ia32: "386" };
/** Node's names of operating systems → Terraform's (Go's). */
const SYSTEMS: Readonly<Record<string, string>> = { linux: "linux", darwin: "darwin", freebsd: "freebsd" };

/**
 * Bundles the stand-in into one executable file and puts it where Terraform looks for `snowflakedb/snowflake` in a filesystem mirror.
 * The file appears at once or not at all; the same sources give the same bytes, and nothing is written when they are there already.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror
 * @throws Error on a platform that Terraform has no name for here, and when bundling or writing fails
 */
export async function installStandinProvider(options: InstallOptions): Promise<InstalledProvider> {
  const platform = terraformPlatform(process.platform, process.arch);
  const directory = join(
    resolve(options.mirrorDirectory),
    options.registryHost ?? "registry.terraform.io",
    "snowflakedb",
    "snowflake",
    PROVIDER_VERSION,
    platform,
  );
  const executable = join(directory, `terraform-provider-snowflake_v${PROVIDER_VERSION}`);
  const content = await bundle();
  if (!content.equals(await existing(executable))) {
    await mkdir(directory, { recursive: true });
    const temporary = join(dirname(directory), `.${platform}-${randomUUID()}`);
    try {
      await writeFile(temporary, content);
      await chmod(temporary, 0o755);
      await rename(temporary, executable);
    } finally {
      await rm(temporary, { force: true });
    }
  }
  return { version: PROVIDER_VERSION, executable };
}

/** Terraform's name of a platform, e.g. `linux_amd64`. @throws Error for one that isn't supported */
export function terraformPlatform(system: string, architecture: string): string {
  const os = SYSTEMS[system];
  const arch = ARCHITECTURES[architecture];
  if (os === undefined || arch === undefined) {
    throw new Error(
      `the stand-in provider can't be installed on ${system}/${architecture}: supported are ${Object.keys(SYSTEMS).join(", ")} on ${Object.keys(ARCHITECTURES).join(", ")}`,
    );
  }
  return `${os}_${arch}`;
}

async function bundle(): Promise<Buffer> {
  const packageDirectory = resolve(__dirname, "..");
  const result = await build({
    absWorkingDir: packageDirectory,
    entryPoints: ["src/main.ts"],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20.20",
    format: "cjs",
    minify: true,
    legalComments: "none",
    logLevel: "silent",
    banner: { js: "#!/usr/bin/env node" },
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error("bundling the stand-in provider gave no file");
  return Buffer.from(file.contents);
}

async function existing(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT")
      return Buffer.alloc(0);
    throw error;
  }
}
