import path from "node:path";
import { findInMirrors, type MirrorSearch, mirrorFolders, platformName } from "../../../rehearsal/terraform/mirrors";
import { requiredProviders } from "../../../rehearsal/terraform/requirements";
import { put, useTemporaryFolder } from "../temporary-folder";

const host = "registry.terraform.io";
const platform = "linux_amd64";
const folder = useTemporaryFolder();
const search = (over: Partial<MirrorSearch> = {}): MirrorSearch => ({
  env: {},
  home: path.join(folder(), "home"),
  root: path.join(folder(), "checkout"),
  parents: [],
  ...over,
});
const unpacked = (mirror: string, version: string, on = platform) =>
  put(path.join(mirror, host, "hashicorp/aws", version, on, `terraform-provider-aws_v${version}_x5`));

describe("mirrorFolders", () => {
  it("asks the plugin cache first, then Terraform's own places, then one level under the parents", async () => {
    const opt = path.join(folder(), "opt");
    await put(path.join(opt, "tf", "file"));
    const folders = await mirrorFolders(
      search({ env: { TF_PLUGIN_CACHE_DIR: "/cache", XDG_DATA_DIRS: "/x" }, parents: [opt] }),
    );
    expect(folders.all).toEqual([
      "/cache",
      path.join(folder(), "checkout/terraform.d/plugins"),
      path.join(folder(), "home/.terraform.d/plugins"),
      path.join(folder(), "home/.local/share/terraform/plugins"),
      "/x/terraform/plugins",
      path.join(folder(), "home/.local/share/opentofu/plugins"),
      "/x/opentofu/plugins",
      path.join(opt, "tf"),
    ]);
    expect(folders.described.at(-1)).toBe(path.join(opt, "*"));
  });

  it("takes the mirrors and the plugin cache that the user's CLI configuration names", async () => {
    const file = await put(
      path.join(folder(), "terraformrc"),
      'plugin_cache_dir = "$HOME/plugins"\nprovider_installation {\n  filesystem_mirror {\n    path    = "/company/mirror"\n    include = ["*/*"]\n  }\n}\n',
    );
    const { all } = await mirrorFolders(search({ env: { TF_CLI_CONFIG_FILE: file } }));
    expect(all.slice(0, 2)).toEqual(["/company/mirror", path.join(folder(), "home", "plugins")]);
  });
});

describe("findInMirrors", () => {
  it("takes the newest version that meets the constraint", async () => {
    const [a, b] = [path.join(folder(), "a"), path.join(folder(), "b")];
    await unpacked(a, "5.99.0");
    await unpacked(a, "5.100.0");
    await unpacked(b, "6.2.0");
    await unpacked(b, "7.0.0");
    expect(await findInMirrors([a, b], requiredProviders.aws, host, platform)).toEqual({ folder: b, version: "6.2.0" });
  });

  it("takes the first folder when versions are equal", async () => {
    const [a, b] = [path.join(folder(), "a"), path.join(folder(), "b")];
    await unpacked(a, "5.100.0");
    await unpacked(b, "5.100.0");
    expect(await findInMirrors([a, b], requiredProviders.aws, host, platform)).toMatchObject({ folder: a });
  });

  it("takes a packed provider", async () => {
    await put(path.join(folder(), host, "hashicorp/aws", `terraform-provider-aws_5.100.0_${platform}.zip`));
    expect(await findInMirrors([folder()], requiredProviders.aws, host, platform)).toMatchObject({
      version: "5.100.0",
    });
  });

  it("leaves alone what is for another platform, another registry, or not whole", async () => {
    await unpacked(folder(), "5.100.0", "darwin_arm64");
    await put(path.join(folder(), host, "hashicorp/aws", "5.101.0", platform, "LICENSE.txt"));
    await put(path.join(folder(), "other.example", "hashicorp/aws", "5.102.0", platform, "terraform-provider-aws_v5"));
    expect(await findInMirrors([folder(), "/does/not/exist"], requiredProviders.aws, host, platform)).toBeUndefined();
  });
});

describe("platformName", () => {
  it.each([
    ["linux", "x64", "linux_amd64"],
    ["darwin", "arm64", "darwin_arm64"],
    ["win32", "ia32", "windows_386"],
  ])("%s on %s is %s", (system, arch, expected) => {
    expect(platformName(system, arch)).toBe(expected);
  });
});
