import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import type { ProviderRequirement } from "./requirements";
import { compareVersions, parseVersion, satisfies, type Version } from "./versions";

/** A provider found in a filesystem mirror. */
export interface MirroredProvider {
  /** The mirror: the folder that holds the registry host's folder. */
  readonly folder: string;
  /** Newest version in it that meets the constraint. */
  readonly version: string;
}

/** Where to look for mirrors. */
export interface MirrorSearch {
  /** Environment: TF_PLUGIN_CACHE_DIR, XDG_DATA_HOME, XDG_DATA_DIRS, TF_CLI_CONFIG_FILE. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Home folder. */
  readonly home: string;
  /** Folder of the checkout, whose terraform.d/plugins Terraform looks into. */
  readonly root: string;
  /** Folders whose children may be mirrors. */
  readonly parents: readonly string[];
}

/** Folders that may be mirrors. */
export interface MirrorFolders {
  /** All of them, in the order in which they are asked. */
  readonly all: readonly string[];
  /** The same for people: children of a parent stand as `PARENT/*`. */
  readonly described: readonly string[];
}

/** The usual places of this machine. */
export function systemMirrorSearch(root: string, env: Readonly<Record<string, string | undefined>>): MirrorSearch {
  return { env, home: homedir(), root, parents: ["/opt", "/usr/share", "/srv", "/usr/local/share"] };
}

/**
 * Folders that may be filesystem mirrors, in the order in which they are asked: what the user configured, what Terraform
 * looks into by itself, then one level under the usual parents. Folders that don't exist are listed too (an error names them),
 * except under the parents.
 * Source: https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export async function mirrorFolders(search: MirrorSearch): Promise<MirrorFolders> {
  const { env, home, root } = search;
  const shares = (env.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":").filter(Boolean);
  const implied = [
    path.join(root, "terraform.d/plugins"),
    path.join(home, ".terraform.d/plugins"),
    path.join(env.XDG_DATA_HOME || path.join(home, ".local/share"), "terraform/plugins"),
    ...shares.map((share) => path.join(share, "terraform/plugins")),
    // OpenTofu's own, of the user and of the system.
    ...[env.XDG_DATA_HOME || path.join(home, ".local/share"), ...shares].map((share) =>
      path.join(share, "opentofu/plugins"),
    ),
    ...(process.platform === "darwin"
      ? [
          path.join(home, "Library/Application Support/io.terraform/plugins"),
          "/Library/Application Support/io.terraform/plugins",
        ]
      : []),
  ];
  const nested = await Promise.all(
    search.parents.map(async (parent) => (await listFolder(parent)).map((name) => path.join(parent, name))),
  );
  const cache = env.TF_PLUGIN_CACHE_DIR;
  const named = [...new Set([...(cache ? [cache] : []), ...(await configuredFolders(search)), ...implied])];
  return {
    all: [...new Set([...named, ...nested.flat()])],
    described: [...named, ...search.parents.map((parent) => path.join(parent, "*"))],
  };
}

/** Terraform's name of this machine's platform, e.g. linux_amd64. */
export function platformName(platform: string = process.platform, arch: string = process.arch): string {
  const system = platform === "win32" ? "windows" : platform;
  const machine = arch === "x64" ? "amd64" : arch === "ia32" ? "386" : arch;
  return `${system}_${machine}`;
}

/**
 * The newest version of a provider that one of the folders holds for this platform and that meets the constraint, unpacked
 * (`VERSION/OS_ARCH/`) or packed (`terraform-provider-TYPE_VERSION_OS_ARCH.zip`). With equal versions the first folder wins.
 */
export async function findInMirrors(
  folders: readonly string[],
  provider: ProviderRequirement,
  host: string,
  platform: string = platformName(),
): Promise<MirroredProvider | undefined> {
  let best: { folder: string; version: Version } | undefined;
  for (const folder of folders) {
    for (const version of await versionsIn(
      path.join(folder, host, provider.namespace, provider.type),
      provider.type,
      platform,
    )) {
      if (
        satisfies(version, provider.constraint) &&
        (best === undefined || compareVersions(version, best.version) > 0)
      ) {
        best = { folder, version };
      }
    }
  }
  return best === undefined ? undefined : { folder: best.folder, version: best.version.join(".") };
}

async function versionsIn(folder: string, type: string, platform: string): Promise<readonly Version[]> {
  const found: Version[] = [];
  for (const name of await listFolder(folder)) {
    const packed = new RegExp(`^terraform-provider-${type}_(.+)_${platform}\\.zip$`).exec(name);
    const version = parseVersion(packed?.[1] ?? name);
    if (version === undefined) {
      continue;
    }
    // A version's folder counts if it holds this platform with an executable in it: a download that broke off leaves none.
    if (
      packed !== null ||
      (await listFolder(path.join(folder, name, platform))).some((file) => file.startsWith("terraform-provider-"))
    ) {
      found.push(version);
    }
  }
  return found;
}

/** Mirrors and the plugin cache that the user's own CLI configuration names. */
async function configuredFolders({ env, home }: MirrorSearch): Promise<readonly string[]> {
  const tofurc = env.XDG_CONFIG_HOME ? path.join(env.XDG_CONFIG_HOME, "opentofu/tofurc") : undefined;
  const files = [env.TF_CLI_CONFIG_FILE, path.join(home, ".terraformrc"), path.join(home, ".tofurc"), tofurc];
  const texts = await Promise.all(files.map((file) => (file ? readOptional(file) : "")));
  return texts.flatMap((text) => [
    ...[...text.matchAll(/filesystem_mirror\s*\{[^}]*?\bpath\s*=\s*"([^"]+)"/g)].flatMap((match) => match[1] ?? []),
    ...[...text.matchAll(/^\s*plugin_cache_dir\s*=\s*"([^"]+)"/gm)].flatMap(
      (match) => match[1]?.replace(/^\$HOME/, home) ?? [],
    ),
  ]);
}

/** A folder's names; none if it can't be read, as Terraform does with its implied folders. */
async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function readOptional(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return "";
  }
}
