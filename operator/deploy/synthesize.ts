import { rm } from "node:fs/promises";
import path from "node:path";
import { type Manifest, readManifest } from "../../rehearsal/terraform/manifest";
import { UsageError } from "../command";
import { Interrupted, runProcess } from "./run-process";

/** What a synthesis needs. */
export interface SynthesisSettings {
  /** The checkout. */
  readonly root: string;
  /** Folder that the stacks are written to. */
  readonly output: string;
  /** File that synthesis writes what it says to. */
  readonly logFile: string;
  /** The caller's environment, which names the configuration. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Synthesizes the stacks as cdktf does: by the script that cdktf.json names.
 * @throws UsageError with what synthesis said when it refuses the configuration, e.g. for a rule
 * @throws Interrupted
 */
export async function synthesizeProgram(settings: SynthesisSettings): Promise<Manifest> {
  const { root, output, logFile, env, signal } = settings;
  await rm(path.join(output, "manifest.json"), { force: true });
  const { code, log } = await runProcess({
    command: "npm",
    args: ["run", "--silent", "synth"],
    cwd: root,
    env: { ...env, CDKTF_OUTDIR: output },
    logFile,
    signal,
  });
  if (signal.aborted) throw new Interrupted("synthesis was stopped");
  if (code !== 0) {
    const said = log.split("\n").slice(2).join("\n").trim();
    throw new UsageError(`the stacks can't be synthesized:\n${said}`);
  }
  return readManifest(output);
}
