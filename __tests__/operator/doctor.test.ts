import path from "node:path";
import { ConfigError } from "../../config/config-error";
import { doctorCommand } from "../../operator/commands/doctor";
import { type DoctorProbes, isHealthy, runChecks } from "../../operator/doctor/check";
import { doctorChecks } from "../../operator/doctor/checks";
import { renderResults } from "../../operator/doctor/render";
import { exitCodes } from "../../operator/exit-codes";
import { RehearsalError } from "../../rehearsal/errors";
import { platformName } from "../../rehearsal/terraform/mirrors";
import { put, useTemporaryFolder } from "../rehearsal/temporary-folder";

const folder = useTemporaryFolder();

/** A machine that has everything, with a mirror that holds both providers. */
async function machine(over: Partial<DoctorProbes> = {}): Promise<DoctorProbes> {
  const mirror = path.join(folder(), "mirror");
  for (const [name, version] of [
    ["hashicorp/aws", "5.100.0"],
    ["snowflakedb/snowflake", "2.20.0"],
  ] as const) {
    await put(
      path.join(mirror, "registry.terraform.io", name, version, platformName(), `terraform-provider-x_v${version}`),
    );
  }
  const python = await put(path.join(folder(), "bin", "python3"), "#!/bin/sh\n", 0o755);
  return {
    env: { PATH: path.dirname(python) },
    nodeVersion: "20.20.2",
    probe: async () => ({ kind: "ran", code: 0, stdout: "3.11.7\n", stderr: "" }),
    findTerraform: async () => ({
      path: "/bin/terraform",
      kind: "terraform",
      version: "1.11.4",
      registryHost: "registry.terraform.io",
    }),
    mirrors: {
      env: { TF_PLUGIN_CACHE_DIR: mirror, XDG_DATA_DIRS: folder() },
      home: folder(),
      root: folder(),
      parents: [],
    },
    reachRegistry: async () => ({ ok: false, reason: "no network" }),
    bindFreePort: async () => 40_000,
    validateConfig: () => "config/demo.yaml",
    ...over,
  };
}

async function finding(id: string, over: Partial<DoctorProbes>) {
  const results = await runChecks(doctorChecks, await machine(over));
  const result = results.find((candidate) => candidate.id === id);
  return { kind: result?.finding.kind, text: renderResults(results), healthy: isHealthy(results) };
}

const noTerraform = async () => {
  throw new RehearsalError("TERRAFORM_NOT_FOUND", "neither terraform nor tofu is on the PATH", "install Terraform");
};
const empty = () => ({ env: { XDG_DATA_DIRS: folder() }, home: folder(), root: folder(), parents: ["/no/parent"] });

describe("doctor", () => {
  it("finds nothing missing on a machine that has everything", async () => {
    const results = await runChecks(doctorChecks, await machine());
    expect(results.map(({ id, finding: { kind } }) => [id, kind])).toEqual([
      ["node", "ok"],
      ["terraform", "ok"],
      ["aws-provider", "ok"],
      ["snowflake-provider", "ok"],
      ["python", "ok"],
      ["port", "ok"],
      ["config", "ok"],
    ]);
    expect(isHealthy(results)).toBe(true);
  });

  it("says that Node is too old", async () => {
    const seen = await finding("node", { nodeVersion: "18.19.0" });
    expect(seen).toMatchObject({ kind: "missing", healthy: false });
    expect(seen.text).toContain("18.19.0 is older than 20.20.0");
  });

  it("says that Terraform is missing, why it is needed and how to get it", async () => {
    const seen = await finding("terraform", { findTerraform: noTerraform });
    expect(seen.kind).toBe("missing");
    expect(seen.text).toContain(`✗ Terraform or OpenTofu: neither terraform nor tofu is on the PATH
    needed: plans and applies what the program declares
    fix: install Terraform`);
  });

  it("says that the AWS provider can't be found, naming folders and what the registry said", async () => {
    const seen = await finding("aws-provider", { mirrors: empty() });
    expect(seen).toMatchObject({ kind: "missing", healthy: false });
    expect(seen.text).toContain("hashicorp/aws >= 5.100.0, < 7.0.0");
    expect(seen.text).toContain("no network");
    expect(seen.text).toContain("/no/parent/*");
  });

  it("only warns when the Snowflake provider can't be found: there is the stand-in", async () => {
    const seen = await finding("snowflake-provider", { mirrors: empty() });
    expect(seen.kind).toBe("warning");
    expect(seen.text).toContain("which does not prove the real provider");
  });

  it("takes providers from a registry that answers", async () => {
    const over = { mirrors: empty(), reachRegistry: async () => ({ ok: true }) as const };
    expect((await finding("aws-provider", over)).kind).toBe("ok");
    expect((await finding("snowflake-provider", over)).kind).toBe("ok");
  });

  it("says that Python can't make environments, with Python's own reason", async () => {
    const seen = await finding("python", {
      probe: async () => ({
        kind: "ran",
        code: 1,
        stdout: "",
        stderr: "ModuleNotFoundError: No module named 'ensurepip'",
      }),
    });
    expect(seen.kind).toBe("missing");
    expect(seen.text).toContain("No module named 'ensurepip'");
  });

  it("says that Python is not there", async () => {
    const seen = await finding("python", { env: { PATH: "/no/where" } });
    expect(seen.kind).toBe("missing");
    expect(seen.text).toContain("python3 is not on the PATH");
  });

  it("says that no port can be listened on", async () => {
    const seen = await finding("port", { bindFreePort: async () => Promise.reject(new Error("EACCES")) });
    expect(seen).toMatchObject({ kind: "missing", healthy: false });
    expect(seen.text).toContain("can't listen on 127.0.0.1: EACCES");
  });

  it("shows every problem of the configuration", async () => {
    const seen = await finding("config", {
      validateConfig: () => {
        throw new ConfigError("my.yaml", [
          { file: "my.yaml", line: 3, column: 1, path: "aws.region", message: "is wrong" },
        ]);
      },
    });
    expect(seen.kind).toBe("missing");
    expect(seen.text).toContain("my.yaml:3:1 aws.region: is wrong");
  });

  it("counts a check that breaks as missing, never as fine", async () => {
    const seen = await finding("port", {
      validateConfig: () => {
        throw new TypeError("a bug");
      },
    });
    expect(seen.healthy).toBe(false);
    expect(seen.text).toContain("the check itself failed: a bug");
  });
});

describe("twinberg doctor", () => {
  const run = async (flags: readonly string[], over: Partial<DoctorProbes> = {}) => {
    const probes = await machine(over);
    const parts: string[] = [];
    const command = doctorCommand(() => probes);
    const context = {
      env: {},
      root: "/",
      write: (text: string) => void parts.push(text),
      progress: () => undefined,
      signal: new AbortController().signal,
    };
    const code = await command.run(context, new Map(flags.map((flag) => [flag, ""])));
    return { code, text: parts.join("") };
  };

  it("exits 0 when nothing required is missing, 1 when something is", async () => {
    expect((await run([])).code).toBe(exitCodes.ok);
    expect((await run([], { findTerraform: noTerraform })).code).toBe(exitCodes.unhealthy);
  });

  it("prints JSON for programs", async () => {
    const { text } = await run(["--json"], { findTerraform: noTerraform });
    const printed: unknown = JSON.parse(text);
    expect(printed).toMatchObject({ ok: false });
    expect(printed).toHaveProperty(
      "checks",
      expect.arrayContaining([expect.objectContaining({ id: "terraform", kind: "missing", fix: "install Terraform" })]),
    );
  });
});
