import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Supervisor } from "../../../rehearsal/process/supervisor";
import { TerraformDriver } from "../../../rehearsal/terraform/driver";
import { put, useTemporaryFolder } from "../temporary-folder";

const folder = useTemporaryFolder();
const stack = () => ({
  name: "lake",
  directory: folder(),
  file: path.join(folder(), "cdk.tf.json"),
  providers: new Map(),
  resources: 0,
});

/** A driver whose Terraform is a shell script; `$1` is the subcommand. */
async function driver(script: string): Promise<TerraformDriver> {
  const executable = await put(path.join(folder(), "terraform"), `#!/bin/sh\n${script}\n`, 0o755);
  return new TerraformDriver({
    binary: { path: executable, kind: "terraform", version: "1.11.4", registryHost: "registry.terraform.io" },
    supervisor: new Supervisor(),
    env: { PATH: process.env.PATH ?? "" },
    logs: path.join(folder(), "logs"),
  });
}
const log = () => readFile(path.join(folder(), "logs", "lake.log"), "utf8");

describe("TerraformDriver", () => {
  /** What init leaves behind. */
  const LOCK = 'provider "p" {\n  version = "5.100.0"\n  hashes = [\n    "h1:edXO=",\n  ]\n}\n';
  const versions = '{"provider_selections":{"registry.terraform.io/hashicorp/aws":"5.100.0"}}';
  const initialising = `case "$1" in version) echo '${versions}';; init) printf '%s' '${LOCK}' > .terraform.lock.hcl;; esac`;

  it("tells which provider versions init chose", async () => {
    expect([...(await (await driver(initialising)).init(stack()))]).toEqual([["hashicorp/aws", "5.100.0"]]);
  });

  it("has providers verified by init, and not again by each command", async () => {
    await (await driver(initialising)).init(stack());
    const lock = await readFile(path.join(folder(), ".terraform.lock.hcl"), "utf8");
    expect(lock).toBe('provider "p" {\n  version = "5.100.0"\n}\n');
  });

  it("tells what apply and destroy did, in Terraform's words", async () => {
    const made = await driver(
      '[ "$1" = apply ] && echo "Apply complete! Resources: 2 added." || echo "Destroy complete! Resources: 2 destroyed."',
    );
    expect((await made.apply(stack())).summary).toBe("Apply complete! Resources: 2 added.");
    expect((await made.destroy(stack())).summary).toBe("Destroy complete! Resources: 2 destroyed.");
  });

  it("takes an apply that does not say what it did for a failure", async () => {
    await expect((await driver("exit 0")).apply(stack())).rejects.toMatchObject({ code: "BAD_OUTPUT" });
  });

  it("fails with stack, command, exit code, the end of the log and its path", async () => {
    const made = await driver('echo "Error: no such bucket" >&2; exit 1');
    await expect(made.apply(stack())).rejects.toMatchObject({
      code: "COMMAND_FAILED",
      message: expect.stringMatching(
        /stack lake: "terraform apply -auto-approve .*" ended with exit code 1[\s\S]*Error: no such bucket/,
      ),
      remedy: `see ${path.join(folder(), "logs", "lake.log")}`,
    });
  });

  it("takes exit code 0 of a plan for empty", async () => {
    expect((await (await driver("exit 0")).plan(stack())).kind).toBe("empty");
  });

  it("takes exit code 2 of a plan for changes, and tells which", async () => {
    const plan = JSON.stringify({
      resource_changes: [
        {
          address: "a.b",
          type: "a",
          mode: "managed",
          change: { actions: ["update"], before: { x: 1 }, after: { x: 2 } },
        },
      ],
    });
    const made = await driver(`[ "$1" = show ] && echo '${plan}' && exit 0; exit 2`);
    expect(await made.plan(stack())).toMatchObject({
      kind: "changes",
      changes: [{ address: "a.b", attributes: ["x"] }],
    });
  });

  it("takes any other exit code of a plan for a failure, never for empty", async () => {
    await expect((await driver("exit 1")).plan(stack())).rejects.toMatchObject({ code: "COMMAND_FAILED" });
  });

  it("leaves no plan file, which would hold the private key among its variables, however the plan ends", async () => {
    const writesPlan = 'for arg; do case "$arg" in -out=*) echo secret > "$(echo "$arg" | cut -d= -f2)";; esac; done';
    for (const code of [0, 1, 2]) {
      const made = await driver(`[ "$1" = show ] && echo '{}' && exit 0; ${writesPlan}; exit ${code}`);
      await made.plan(stack()).then(
        () => undefined,
        (error: unknown) => expect(error).toBeInstanceOf(Error),
      );
      expect((await readdir(folder())).filter((name) => name.endsWith(".tfplan"))).toEqual([]);
    }
  });

  it("gives outputs that are not sensitive, and logs none", async () => {
    const outputs = JSON.stringify({
      name: { value: "lake", sensitive: false },
      key: { value: "s3cret", sensitive: true },
    });
    expect(await (await driver(`echo '${outputs}'`)).outputs(stack())).toEqual({ name: "lake" });
    expect(await log()).not.toContain("s3cret");
  });
});
