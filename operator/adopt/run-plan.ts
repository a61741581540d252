import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { AdoptedResource } from "../../config/adopted";
import type { TerraformBinary } from "../../rehearsal/terraform/binary";
import type { SynthesizedStack } from "../../rehearsal/terraform/manifest";
import { deployPlace } from "../deploy/place";
import { lastLines, runProcess } from "../deploy/run-process";
import { terraformEnvironment } from "../deploy/terraform-environment";
import { importBlocks } from "./imports";
import { type PlannedResource, plannedResources } from "./plan-verdict";

/** What {@link planWithImports} needs. */
export interface PlanPlace {
  /** The checkout. */
  readonly root: string;
  /** The caller's environment: logins are in it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Terraform or OpenTofu. */
  readonly binary: Pick<TerraformBinary, "path">;
  /** Folder of what Terraform says, one file a stack. */
  readonly logs: string;
  /** Aborted by Ctrl-C: Terraform is asked to end, once. */
  readonly signal: AbortSignal;
}

/** Terraform could not plan a stack. */
export class PlanFailed extends Error {
  override readonly name = "PlanFailed";
}

const LINES_TOLD = 40;

/** Plans one synthesized stack with imports. @throws PlanFailed with Terraform's error; the signal's reason */
export async function planWithImports(
  { name, directory, file }: Pick<SynthesizedStack, "name" | "directory" | "file">,
  imports: readonly AdoptedResource[],
  { root, env, binary, logs, signal }: PlanPlace,
): Promise<readonly PlannedResource[]> {
  const json: unknown = JSON.parse(await readFile(file, "utf8"));
  const blocks = imports.length === 0 ? {} : importBlocks(imports);
  await writeFile(file, JSON.stringify({ ...Object(json), ...blocks }, undefined, 2));
  await mkdir(deployPlace(root).plugins, { recursive: true });
  const quiet = { ...terraformEnvironment(root, env), CHECKPOINT_DISABLE: "1" };
  const logFile = path.join(logs, `${name}.log`);
  const terraform = async (args: readonly string[], capture = false): Promise<string> => {
    const run = { command: binary.path, args, cwd: directory, env: quiet, logFile, capture, signal };
    const ended = await runProcess(run);
    if (ended.code === 0) return ended.stdout;
    signal.throwIfAborted();
    throw new PlanFailed(`"terraform ${args[0] ?? ""}" failed:\n${lastLines(ended, LINES_TOLD)}`);
  };
  const planFile = path.join(directory, "adopt.tfplan");
  try {
    // The folder may be left of another run, with another backend or other versions.
    await terraform(["init", "-reconfigure", "-upgrade", "-input=false", "-no-color"]);
    await terraform(["plan", "-input=false", "-no-color", "-lock=false", `-out=${planFile}`]);
    return plannedResources(await terraform(["show", "-json", planFile], true));
  } finally {
    // A plan holds the values of all variables, the private key among them.
    await rm(planFile, { force: true });
  }
}
