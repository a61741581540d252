import type { CommandDefinition } from "../command";
import type { ValidateTools } from "../validate/command";

const DETAILS = `What must be so, in each account:
  tables      EXT, CLD and PROD count the same rows at the same snapshot, and so does the other account
  views       those in EXT answer the engineer, those in PROD the analyst
  forbidden   the analyst reads PROD and nothing else, and changes nothing; nobody writes
              through a catalog-linked database that isn't the writer's
  tasks       in their declared state; the last run succeeded, at most two intervals ago
  freshness   heartbeat, SYNC_PROD, the catalog link, and in the secondary the recovery point

A check passes (✓), fails (✗) or can't tell (?), e.g. since the account can't be reached or a table
is still catching up with a commit. For what doesn't pass it is said what was seen, why, and what to do.

It logs in as each account's deployer, by the private keys that Terraform takes,
  TF_VAR_primary_snowflake_private_key and TF_VAR_secondary_snowflake_private_key,
and works as the three roles, one at a time. What must be refused is tried with statements that
change nothing if they aren't: they concern no row, or make something that is dropped again.

Exit code 0: every check passes. 1: one fails or can't tell. 2: the command line, a key or the
configuration can't be used. 130: interrupted.
`;

/** `twinberg validate`. @param tools how to reach accounts; tests give others */
export function validateCommand(tools?: ValidateTools): CommandDefinition {
  return {
    name: "validate",
    description: "look at both accounts, and say of each thing that must be so whether it is",
    details: DETAILS,
    options: [
      {
        name: "--wait",
        value: "seconds",
        description: "how long to wait for tables that are still catching up with a commit (default 30)",
      },
      { name: "--json", description: "print JSON" },
    ],
    run: (context, options) => load().validateAccounts(context, options, tools),
  };
}

/** Loaded when it is needed: what looks at both accounts. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../validate/command") {
  return require("../validate/command");
}
