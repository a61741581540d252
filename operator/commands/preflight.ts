import type { CommandDefinition } from "../command";
import type { PreflightTools } from "../preflight/command";

const DETAILS = `Looks at both Snowflake accounts and at AWS before the first apply, and changes nothing: are they the accounts
that the configuration means, of the right region and edition, do they take part in replication, may the
deployers and the AWS caller do what the stacks do, is nothing there under the names that the stacks take,
would Lake Formation lose an administrator, is there room, is the state's bucket fit for it?

  ✓ so   ✗ not so   ? can't be told, which is as good as not so   - means nothing here

Each that isn't ✓ tells what was found and what to do. After the first apply, what the stacks have made
is no longer in their way.

It logs in as each account's deployer, as Terraform does: by the private keys of
  TF_VAR_primary_snowflake_private_key and TF_VAR_secondary_snowflake_private_key,
or by workload identity where that is configured; and takes the AWS credentials of the environment. Editions
are told to the organization's administrator only: name one by TWINBERG_PRIMARY_ADMIN_USER and the like, as
twinberg bootstrap --help says, or look yourself and accept the check.

  twinberg preflight
  twinberg preflight --accept primary.edition,secondary.edition
  twinberg preflight --json | jq '.checks[] | select(.verdict == "bad") | {id, found, fix}'

Exit code 0: nothing stands in the way. 1: something does, or can't be told. 2: the command line or the
configuration can't be used. 130: interrupted.
`;

/** `twinberg preflight`. @param tools tests give others */
export function preflightCommand(tools?: PreflightTools): CommandDefinition {
  return {
    name: "preflight",
    description: "say what stands in the way of the first apply in real accounts, and what to do about it",
    details: DETAILS,
    options: [
      {
        name: "--accept",
        value: "ids",
        description: "checks that you looked at and take as they are, separated by commas",
      },
      { name: "--browser", description: "administrators log in by single sign-on, in the browser that opens" },
      { name: "--json", description: "print JSON" },
    ],
    run: (context, options) => load().preflight(context, options, tools),
  };
}

/** Loaded when it is needed: what looks at all clouds. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../preflight/command") {
  return require("../preflight/command");
}
