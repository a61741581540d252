import type { CommandDefinition } from "../command";
import type { DeployTools } from "../deploy/command";

const DETAILS = `Synthesizes the stacks, plans all of them, shows the plans, asks once, and applies them in the order in which
they need each other; stacks that don't need each other side by side. The state is where the configuration's
backend says, so "npx cdktf deploy <stack>" does the same for one stack.

A stack of which nothing is there yet keeps those that need it from being planned: they are planned, and
applied, when it is there. What they then create or change was agreed to by the same yes; what they would
destroy was not, and is refused.

A plan that destroys or replaces what holds something that no apply brings back (a bucket, a database, a
failover group, …) is refused, unless --allow-destroy names its stack. What fails or is refused keeps only those from
being begun that need it.

Ctrl-C stops Terraform as its own Ctrl-C does: it ends what it is at, writes its state, and gives up its lock;
that can take a while. However a run ended, the same command goes on from there: what is done has an empty plan.

  twinberg deploy --plan-only                         # what would change, in all stacks
  twinberg deploy                                     # shows it, and asks
  twinberg deploy --stack lake --stack controller     # these two, whatever else is to be done
  twinberg deploy --yes --json                        # for a pipeline that was agreed to before

Logins are those of Terraform: AWS's by the environment, Snowflake's by TF_VAR_<account>_snowflake_private_key
(twinberg bootstrap prints the lines). TERRAFORM_BINARY_NAME names another Terraform, or OpenTofu.
What Terraform says, each stack's by itself, is in .twinberg/deploy/logs.

Exit code 0: all is as the configuration says. 3: with --plan-only, something would be changed. 1: something
failed, was refused or declined. 2: the command line or the configuration can't be used; nothing was done.
130: interrupted; the same command goes on.
`;

/** `twinberg deploy`. @param tools tests give others */
export function deployCommand(tools?: DeployTools): CommandDefinition {
  return {
    name: "deploy",
    description: "plan and apply the stacks in order, independent ones side by side; started again, it goes on",
    details: DETAILS,
    options: [
      { name: "--stack", value: "name", repeatable: true, description: "only this stack; can be given more than once" },
      { name: "--plan-only", description: "show what would be changed, and change nothing" },
      { name: "--yes", description: "don't ask before beginning" },
      {
        name: "--allow-destroy",
        value: "stack",
        repeatable: true,
        description: "this stack may destroy what no apply brings back; can be given more than once",
      },
      { name: "--limit", value: "number", description: "how many stacks at once, at most (default: 4)" },
      { name: "--json", description: "print JSON; asks nobody, so give --plan-only or --yes with it" },
    ],
    run: (context, options) => load().deployStacks(context, options, tools),
  };
}

/** Loaded when it is needed: what runs Terraform. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../deploy/command") {
  return require("../deploy/command");
}
