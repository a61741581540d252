import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { ADOPTED_VARIABLE, type AdoptedResource } from "../../config/adopted";
import { probe } from "../../rehearsal/process/probe";
import { findTerraform } from "../../rehearsal/terraform/binary";
import { type Manifest, readManifest, type SynthesizedStack } from "../../rehearsal/terraform/manifest";
import { importBlocks } from "./imports";
import { type PlannedResource, plannedResources } from "./plan-verdict";
import { STACK_FILE } from "./program";

const run = promisify(execFile);
/** A plan of many resources, as JSON. */
const MAX_OUTPUT = 512 * 1024 * 1024;

/** What the commands of a user's environment get. */
export interface CommandPlace {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** A command that ended badly. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
}

/**
 * Synthesizes the program into a folder of its own, as if nothing were adopted yet. @param output where to
 * @throws CommandFailed with what the program says, e.g. of a rule that is broken
 */
export async function synthesizeInto(output: string, { root, env, signal }: CommandPlace): Promise<Manifest> {
  await command(
    "npm",
    ["run", "--silent", "synth"],
    root,
    { ...env, CDKTF_OUTDIR: output, [ADOPTED_VARIABLE]: "none" },
    signal,
  );
  return readManifest(output);
}

/** Plans one synthesized stack with imports. @throws CommandFailed with Terraform's error */
export async function planWithImports(
  stack: Pick<SynthesizedStack, "name" | "directory">,
  imports: readonly AdoptedResource[],
  { env, signal }: CommandPlace,
): Promise<readonly PlannedResource[]> {
  const { path: terraform } = await findTerraform(env, probe);
  const file = path.join(stack.directory, STACK_FILE);
  const json: unknown = JSON.parse(await readFile(file, "utf8"));
  await writeFile(
    file,
    JSON.stringify({ ...Object(json), ...(imports.length === 0 ? {} : importBlocks(imports)) }, undefined, 2),
  );
  const quiet = { ...env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  const work = (...args: string[]) => command(terraform, args, stack.directory, quiet, signal);
  const planFile = path.join(stack.directory, "adopt.tfplan");
  try {
    // The folder may be left of another run, with another backend or other versions.
    await work("init", "-reconfigure", "-upgrade", "-input=false", "-no-color");
    await work("plan", "-input=false", "-no-color", "-lock=false", `-out=${planFile}`);
    return plannedResources(await work("show", "-json", planFile));
  } finally {
    // A plan holds the values of all variables, the private key among them.
    await rm(planFile, { force: true });
  }
}

async function command(
  name: string,
  args: readonly string[],
  cwd: string,
  env: CommandPlace["env"],
  signal: AbortSignal,
): Promise<string> {
  try {
    const { stdout } = await run(name, [...args], { cwd, env: { ...env }, signal, maxBuffer: MAX_OUTPUT });
    return stdout;
  } catch (error) {
    signal.throwIfAborted();
    const said = outputOf(error);
    throw new CommandFailed(`"${path.basename(name)} ${args[0] ?? ""}" failed:\n${said}`, { cause: error });
  }
}

function outputOf(error: unknown): string {
  const [out, err] = ["stdout", "stderr"].map((key) => String(Reflect.get(Object(error), key) ?? ""));
  const text = `${err?.trim() === "" ? out : err}`.trim();
  return text === "" ? String(error) : text.split("\n").slice(-40).join("\n");
}
