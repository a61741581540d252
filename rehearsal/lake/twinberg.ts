import path from "node:path";
import { runCommand, tail } from "../process/command";
import type { CloudFacts } from "../steps/step";
import type { RehearsalTools } from "../tools";

/** What the `twinberg` command answered. */
export interface TwinbergAnswer {
  readonly code: number;
  /** Its standard output. */
  readonly stdout: string;
}

/** Runs `twinberg` as a user would, against the local clouds. @throws Error when it ends with another code than those expected */
export async function runTwinberg(
  { workspace, supervisor }: RehearsalTools,
  { terraformEnv }: CloudFacts,
  args: readonly string[],
  expected: readonly number[] = [0],
): Promise<TwinbergAnswer> {
  const { code, stdout, logFile } = await runCommand(supervisor, {
    name: `twinberg ${args[0] ?? ""}`,
    command: process.execPath,
    args: ["-r", "esbuild-register", path.join(workspace.root, "operator", "cli.ts"), ...args],
    cwd: workspace.root,
    env: { ...terraformEnv, TWINBERG_CONFIG: workspace.config },
    logFile: path.join(workspace.logs, "twinberg.log"),
    capture: true,
  });
  if (!expected.includes(code))
    throw new Error(`twinberg ${args.join(" ")} ended with ${code}, see ${logFile}: ${tail(stdout, 10)}`);
  return { code, stdout };
}
