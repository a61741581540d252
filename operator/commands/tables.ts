import type { CommandDefinition } from "../command";
import type { OpenTableSync } from "../table-sync/sync-command";

const DETAILS = `Lists every table that the sync knows, by what it is: IN_STEP, PENDING (a worker is at it, or died over it), FAILED and
why, REFUSED and why, ROUTED (Snowflake has it another way), GONE. Needs what twinberg sync needs.

Exits with 0 when none is pending or failed.`;

/** `twinberg tables [database]`. */
export function tablesCommand(open?: OpenTableSync): CommandDefinition {
  return {
    name: "tables",
    description: "say of each synced table how it is",
    details: DETAILS,
    argument: { name: "database", description: "a Glue database (default: all)" },
    options: [{ name: "--json", description: "print JSON" }],
    run: (context, options) => load().listTables(context, options, open),
  };
}

/** Loaded when it is needed: clients of AWS. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../table-sync/tables-command") {
  return require("../table-sync/tables-command");
}
