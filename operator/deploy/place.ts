import path from "node:path";

/** Where `twinberg deploy` keeps what it needs: one folder in the checkout, which git ignores. */
export interface DeployPlace {
  /** The checkout: folder of main.ts and cdktf.json. */
  readonly root: string;
  /** Says which process deploys from this checkout. */
  readonly lock: string;
  /** The synthesized stacks; Terraform works below it. */
  readonly output: string;
  /** Saved plans, which hold values of variables: there while a run needs them. */
  readonly plans: string;
  /** What Terraform said, one file a stack. */
  readonly logs: string;
  /** How far the last run came. */
  readonly lastRun: string;
  /** Providers that were downloaded, for all stacks. */
  readonly plugins: string;
}

/** Paths of a checkout. Touches nothing. */
export function deployPlace(root: string): DeployPlace {
  const inHome = (name: string): string => path.join(root, ".twinberg", "deploy", name);
  return {
    root,
    lock: inHome("lock"),
    output: inHome("cdktf.out"),
    plans: inHome("plans"),
    logs: inHome("logs"),
    lastRun: inHome("last-run.json"),
    plugins: inHome("plugins"),
  };
}
