import path from "node:path";
import fc from "fast-check";
import type { Probe } from "../../../rehearsal/process/probe";
import { describeTerraform, findTerraform } from "../../../rehearsal/terraform/binary";
import { put, useTemporaryFolder } from "../temporary-folder";

const folder = useTemporaryFolder();
/** Answers as the two programs do: JSON with Terraform's field from both, and a text that names the program. */
const says =
  (version: string, product: "Terraform" | "OpenTofu" = "Terraform"): Probe =>
  async (_command, args) => ({
    kind: "ran",
    code: 0,
    stdout: args.includes("-json")
      ? JSON.stringify({ terraform_version: version })
      : `${product} v${version}\non linux_amd64\n`,
    stderr: "",
  });
const executable = (name: string) => put(path.join(folder(), name), "#!/bin/sh\n", 0o755);

describe("which program is taken", () => {
  it("terraform before tofu, if nobody asks for one", async () => {
    await executable("tofu");
    const terraform = await executable("terraform");
    expect(await findTerraform({ PATH: folder() }, says("1.11.4"))).toEqual({
      path: terraform,
      kind: "terraform",
      version: "1.11.4",
      registryHost: "registry.terraform.io",
    });
  });

  it("tofu, with its own registry, when there is no terraform", async () => {
    await executable("tofu");
    expect(await findTerraform({ PATH: folder() }, says("1.9.0", "OpenTofu"))).toMatchObject({
      kind: "opentofu",
      registryHost: "registry.opentofu.org",
    });
  });

  it("what --terraform names, before TWINBERG_TERRAFORM, before TERRAFORM_BINARY_NAME", async () => {
    const [first, second, third] = await Promise.all(["tofu", "mine", "cdktfs"].map(executable));
    await executable("terraform");
    const env = { TWINBERG_TERRAFORM: second, TERRAFORM_BINARY_NAME: "cdktfs" };
    const found = async (variables: Readonly<Record<string, string | undefined>>, chosen?: string) =>
      (await findTerraform({ PATH: folder(), ...variables }, says("1.10.6", "OpenTofu"), chosen)).path;
    expect(await found(env, "tofu")).toBe(first);
    expect(await found(env)).toBe(second);
    expect(await found({ TERRAFORM_BINARY_NAME: "cdktfs" })).toBe(third);
    expect(await found({ TWINBERG_TERRAFORM: "", TERRAFORM_BINARY_NAME: "cdktfs" })).toBe(third);
  });

  it("is known by what it says, not by what its file is called", async () => {
    await executable("terraform");
    expect(await findTerraform({ PATH: folder() }, says("1.10.6-dev", "OpenTofu"))).toMatchObject({
      kind: "opentofu",
      version: "1.10.6-dev",
    });
    const tofu = await executable("tofu");
    expect(await findTerraform({ PATH: "" }, says("1.11.4"), tofu)).toMatchObject({ kind: "terraform" });
  });

  it("is told to people by the product's name", () => {
    expect(describeTerraform({ kind: "opentofu", version: "1.10.6" })).toBe("OpenTofu 1.10.6");
    expect(describeTerraform({ kind: "terraform", version: "1.11.4" })).toBe("Terraform 1.11.4");
  });
});

describe("without a usable program", () => {
  it("says how to get one when there is none", async () => {
    await expect(findTerraform({ PATH: folder() }, says("1.11.4"))).rejects.toMatchObject({
      code: "TERRAFORM_NOT_FOUND",
      message: "neither terraform nor tofu is on the PATH",
      remedy: expect.stringContaining("developer.hashicorp.com/terraform/install"),
    });
  });

  it.each([
    ["--terraform", "tofu", {}, "tofu (--terraform) is not an executable on the PATH"],
    [undefined, "", { TWINBERG_TERRAFORM: "/no/terraform" }, "/no/terraform (TWINBERG_TERRAFORM) is not an executable"],
    [undefined, "", { TERRAFORM_BINARY_NAME: "tofu" }, "tofu (TERRAFORM_BINARY_NAME) is not an executable on the PATH"],
  ])("names it and who asked for it, and takes no other: %#", async (option, chosen, variables, message) => {
    await executable("terraform");
    const asked = option === undefined ? undefined : chosen;
    await expect(findTerraform({ PATH: folder(), ...variables }, says("1.11.4"), asked)).rejects.toMatchObject({
      code: "TERRAFORM_NOT_FOUND",
      message,
      remedy: expect.stringContaining("--terraform, TWINBERG_TERRAFORM or TERRAFORM_BINARY_NAME"),
    });
  });

  it("names both versions of one that is too old, and the oldest of each program", async () => {
    await executable("terraform");
    await expect(findTerraform({ PATH: folder() }, says("1.4.6"))).rejects.toMatchObject({
      code: "TERRAFORM_TOO_OLD",
      message: `${path.join(folder(), "terraform")} is Terraform version 1.4.6, at least 1.5.0 is needed (terraform 1.5.0, opentofu 1.6.0)`,
    });
    // OpenTofu's first release is 1.6.0: prereleases of it count as what they lead to.
    await expect(findTerraform({ PATH: folder() }, says("1.5.9", "OpenTofu"))).rejects.toThrow(
      /is OpenTofu version 1\.5\.9, at least 1\.6\.0 is needed/,
    );
  });

  it("fails for a program that does not answer as either does", async () => {
    await executable("terraform");
    const silent: Probe = async () => ({ kind: "ran", code: 0, stdout: "hello", stderr: "" });
    await expect(findTerraform({ PATH: folder() }, silent)).rejects.toMatchObject({ code: "TERRAFORM_NOT_FOUND" });
    const nameless: Probe = async () => ({
      kind: "ran",
      code: 0,
      stdout: '{"terraform_version":"1.11.4"}',
      stderr: "",
    });
    await expect(findTerraform({ PATH: folder() }, nameless)).rejects.toThrow(
      /does not answer "version" as Terraform or OpenTofu does/,
    );
  });

  it("never takes a version below the oldest of that program", async () => {
    const program = await executable("x");
    const part = fc.nat({ max: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("Terraform", "OpenTofu"),
        part,
        part,
        part,
        async (product, major, minor, patch) => {
          const least = product === "Terraform" ? 5 : 6;
          const fits = major > 1 || (major === 1 && minor >= least);
          const finding = findTerraform({}, says(`${major}.${minor}.${patch}`, product), program);
          await (fits
            ? expect(finding).resolves.toMatchObject({ kind: product.toLowerCase() })
            : expect(finding).rejects.toMatchObject({ code: "TERRAFORM_TOO_OLD" }));
        },
      ),
    );
  });
});
