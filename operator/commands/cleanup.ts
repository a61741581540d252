import type { CleanupCommandTools } from "../cleanup/command";
import type { CommandDefinition } from "../command";

const DETAILS = `Removes what the stacks have made, in the order in which nothing needs it any more: tasks and writes to the
lake are stopped; then, by Terraform, each account's own databases, the table sync, the trust of AWS, the
secondary's failover groups and connection, the primary's, roles, volumes and integrations, the lake's AWS
side, and the controller's bucket.

It looks first, shows a plan with the size of all data, and begins when the organization's name is typed.
Data are kept unless --delete-data names them; what is kept is taken out of Terraform's state, with what
protects it (a bucket's policy, its versions), and is then nobody's but yours:

  lake, controller     buckets, with every version           glue     the Glue database and its tables
  ops, monitoring      native databases of both accounts     secrets  the table sync's private key
  prod, external, sync databases in which people have made something of their own
  state                Terraform's state, when all else is gone

However it ended before, the same command goes on from what it sees. It refuses while a failover is
unfinished, somebody has the controller's lease, or the accounts have changed sides (twinberg failback).
With an account lost, --without leaves that one as it is, and tells what remains.

It works as each account's deployer, by the private keys that Terraform takes, with the AWS credentials of
the environment, and Terraform (TERRAFORM_BINARY_NAME) in the folder .twinberg/cleanup.

  twinberg cleanup --plan                                    what would go, what is kept, what remains
  twinberg cleanup                                           asks for the organization's name
  twinberg cleanup --delete-data glue,lake                   and for the data's, which then are gone
  twinberg cleanup --yes --name ACME --without primary       without a terminal; the primary account is lost

Exit code 0: nothing is left to do. 1: something is: planned only, declined, refused, or failed.
2: the command line or the configuration can't be used. 130: interrupted; the same command goes on.
`;

/** `twinberg cleanup`. @param tools tests give others */
export function cleanupCommand(tools?: CleanupCommandTools): CommandDefinition {
  return {
    name: "cleanup",
    description: "leave again: remove what was made, in order, and keep the data unless told",
    details: DETAILS,
    options: [
      { name: "--plan", description: "only print what would be done; nothing is changed" },
      { name: "--yes", description: "don't ask before beginning; needs --name" },
      { name: "--name", value: "organization", description: "the organization that the configuration names" },
      { name: "--delete-data", value: "names", description: "data that go too, separated by commas (default: none)" },
      { name: "--without", value: "account", description: "leave that account as it is: primary or secondary" },
      { name: "--json", description: "print the plan as JSON; with --yes, what is left when it is done" },
    ],
    run: (context, options) => load().cleanupStacks(context, options, tools),
  };
}

/** Loaded when it is needed: what talks to clouds. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../cleanup/command") {
  return require("../cleanup/command");
}
