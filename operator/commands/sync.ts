import { type CommandDefinition, UsageError } from "../command";
import type { OpenTableSync } from "../table-sync/sync-command";

const WHICH = "database[.table]";

const DETAILS = `Runs what the deployed function runs, by hand: reads Glue and Snowflake, and shows the smallest set of statements
that brings each external table in step. plan runs none of them, apply runs them after showing them. Without a
name it is about all tables that are out of step. Needs the section tableSync of the configuration that
TWINBERG_CONFIG names, and AWS credentials that may read Glue, the key's secret and the fact table. With workload
identity, which is the function's alone, it works as the deployer: by TF_VAR_<account>_snowflake_private_key.

Exits with 0 when nothing is left to do, 1 when something is, or failed.`;

/** `twinberg sync plan|apply [database[.table]]`. */
export function syncCommand(open?: OpenTableSync): CommandDefinition {
  const below = (name: "plan" | "apply", description: string): CommandDefinition => ({
    name,
    description,
    details: DETAILS,
    argument: { name: WHICH, description: "a Glue database, or a table in it (default: all)" },
    options: [],
    run: (context, options) => load().syncByHand(name, context, options.get(WHICH), open),
  });
  return {
    name: "sync",
    description: "bring external tables in step with Glue, by hand",
    details: DETAILS,
    options: [],
    commands: [
      below("plan", "show the statements that would bring tables in step"),
      below("apply", "show those statements, and run them"),
    ],
    run: () => Promise.reject(new UsageError("say sync plan or sync apply")),
  };
}

/** Loaded when it is needed: clients of AWS. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../table-sync/sync-command") {
  return require("../table-sync/sync-command");
}
