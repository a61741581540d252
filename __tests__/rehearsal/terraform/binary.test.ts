import path from "node:path";
import type { Probe } from "../../../rehearsal/process/probe";
import { findTerraform } from "../../../rehearsal/terraform/binary";
import { put, useTemporaryFolder } from "../temporary-folder";

const folder = useTemporaryFolder();
const says =
  (version: string): Probe =>
  async () => ({ kind: "ran", code: 0, stdout: JSON.stringify({ terraform_version: version }), stderr: "" });
const executable = (name: string) => put(path.join(folder(), name), "#!/bin/sh\n", 0o755);

describe("findTerraform", () => {
  it("takes terraform before tofu", async () => {
    await executable("tofu");
    const terraform = await executable("terraform");
    expect(await findTerraform({ PATH: folder() }, says("1.11.4"))).toEqual({
      path: terraform,
      kind: "terraform",
      version: "1.11.4",
      registryHost: "registry.terraform.io",
    });
  });

  it("takes tofu, with its own registry, when there is no terraform", async () => {
    await executable("tofu");
    expect(await findTerraform({ PATH: folder() }, says("1.9.0"))).toMatchObject({
      kind: "opentofu",
      registryHost: "registry.opentofu.org",
    });
  });

  it("takes what TWINBERG_TERRAFORM names", async () => {
    await executable("terraform");
    const mine = await executable("my-terraform");
    expect(await findTerraform({ PATH: folder(), TWINBERG_TERRAFORM: mine }, says("1.5.0"))).toMatchObject({
      path: mine,
    });
  });

  it("fails when there is none, saying how to get one", async () => {
    await expect(findTerraform({ PATH: folder() }, says("1.11.4"))).rejects.toMatchObject({
      code: "TERRAFORM_NOT_FOUND",
      message: "neither terraform nor tofu is on the PATH",
      remedy: expect.stringContaining("developer.hashicorp.com/terraform/install"),
    });
  });

  it("fails when TWINBERG_TERRAFORM is not an executable, naming it", async () => {
    const env = { PATH: folder(), TWINBERG_TERRAFORM: "/no/terraform" };
    await expect(findTerraform(env, says("1.11.4"))).rejects.toThrow(
      "/no/terraform (TWINBERG_TERRAFORM) is not an executable",
    );
  });

  it("fails for one that is too old, naming both versions", async () => {
    await executable("terraform");
    await expect(findTerraform({ PATH: folder() }, says("1.4.6"))).rejects.toThrow(/version 1\.4\.6, at least 1\.5\.0/);
  });

  it("fails for a program that does not answer as Terraform does", async () => {
    await executable("terraform");
    const silent: Probe = async () => ({ kind: "ran", code: 0, stdout: "hello", stderr: "" });
    await expect(findTerraform({ PATH: folder() }, silent)).rejects.toMatchObject({ code: "TERRAFORM_NOT_FOUND" });
  });
});
