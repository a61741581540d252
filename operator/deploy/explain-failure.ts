/** Why a stack can't be planned or applied, and what to do about it. */
export interface StackProblem {
  /** What is wrong: the end of what Terraform said. */
  readonly problem: string;
  /** What to do. */
  readonly remedy: string;
}

interface KnownFailure {
  readonly said: RegExp;
  readonly remedy: (said: string, directory: string) => string;
}

const LINES = 20;

/** What Terraform says, and what helps. The texts are Terraform's own. */
const KNOWN: readonly KnownFailure[] = [
  {
    said: /Error acquiring the state lock/,
    remedy: (said, directory) => {
      const field = (name: string) => new RegExp(`^[\\s│]*${name}:\\s+(\\S.*)$`, "m").exec(said)?.[1]?.trim();
      const [id, who, created] = [field("ID"), field("Who"), field("Created")];
      const holder = who === undefined ? "somebody" : `${who}${created === undefined ? "" : `, since ${created}`}`;
      const force = `cd ${directory} && terraform force-unlock ${id ?? "ID"}`;
      return `${holder} works on this stack: wait for that. Only if that run is no more: ${force}`;
    },
  },
  {
    said: /Backend configuration changed|Terraform Cloud configuration (?:has )?changed|HCP Terraform configuration (?:has )?changed/,
    remedy: (_said, directory) =>
      `the configuration's backend isn't the last run's. Move the state: cd ${directory} && terraform init -migrate-state. If all of it is there already, as in a copy: remove .twinberg/deploy/cdktf.out, and deploy again`,
  },
  { said: /Saved plan is stale/, remedy: () => "the stack was applied by somebody else in between: deploy again" },
  {
    said: /Unsupported Terraform Core version/,
    remedy: () => "take a newer Terraform or OpenTofu, on the PATH or named by TERRAFORM_BINARY_NAME",
  },
  {
    said: /No value for required variable/,
    remedy: (said) => {
      const name = /input variable "([^"]+)"/.exec(said)?.[1] ?? "NAME";
      return `set TF_VAR_${name} in the environment; twinberg bootstrap prints the line`;
    },
  },
  {
    said: /Instance cannot be destroyed/,
    remedy: () =>
      "the plan would destroy what is kept on purpose (lake.onDestroy: keep): find out what in the configuration makes it, and take that back",
  },
  {
    said: /Unable to find remote state/,
    remedy: () => "it reads what another stack publishes, and that was never applied: deploy that one first",
  },
  {
    said: /Required token could not be found|unauthorized/i,
    remedy: () => "log in: terraform login HOSTNAME, or set the TF_TOKEN_ variable of the host",
  },
  {
    said: /No valid credential sources found|ExpiredToken/,
    remedy: () =>
      "give AWS credentials by the environment or a profile; twinberg preflight tells whether they are right",
  },
];

/**
 * What to tell of a command of Terraform's that failed.
 * @param log what the command wrote
 * @param directory the folder that it ran in
 */
export function explainFailure(
  { command, code, log }: { readonly command: string; readonly code: number; readonly log: string },
  directory: string,
): StackProblem {
  const end = log.trimEnd().split("\n").slice(-LINES).join("\n");
  const known = KNOWN.find(({ said }) => said.test(log));
  return {
    problem: `terraform ${command} ended with exit code ${code}\n${end}`,
    remedy: known?.remedy(log, directory) ?? "mend what it says, and deploy again: it goes on from here",
  };
}
