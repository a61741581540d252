import type { CommandDefinition } from "../command";
import type { DrillTools } from "../failover/command";
import { DRILL_DETAILS, DRILL_OPTIONS } from "./drill-options";

const DETAILS = `The same as failover --to primary --planned. If the primary has been away, what it wrote that the
secondary doesn't have is put into QUARANTINE_E<epoch> first, and it is refreshed; then the roles
change back without loss.

${DRILL_DETAILS}`;

/** `twinberg failback`. @param tools tests give others */
export function failbackCommand(tools?: DrillTools): CommandDefinition {
  return {
    name: "failback",
    description: "make the primary the active account again, keeping what it alone has",
    details: DETAILS,
    options: DRILL_OPTIONS,
    run: (context, options) => load().failBack(context, options, tools),
  };
}

/** Loaded when it is needed: what works in both accounts. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../failover/command") {
  return require("../failover/command");
}
