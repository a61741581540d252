import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { commands } from "../../../operator/commands";
import { deployCommand } from "../../../operator/commands/deploy";
import type { DeployTools } from "../../../operator/deploy/command";
import { runProgram } from "../../../operator/program";

const CONFIG = path.join(__dirname, "../../../config/demo.yaml");

/** What a run of the command came to. */
export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** A checkout whose program declares a few stacks, with a Terraform that only pretends. */
export class FakeCheckout {
  private constructor(readonly root: string) {}

  /** @param graph what each stack needs */
  static async at(root: string, graph: Readonly<Record<string, readonly string[]>>): Promise<FakeCheckout> {
    await mkdir(path.join(root, "bin"), { recursive: true });
    await copyFile(path.join(__dirname, "fake-terraform.sh"), path.join(root, "bin", "terraform"));
    await chmod(path.join(root, "bin", "terraform"), 0o755);
    const stacks = Object.fromEntries(
      Object.entries(graph).map(([name, dependencies]) => [
        name,
        { dependencies, workingDirectory: `stacks/${name}`, synthesizedStackPath: `stacks/${name}/cdk.tf.json` },
      ]),
    );
    await writeFile(path.join(root, "bin", "npm"), NPM, { mode: 0o755 });
    await writeFile(path.join(root, "manifest.json"), JSON.stringify({ stacks }));
    await writeFile(path.join(root, "stacks"), Object.keys(graph).join("\n"));
    const checkout = new FakeCheckout(root);
    await checkout.behave({});
    return checkout;
  }

  /** What Terraform does: `<command> <stack>` to what it says before it fails, or `hang`. */
  async behave(behaviour: Readonly<Record<string, string>>): Promise<void> {
    const folder = path.join(this.root, "behaviour");
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    await Promise.all(Object.entries(behaviour).map(([name, said]) => writeFile(path.join(folder, name), said)));
  }

  /** What Terraform was asked for and has seen, in order. */
  async events(): Promise<readonly string[]> {
    return (await readFile(path.join(this.root, "events"), "utf8")).trim().split("\n");
  }

  /** Waits until Terraform has seen something; the test's own time limit ends the wait otherwise. */
  async until(event: string): Promise<void> {
    const seen = async (): Promise<boolean> => {
      const text = await readFile(path.join(this.root, "events"), "utf8").catch(() => "");
      return text.split("\n").includes(event);
    };
    while (!(await seen())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  file(...names: readonly string[]): string {
    return path.join(this.root, ...names);
  }

  /** Runs `twinberg deploy` in it. */
  async deploy(
    args: readonly string[],
    tools: Partial<DeployTools> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<CommandRun> {
    const out: string[] = [];
    const errors: string[] = [];
    const definition = deployCommand({
      attended: () => false,
      ask: () => Promise.reject(new Error("nobody is to be asked")),
      now: () => new Date("2026-01-02T03:04:05Z"),
      ...tools,
    });
    const context = {
      env: {
        ...process.env,
        PATH: `${this.file("bin")}${path.delimiter}${process.env.PATH ?? ""}`,
        TWINBERG_TERRAFORM: undefined,
        TERRAFORM_BINARY_NAME: undefined,
        TF_PLUGIN_CACHE_DIR: undefined,
        TWINBERG_CONFIG: CONFIG,
        FAKE_HOME: this.root,
        TF_VAR_key: "secret",
      },
      root: this.root,
      write: (text: string) => void out.push(text),
      progress: (text: string) => void errors.push(text),
      signal,
    };
    const all = commands.map((command) => (command.name === "deploy" ? definition : command));
    const code = await runProgram(["deploy", ...args], all, context, (text) => void errors.push(text));
    return { code, out: out.join(""), errors: errors.join("") };
  }
}

/** Stands in for npm, which takes longer to start than all else that these tests do. */
const NPM = `#!/bin/sh
[ "$*" = "run --silent synth" ] || exit 64
if [ -f refused ]; then cat refused >&2; exit 1; fi
for stack in $(cat stacks); do
  mkdir -p "$CDKTF_OUTDIR/stacks/$stack"
  echo '{"terraform":{}}' > "$CDKTF_OUTDIR/stacks/$stack/cdk.tf.json"
done
cp manifest.json "$CDKTF_OUTDIR/manifest.json"
`;
