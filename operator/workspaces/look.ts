import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CommandContext } from "../command";
import { synthesizeProgram } from "../deploy/synthesize";
import { readDeclaredStacks } from "./synthesized";
import { type CloudBackend, workspacesOf } from "./workspaces";
import type { WorkspacesReport } from "./workspaces-json";

/**
 * Synthesizes the stacks into a folder of its own, and computes their workspaces.
 * @throws UsageError when they can't be synthesized
 * @throws Interrupted
 */
export async function lookAtWorkspaces(
  backend: CloudBackend,
  { root, env, signal, progress }: Pick<CommandContext, "root" | "env" | "signal" | "progress">,
): Promise<WorkspacesReport> {
  progress("synthesizing the stacks\n");
  const folder = await mkdtemp(path.join(tmpdir(), "twinberg-workspaces-"));
  const output = path.join(folder, "out");
  try {
    const manifest = await synthesizeProgram({ root, output, logFile: path.join(folder, "synth.log"), env, signal });
    return workspacesOf(backend, await readDeclaredStacks(manifest, output));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
