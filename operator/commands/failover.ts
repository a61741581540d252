import type { CommandDefinition } from "../command";
import type { DrillTools } from "../failover/command";
import { DRILL_DETAILS, DRILL_OPTIONS } from "./drill-options";

const DETAILS = `Planned: the active account takes part. Its writes are stopped, the other one is refreshed for the last
time, and each table compared: nothing is lost. When the active account dies meanwhile, the last
message tells the command that goes on without it.
Unplanned: nothing needs the active account, its cloud or its state. What was written there since the
last refresh is lost, or found again: run the command once more when the account is back, and what it
has and the other doesn't is put into QUARANTINE_E<epoch> before it follows.

${DRILL_DETAILS}`;

/** `twinberg failover`. @param tools tests give others */
export function failoverCommand(tools?: DrillTools): CommandDefinition {
  return {
    name: "failover",
    description: "make the other account the active one: groups, tasks, catalog writes, clients",
    details: DETAILS,
    options: [
      { name: "--to", value: "account", description: "the account to be active: primary or secondary" },
      { name: "--planned", description: "the active account takes part, and nothing is lost (default)" },
      { name: "--unplanned", description: "without the active account" },
      ...DRILL_OPTIONS,
    ],
    run: (context, options) => load().failOver(context, options, tools),
  };
}

/** Loaded when it is needed: what works in both accounts. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../failover/command") {
  return require("../failover/command");
}
