import path from "node:path";
import type { Probe } from "../../../rehearsal/process/probe";
import type { TerraformBinary } from "../../../rehearsal/terraform/binary";
import { platformName } from "../../../rehearsal/terraform/mirrors";
import {
  type ProviderInputs,
  registryDownload,
  resolveAws,
  resolveSnowflake,
} from "../../../rehearsal/terraform/providers";
import { requiredProviders } from "../../../rehearsal/terraform/requirements";
import { put, useTemporaryFolder } from "../temporary-folder";

const folder = useTemporaryFolder();
const binary: TerraformBinary = {
  path: "/bin/terraform",
  kind: "terraform",
  version: "1.11.4",
  registryHost: "registry.terraform.io",
};
const inMirror = (mirror: string, name: string, version: string) =>
  put(path.join(mirror, binary.registryHost, name, version, platformName(), `terraform-provider-x_v${version}`));
const inputs = (over: Partial<ProviderInputs> = {}): ProviderInputs => ({
  binary,
  folders: { all: [path.join(folder(), "mirror")], described: [path.join(folder(), "mirror")] },
  download: async () => ({ failed: "the registry did not answer" }),
  installStandin: async () => ({ folder: "/stand-in", version: "2.20.0" }),
  ...over,
});

describe("the Snowflake provider", () => {
  it("comes from a mirror that holds it, unless the stand-in is asked for", async () => {
    const mirror = path.join(folder(), "mirror");
    await inMirror(mirror, "snowflakedb/snowflake", "2.21.0");
    const rule = { address: "registry.terraform.io/snowflakedb/snowflake", folder: mirror };
    for (const choice of ["auto", "registry"] as const) {
      expect(await resolveSnowflake(inputs(), choice)).toEqual({ source: "mirror", version: "2.21.0", rule });
    }
    expect(await resolveSnowflake(inputs(), "stand-in")).toMatchObject({ source: "stand-in", version: "2.20.0" });
  });

  it("comes from the registry when no mirror holds it", async () => {
    const cache = path.join(folder(), "cache");
    const download = async () => {
      await inMirror(cache, "snowflakedb/snowflake", "2.22.0");
      return { folder: cache };
    };
    expect(await resolveSnowflake(inputs({ download }), "auto")).toMatchObject({
      source: "registry",
      version: "2.22.0",
    });
  });

  it("is the stand-in when neither has it", async () => {
    expect(await resolveSnowflake(inputs(), "auto")).toMatchObject({ source: "stand-in" });
  });

  it("fails when neither has it and the stand-in is not wanted", async () => {
    await expect(resolveSnowflake(inputs(), "registry")).rejects.toMatchObject({
      code: "PROVIDER_NOT_FOUND",
      message: expect.stringContaining("snowflakedb/snowflake ~> 2.20 is not to be found: the registry did not answer"),
      remedy: expect.stringContaining("--snowflake-provider stand-in"),
    });
  });
});

describe("the AWS provider", () => {
  it("fails when it can't be found, naming provider, folders and fix", async () => {
    const error = await resolveAws(inputs()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "PROVIDER_NOT_FOUND",
      message: expect.stringContaining("hashicorp/aws >= 5.100.0, < 7.0.0"),
      remedy: expect.stringContaining("terraform providers mirror"),
    });
    expect(String(error)).toContain(path.join(folder(), "mirror"));
  });
});

describe("with OpenTofu", () => {
  const tofu: TerraformBinary = {
    path: "/bin/tofu",
    kind: "opentofu",
    version: "1.10.6",
    registryHost: "registry.opentofu.org",
  };

  it("a provider comes from a mirror of OpenTofu's registry, and the stand-in is addressed there", async () => {
    const mirror = path.join(folder(), "mirror");
    await put(path.join(mirror, tofu.registryHost, "hashicorp/aws/5.100.0", platformName(), "terraform-provider-aws"));
    expect(await resolveAws(inputs({ binary: tofu }))).toEqual({
      source: "mirror",
      version: "5.100.0",
      rule: { address: "registry.opentofu.org/hashicorp/aws", folder: mirror },
    });
    expect(await resolveSnowflake(inputs({ binary: tofu }), "stand-in")).toMatchObject({
      rule: { address: "registry.opentofu.org/snowflakedb/snowflake" },
    });
  });

  it("a mirror of Terraform's registry isn't taken: it is named, with the command that makes the right one", async () => {
    const mirror = path.join(folder(), "mirror");
    await inMirror(mirror, "hashicorp/aws", "5.100.0");
    await expect(resolveAws(inputs({ binary: tofu }))).rejects.toMatchObject({
      code: "PROVIDER_NOT_FOUND",
      message: expect.stringContaining(
        `${mirror} holds 5.100.0 as registry.terraform.io/hashicorp/aws, which is Terraform's`,
      ),
      remedy: expect.stringMatching(/"tofu init" reach registry\.opentofu\.org.*"tofu providers mirror FOLDER"/),
    });
  });
});

describe("registryDownload", () => {
  const answering = (answers: readonly string[]): { readonly probe: Probe; readonly asked: string[] } => {
    const asked: string[] = [];
    const left = [...answers];
    return {
      asked,
      probe: async (_command, args, options) => {
        asked.push(`${args[0]} ${options?.env?.TF_PLUGIN_CACHE_DIR}`);
        const answer = left.shift() ?? "";
        return { kind: "ran", code: answer === "" ? 0 : 1, stdout: "", stderr: answer };
      },
    };
  };

  it("downloads only after the registry answered a question without a download", async () => {
    const { probe, asked } = answering(["Error: no available releases match the given constraints 0.0.1", ""]);
    const download = registryDownload(binary, probe, folder(), {});
    expect(await download(requiredProviders.snowflake)).toEqual({ folder: folder() });
    expect(asked).toEqual([`init ${folder()}`, `init ${folder()}`]);
  });

  it("says why when the registry can't be reached, and asks once", async () => {
    const { probe, asked } = answering([
      "╷\n│ Error: Failed to query available provider packages\n│\n│ could not connect",
    ]);
    const download = registryDownload(binary, probe, folder(), {});
    expect(await download(requiredProviders.snowflake)).toEqual({
      failed: "the registry can't be reached: Error: Failed to query available provider packages could not connect",
    });
    expect(asked).toHaveLength(1);
  });

  it("says so when the registry answers and the download fails", async () => {
    const { probe } = answering(["no available releases match", "Error: Failed to install provider"]);
    const download = registryDownload(binary, probe, folder(), {});
    expect(await download(requiredProviders.aws)).toEqual({
      failed: "the download failed: Error: Failed to install provider",
    });
  });
});
