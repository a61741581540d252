import { mkdir, rm } from "node:fs/promises";
import path from "node:path";

/** Where everything that a rehearsal writes lies: one folder, ignored by git, in the checkout. */
export interface Workspace {
  /** The checkout: folder of main.ts and cdktf.json. */
  readonly root: string;
  /** `.twinberg`, holds all the rest. */
  readonly home: string;
  /** Says which process rehearses in this checkout. */
  readonly lock: string;
  /** The chosen configuration plus the local section. */
  readonly config: string;
  /** Terraform's CLI configuration. */
  readonly terraformConfig: string;
  /** Environment for a shell that wants to talk to clouds that were kept. */
  readonly environmentFile: string;
  /** Synthesized stacks (CDKTF_OUTDIR). */
  readonly output: string;
  /** Synthesized stacks of the cdktf command line's own runs. */
  readonly cdktfOutput: string;
  /** Terraform states, one a stack. */
  readonly state: string;
  /** One log file a stack and a process. */
  readonly logs: string;
  /** The run's key pair. Not in `keys/`, where `twinberg bootstrap` keeps what nobody may remove. */
  readonly keys: string;
  /** Python environment of the local AWS; kept between runs. */
  readonly venv: string;
  /** Providers downloaded from the registry; kept between runs. */
  readonly providerCache: string;
  /** Filesystem mirror that the stand-in provider is installed into. */
  readonly standinMirror: string;
  /** The report for programs. */
  readonly reportJson: string;
  /** The report for people. */
  readonly reportHtml: string;
}

/** Paths of the workspace of a checkout. Touches nothing. */
export function workspaceAt(root: string): Workspace {
  const home = path.join(root, ".twinberg");
  const inHome = (name: string): string => path.join(home, name);
  return {
    root,
    home,
    lock: inHome("lock"),
    config: inHome("rehearsal.yaml"),
    terraformConfig: inHome("terraform.rc"),
    environmentFile: inHome("env.sh"),
    output: inHome("cdktf.out"),
    cdktfOutput: inHome("cdktf-cli.out"),
    state: inHome("state"),
    logs: inHome("logs"),
    keys: inHome("run-keys"),
    venv: inHome("venv"),
    providerCache: inHome("providers"),
    standinMirror: inHome("stand-in"),
    reportJson: inHome("report.json"),
    reportHtml: inHome("report.html"),
  };
}

/**
 * Removes what an earlier run left (a killed one too) and makes the folders of the next. What takes long to make
 * (Python environment, downloaded providers) stays. Call with the lock held.
 */
export async function freshWorkspace(workspace: Workspace): Promise<void> {
  await Promise.all(perRun(workspace).map((entry) => rm(entry, { recursive: true, force: true })));
  await Promise.all([workspace.logs, workspace.state].map((folder) => mkdir(folder, { recursive: true })));
}

/** What belongs to one run, and is removed before the next. */
export function perRun(workspace: Workspace): readonly string[] {
  return [
    workspace.config,
    workspace.environmentFile,
    workspace.terraformConfig,
    workspace.output,
    workspace.cdktfOutput,
    workspace.state,
    workspace.logs,
    workspace.keys,
    workspace.reportJson,
    workspace.reportHtml,
  ];
}
