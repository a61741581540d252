import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { acquireLock } from "../../rehearsal/lock";
import { probe } from "../../rehearsal/process/probe";
import { describeTerraform, findTerraform } from "../../rehearsal/terraform/binary";
import type { StackGraph } from "../../rehearsal/terraform/graph";
import type { CommandContext } from "../command";
import { chosenStacks, requireStacks } from "./choose";
import type { DeployPlace } from "./place";
import { type StackTerraform, TerraformCommands } from "./stack-terraform";
import { synthesizeProgram } from "./synthesize";

/** What a run works with, from the first look to {@link OpenRun.close}. */
export interface OpenRun {
  /** The chosen stacks. */
  readonly graph: StackGraph;
  /** Stacks that may lose what they hold. */
  readonly allowDestroy: ReadonlySet<string>;
  /** Terraform. */
  readonly terraform: StackTerraform;
  /** Which program that is, e.g. `Terraform 1.11.4`. */
  readonly terraformName: string;
  /** Lets others deploy from this checkout. */
  close(): Promise<void>;
}

/** What a run is opened with. */
export interface OpenRunSettings {
  /** Of the command. */
  readonly context: Pick<CommandContext, "env" | "root" | "signal" | "progress">;
  /** Paths. */
  readonly place: DeployPlace;
  /** Names of the chosen stacks; undefined: all. */
  readonly stacks: readonly string[] | undefined;
  /** Names of stacks that may lose what they hold; undefined: none. */
  readonly allowDestroy: readonly string[] | undefined;
}

/**
 * Finds Terraform, keeps others out, and synthesizes the stacks.
 * @throws RehearsalError when there is no Terraform, or another run goes on
 * @throws UsageError when the stacks can't be synthesized, or a name is no stack's
 * @throws Interrupted
 */
export async function openRun({ context, place, stacks, allowDestroy }: OpenRunSettings): Promise<OpenRun> {
  const { env, root, signal, progress } = context;
  const binary = await findTerraform(env, probe);
  const lock = await acquireLock(place.lock, undefined, "twinberg deploy");
  try {
    // What a killed run left: plans hold values of variables.
    await rm(place.plans, { recursive: true, force: true });
    await rm(place.logs, { recursive: true, force: true });
    await mkdir(place.output, { recursive: true });
    progress("synthesizing the stacks\n");
    const manifest = await synthesizeProgram({
      root,
      output: place.output,
      logFile: path.join(place.logs, "synth.log"),
      env,
      signal,
    });
    requireStacks(manifest.graph, allowDestroy ?? [], "--allow-destroy");
    return {
      graph: chosenStacks(manifest.graph, stacks),
      allowDestroy: new Set(allowDestroy),
      terraform: new TerraformCommands({ binary, manifest, place, env, signal }),
      terraformName: describeTerraform(binary),
      close: () => lock.release(),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
