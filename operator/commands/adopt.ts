import type { AdoptTools } from "../adopt/adopt";
import type { AdoptProdTools } from "../adopt-prod/command";
import type { CommandDefinition } from "../command";

const DETAILS = `Looks in both Snowflake accounts and in AWS for everything that the stacks declare, and says what is there already:
that is for Terraform to import, and not to make. Nothing is changed in any cloud.

  = it is there: import   + it isn't: apply makes it   - it is never imported, with the reason
  ✗ it is there, and can't be taken over   ? can't be told

--plan also shows what Terraform would do after the imports. A plan that destroys or replaces something is refused:
it names the resource, the attribute that forces it and what to do. A stack that needs what another one makes can be
planned when that one was applied: adopt and apply the first ones, and run the command again.
--write leaves a list for each stack beside the configuration (config/production.adopt/STACK.json to
config/production.yaml). From then on the program has import blocks: cdktf plan shows them, cdktf deploy imports.
Applied, an import block does nothing any more, and the lists can be deleted. Nothing is written while something is
in the way. The command can be run again at any time.

It logs in as each account's deployer, as Terraform does, and sees what that may see.

  twinberg adopt
  twinberg adopt --stack lake,primary-account --plan
  twinberg adopt --plan --write
  twinberg adopt --json | jq '.stacks[].resources[] | select(.found == "there") | {address, importId}'

Exit code 0: Terraform may take over. 1: something stands in the way, or can't be told. 2: the command line or the
configuration can't be used. 130: interrupted.
`;

const PROD_DETAILS = `In estates that were built as the demo's scripts do, the secondary account's database that applications read came by
replication: read-only, and dropped by the next refresh as soon as it is taken off the primary's list. This makes it a
database of the account's own, in an order in which no definition can be lost and applications always find it:
the replica group is suspended first, then definitions and grants are saved in a file and in the account, the new
database is made beside under another name, every view of both is compared, and only then names are swapped, in one
statement, and the old one is dropped. Interrupted anywhere, the same command goes on from there.

Only views are carried over. A database that holds anything else is refused, with the names of what it holds; and one
that database replication brings without a failover group is refused with the statement that ends that.
While the replica group is gone, the other databases that it brings aren't refreshed, and could be written to.

  twinberg adopt prod --plan
  twinberg adopt prod
  twinberg adopt prod --yes --json | jq '.ok'

Exit code 0: the database is the account's own. 1: it isn't, or not yet. 2: the command line or the configuration
can't be used. 130: interrupted.
`;

/** `twinberg adopt`. @param tools tests give others */
export function adoptCommand(tools?: AdoptTools, prodTools?: AdoptProdTools): CommandDefinition {
  return {
    name: "adopt",
    description: "find what exists already, and have Terraform import it instead of making it",
    details: DETAILS,
    options: [
      { name: "--stack", value: "names", description: "only these stacks, separated by commas (default: all)" },
      { name: "--plan", description: "show what Terraform would change after the imports" },
      { name: "--write", description: "write the lists that the program makes import blocks of" },
      { name: "--json", description: "print JSON" },
    ],
    commands: [
      {
        name: "prod",
        description: "make the secondary's database that applications read independent of replication, safely",
        details: PROD_DETAILS,
        options: [
          { name: "--plan", description: "only print what would be done; nothing is changed" },
          { name: "--yes", description: "don't ask before beginning" },
          { name: "--json", description: "print JSON; with --plan or --yes" },
        ],
        run: (context, options) => loadAdoptProd().adoptProd(context, options, prodTools),
      },
    ],
    run: (context, options) => loadAdopt().adopt(context, options, tools),
  };
}

/** Loaded when it is needed: it brings all of AWS's clients along, and help is to be quick. */
function loadAdopt(): typeof import("../adopt/adopt") {
  return require("../adopt/adopt");
}

function loadAdoptProd(): typeof import("../adopt-prod/command") {
  return require("../adopt-prod/command");
}
